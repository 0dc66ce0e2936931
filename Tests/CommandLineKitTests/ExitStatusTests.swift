// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Testing

struct ExitStatusTests {
    @Test
    func `the numbers are those of mysqlbinlog`() {
        #expect(ExitStatus.success.rawValue == 0)
        #expect(ExitStatus.failure.rawValue == 1)
        #expect(ExitStatus.usage.rawValue == 2)
    }
}
