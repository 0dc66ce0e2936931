// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct StatusFlagsTests {
    @Test func `bits have the protocol's places, and unknown ones are kept`() {
        let flags = StatusFlags(rawValue: 0xc00a)
        #expect(flags.isSuperset(of: [.autocommit, .moreResultsExist, .sessionStateChanged]))
        #expect(!flags.contains(.inTransaction))
        #expect(flags.rawValue == 0xc00a)
    }
}
