// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLWire
import Testing

@Suite struct MySQLCellTests {
    private func column(_ type: ColumnType, _ flags: ColumnFlags = [], collation: UInt32 = 63) -> ColumnDefinition {
        ColumnDefinition(name: "c", type: type, flags: flags, collation: Collation(rawValue: collation))
    }

    @Test func `whole numbers are read by width and sign`() {
        let minusTwo: [UInt8] = [0xfe, 0xff]
        #expect(MySQLCell(minusTwo.span, in: column(.short), format: .binary).signed == -2)
        #expect(MySQLCell(minusTwo.span, in: column(.short), format: .binary).unsigned == nil)
        #expect(MySQLCell(minusTwo.span, in: column(.short, .unsigned), format: .binary).unsigned == 65534)
        #expect(MySQLCell(minusTwo.span, in: column(.bit), format: .text).unsigned == 65279)
    }

    @Test func `a value that is not as wide as its type is none`() {
        let bytes: [UInt8] = [1, 2, 3]
        #expect(MySQLCell(bytes.span, in: column(.long), format: .binary).signed == nil)
        #expect(MySQLCell(bytes.span, in: column(.dateTime), format: .binary).dateTime == nil)
        #expect(MySQLCell(bytes.span, in: column(.double), format: .binary).double == nil)
    }

    @Test func `text numbers that do not fit are none`() {
        let big = [UInt8]("18446744073709551616".utf8)
        let cell = MySQLCell(big.span, in: column(.longLong), format: .text)
        #expect(cell.unsigned == nil)
        #expect(cell.signed == nil)
    }

    @Test func `text is read by the column's character set`() {
        let bytes: [UInt8] = [0x63, 0x61, 0x66, 0xe9]
        #expect(MySQLCell(bytes.span, in: column(.varString, collation: 8), format: .text).text == "café")
        #expect(MySQLCell(bytes.span, in: column(.varString, collation: 45), format: .text).text == nil)
        #expect(MySQLCell(bytes.span, in: column(.blob), format: .text).text == nil)
    }
}
