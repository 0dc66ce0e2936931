// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct ColumnFlagsTests {
    @Test func `bits have the protocol's places, and unknown ones are kept`() {
        let flags = ColumnFlags(rawValue: 0x4023)
        #expect(flags.isSuperset(of: [.notNull, .primaryKey, .unsigned]))
        #expect(!flags.contains(.binary))
        #expect(flags.rawValue == 0x4023)
    }
}
