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
