// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLWire
import NIOCore
import Testing

@Suite struct MySQLDecodableTests {
    private func row(_ cells: [String?], _ types: [ColumnType]) throws -> MySQLRow {
        var writer = WireWriter()
        for cell in cells {
            guard let cell else {
                writer.uint8(0xfb)
                continue
            }
            let bytes = [UInt8](cell.utf8)
            writer.lengthEncodedSpan(bytes.span)
        }
        let columns = types.enumerated().map { ColumnDefinition(name: "c\($0.offset)", type: $0.element) }
        return try MySQLRow(ByteBuffer(bytes: writer.bytes), index: 4, shape: RowShape(columns: columns, format: .text))
    }

    @Test func `a row is decoded as a tuple`() throws {
        let row = try row(["18446744073709551615", "12.340", nil, "1"], [.longLong, .newDecimal, .varString, .tiny])
        let (number, decimal, text, flag) = try row.decode(UInt64.self, MySQLDecimal.self, String?.self, Bool.self)
        #expect(number == .max)
        #expect("\(decimal)" == "12.340")
        #expect(text == nil)
        #expect(flag)
    }

    @Test func `an error names column and row, and not the value`() throws {
        let row = try row(["secret", nil], [.varString, .long])
        let first = #expect(throws: MySQLError.self) { try row.decode(Int.self, at: 0) }
        #expect(first?.code == .decoding)
        #expect((first?.underlying as? DecodingFailure)?.reason == .mismatch)
        #expect(first?.debugDescription.contains("column 0 (c0) of row 4") == true)
        #expect(first?.debugDescription.contains("secret") == false)
        let second = #expect(throws: MySQLError.self) { try row.decode(String.self, Int.self) }
        #expect((second?.underlying as? DecodingFailure)?.column == 1)
        let third = #expect(throws: MySQLError.self) { try row.decode(Int.self, at: 2) }
        #expect((third?.underlying as? DecodingFailure)?.reason == .noSuchColumn)
        #expect(throws: MySQLError.self) { try row.decode(Int.self, named: "c9") }
        #expect(try row.decode(String.self, named: "C0") == "secret")
    }

    @Test func `numbers that do not fit are no values`() throws {
        let row = try row(["256", "-1", "2"], [.long, .long, .long])
        #expect(throws: MySQLError.self) { try row.decode(UInt8.self, at: 0) }
        #expect(throws: MySQLError.self) { try row.decode(UInt64.self, at: 1) }
        #expect(throws: MySQLError.self) { try row.decode(Bool.self, at: 2) }
        #expect(try row.decode(Double.self, at: 1) == -1)
    }
}
