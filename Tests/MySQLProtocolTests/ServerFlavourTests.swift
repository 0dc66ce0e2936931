// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct ServerFlavourTests {
    @Test func `the names are those of their makers`() {
        #expect(ServerFlavour.allCases.map(\.description) == ["MySQL", "MariaDB"])
    }
}
