// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct BinaryRowViewTests {
    private let formats = [
        CellFormat(type: .long), CellFormat(type: .varString), CellFormat(type: .dateTime, fractionalDigits: 6),
        CellFormat(type: .longLong, isUnsigned: true), CellFormat(type: .time), CellFormat(type: .tiny),
        CellFormat(type: .double),
    ]
    /// -2, "ab", 2024-02-29 at midnight, NULL, NULL, 7, NULL: bits 5, 6 and 8 of the bitmap.
    private let bytes = [UInt8](hex: "00 6001 feffffff 026162 04e807021d 07")

    private func cells(_ bytes: [UInt8], _ formats: [CellFormat]) throws(WireError) -> [Range<Int>?] {
        var cells: [CellRange] = []
        try BinaryRowView.appendCells(of: bytes.span, formats: formats, to: &cells)
        return cells.map(\.range)
    }

    /// A value as owned bytes or text of it.
    private func text(_ cell: borrowing ResultCellView) -> String? {
        switch cell {
        case .null: nil
        case .signed(let value): "\(value)"
        case .unsigned(let value): "\(value)"
        case .float(let value): "\(value)"
        case .double(let value): "\(value)"
        case .date(let value): "\(value)"
        case .dateTime(let value): "\(value)"
        case .time(let value): "\(value)"
        case .bytes(let bytes): String(repairing: bytes)
        }
    }

    @Test func `values that are not NULL follow the bitmap`() throws {
        var row = try BinaryRowView(bytes.span, columnCount: formats.count)
        var texts: [String?] = []
        for format in formats { texts.append(text(try row.next(as: format))) }
        try row.expectEnd()
        #expect(texts == ["-2", "ab", "2024-02-29 00:00:00.000000", nil, nil, "7", nil])
    }

    @Test func `where values are can be kept, without their lengths`() throws {
        #expect(try cells(bytes, formats) == [3..<7, 8..<10, 11..<15, nil, nil, 15..<16, nil])
    }

    @Test func `a row is written as it is read`() throws {
        let values: [MySQLValue] = [
            .signed(-1), .null, .unsigned(.max), .double(1.5), .text("x"),
            .time(MySQLTime(isNegative: true, hours: 25, minutes: 1, seconds: 2)),
        ]
        let bytes = encoded { BinaryRowView.encode(values, into: &$0) }
        var row = try BinaryRowView(bytes.span, columnCount: values.count)
        var texts: [String?] = []
        for value in values {
            texts.append(text(try row.next(as: CellFormat(type: value.type, isUnsigned: value.isUnsigned))))
        }
        try row.expectEnd()
        #expect(texts == ["-1", nil, "18446744073709551615", "1.5", "x", "-25:01:02"])
    }

    @Test func `a row with other values than the columns is an error`() {
        #expect(throws: WireError.self) { try cells(bytes, Array(formats.dropLast(2))) }
        #expect(throws: WireError.self) { try cells(bytes, formats + [CellFormat(type: .tiny)]) }
        #expect(throws: WireError(.trailing(count: 1), at: 16)) { try cells(bytes + [0], formats) }
        #expect(throws: WireError(.invalidValue(1), at: 0)) { try cells([1] + bytes.dropFirst(), formats) }
        #expect(error(bytes, columnCount: .max) != nil)
        #expect(error(bytes, columnCount: -1) != nil)
    }

    @Test func `every cut is an error`() {
        for count in bytes.indices {
            #expect(throws: WireError.self, "\(count)") { try cells(Array(bytes[..<count]), formats) }
        }
    }

    @Test func `an error in a value says where it is in the packet`() {
        // A DATETIME of 5 bytes behind an empty bitmap.
        let bytes = [UInt8](hex: "00 00 05 0102030405")
        #expect(error(bytes, columnCount: 1) == WireError(.invalidValue(5), at: 3))
    }

    /// What is wrong with a row that begins with a DATETIME.
    private func error(_ bytes: [UInt8], columnCount: Int) -> WireError? {
        do throws(WireError) {
            var row = try BinaryRowView(bytes.span, columnCount: columnCount)
            _ = try row.next(as: CellFormat(type: .dateTime))
            return nil
        } catch {
            return error
        }
    }
}
