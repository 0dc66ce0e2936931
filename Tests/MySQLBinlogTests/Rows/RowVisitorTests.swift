// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import Testing

struct RowVisitorTests {
    /// Counts what it is handed and looks at nothing.
    private struct Counter: RowVisitor {
        var images: [RowImageKind] = []
        var cells = 0

        mutating func beginImage(_ kind: RowImageKind) { images.append(kind) }
        mutating func visit(_ cell: borrowing CellView, column: Int) { cells += 1 }
        mutating func endImage(_ kind: RowImageKind) { images.append(kind) }
    }

    @Test func `images come in order, each with its begin and end`() throws {
        let table = MadeEvents.tableMap(types: [1, 1])
        let update = MadeEvents.rows(.updateRows, columns: 2, bitmaps: [3, 2], images: [0, 1, 2, 0, 3])
        var counter = Counter()
        try decode([MadeEvents.mysql, table, update]) { event in
            if case .rows(let rows) = event.body { try rows.visit(&counter) }
        }
        #expect(counter.images == [.before, .before, .after, .after])
        #expect(counter.cells == 3)
    }

    @Test(arguments: [1, 2, 7, 8, 9, 31, 63, 64, 65, 130], [1, 2, 3])
    func `tables of any width have images of all columns or of some, NULL or not`(_ count: Int, _ step: Int) throws {
        // Every `step`th column is carried; of those, every third is NULL. Another type makes the table one of mixed kinds.
        for type in [UInt8(1), 13] {
            let carried = (0..<count).filter { $0 % step == 0 }
            var bitmap = [UInt8](repeating: 0, count: (count + 7) / 8)
            for column in carried { bitmap[column / 8] |= 1 << UInt8(column % 8) }
            var nulls = [UInt8](repeating: 0, count: (carried.count + 7) / 8)
            var values: [UInt8] = []
            var expected = "+"
            for (ordinal, column) in carried.enumerated() {
                if ordinal % 3 == 2 {
                    nulls[ordinal / 8] |= 1 << UInt8(ordinal % 8)
                    expected += " \(column)=NULL"
                } else {
                    values.append(UInt8(column % 100))
                    let year = column % 100 == 0 ? "0000" : "\(1900 + column % 100)"
                    expected += " \(column)=" + (type == 1 ? "\(column % 100)" : year)
                }
            }
            let table = MadeEvents.tableMap(types: [UInt8](repeating: type, count: count))
            let event = MadeEvents.rows(columns: count, bitmaps: bitmap, images: nulls + values)
            #expect(try rows(of: [MadeEvents.mysql, table, event]) == [expected])
        }
    }

    @Test func `what came before a malformed value was handed over`() throws {
        let table = MadeEvents.tableMap(types: [1, 15], metadata: [10, 0])
        let event = MadeEvents.rows(columns: 2, bitmaps: [3], images: [0, 1, 1, 0x61, 0, 2, 9])
        var list = RowList()
        #expect(throws: BinlogError.self) {
            try decode([MadeEvents.mysql, table, event]) { event in
                if case .rows(let rows) = event.body { try rows.visit(&list) }
            }
        }
        #expect(list.rows == ["+ 0=1 1='a'"])
    }
}
