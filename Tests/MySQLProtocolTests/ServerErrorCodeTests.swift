// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct ServerErrorCodeTests {
    @Test func `a number has its name, and one without is a value too`() {
        #expect(ServerErrorCode(rawValue: 1236) == .fatalDumpError)
        #expect(ServerErrorCode(rawValue: 4031) == .idleTimeout)
        #expect(ServerErrorCode(rawValue: 65000).description == "65000")
    }
}
