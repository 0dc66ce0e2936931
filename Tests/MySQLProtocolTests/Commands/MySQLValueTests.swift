// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTypes
import Testing

struct MySQLValueTests {
    @Test func `a value tells the type by which it travels`() {
        #expect(MySQLValue.signed(1).type == .longLong)
        #expect(MySQLValue.unsigned(1).isUnsigned)
        #expect(!MySQLValue.signed(1).isUnsigned)
        #expect(MySQLValue.text("").type == .varString)
        #expect(MySQLValue.bytes([]).type == .longBlob)
        #expect(MySQLValue.null.type == .null)
    }
}
