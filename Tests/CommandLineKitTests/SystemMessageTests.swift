// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Testing

struct SystemMessageTests {
    @Test
    func `numbers have the words of the system`() {
        #expect(SystemMessage.text(of: 2) == "No such file or directory")
        #expect(SystemMessage.text(of: 13) == "Permission denied")
    }

    @Test
    func `a number that the system does not know is told`() {
        #expect(SystemMessage.text(of: 99_999).contains("99999"))
    }
}
