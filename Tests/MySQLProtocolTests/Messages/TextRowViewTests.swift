// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct TextRowViewTests {
    /// `select 1, 'a', null, 1.50` on MySQL 9.7.
    private let bytes = [UInt8](hex: "0131 0161 fb 04312e3530")

    private func cells(_ bytes: [UInt8], _ count: Int) throws(WireError) -> [Range<Int>?] {
        var cells: [CellRange] = []
        try TextRowView.appendCells(of: bytes.span, count: count, to: &cells)
        return cells.map(\.range)
    }

    @Test func `values are read in place, NULL is nil`() throws {
        var row = TextRowView(bytes.span)
        var texts: [String?] = []
        for _ in 0..<4 {
            if let text = try row.next() { texts.append(String(exactly: text)) } else { texts.append(nil) }
        }
        try row.expectEnd()
        #expect(texts == ["1", "a", nil, "1.50"])
    }

    @Test func `where values are can be kept`() throws {
        #expect(try cells(bytes, 4) == [1..<2, 3..<4, nil, 6..<10])
        #expect(try cells([0], 1) == [1..<1])
        let values: [[UInt8]?] = [[0x31], [0x61], nil, Array("1.50".utf8)]
        #expect(encoded { TextRowView.encode(values, into: &$0) } == bytes)
    }

    @Test func `a row with another number of values than columns is an error`() {
        #expect(throws: WireError(.trailing(count: 5), at: 5)) { try cells(bytes, 3) }
        #expect(throws: WireError(.truncated(needed: 1, available: 0), at: 10)) { try cells(bytes, 5) }
        #expect(throws: WireError(.truncated(needed: 1, available: 0), at: 10)) { try cells(bytes, .max) }
    }

    @Test func `a value longer than its packet is refused before it is read`() {
        #expect(throws: WireError(.impossibleCount(1 << 40), at: 0)) {
            try cells([UInt8](hex: "fe 0000000000010000 61"), 1)
        }
    }

    @Test func `every cut is an error`() {
        for count in bytes.indices {
            #expect(throws: WireError.self, "\(count)") { try cells(Array(bytes[..<count]), 4) }
        }
    }
}
