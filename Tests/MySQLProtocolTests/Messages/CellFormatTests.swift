// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTypes
import Testing

struct CellFormatTests {
    @Test func `a definition tells type, sign and digits`() {
        let column = ColumnDefinition(name: "n", type: .longLong, flags: [.unsigned, .notNull])
        #expect(CellFormat(column) == CellFormat(type: .longLong, isUnsigned: true))
    }

    @Test(arguments: [(3, 3), (6, 6), (31, 6), (39, 6)] as [(UInt8, UInt8)])
    func `digits that are not fixed are six`(decimals: UInt8, digits: UInt8) {
        let column = ColumnDefinition(name: "t", type: .time, decimals: decimals)
        #expect(CellFormat(column).fractionalDigits == digits)
    }
}
