// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import Testing

struct RowImageTests {
    @Test func `HC-052 a column that an image does not carry is absent, not NULL`() throws {
        let table = MadeEvents.tableMap(types: [3, 252, 1], metadata: [2])
        // The text is not carried; the last column is NULL.
        let event = MadeEvents.rows(.deleteRows, columns: 3, bitmaps: [5], images: [2, 7, 0, 0, 0])
        var cells: [String] = []
        try decode([MadeEvents.mysql, table, event]) { event in
            guard case .rows(let rows) = event.body else { return }
            var changes = rows.changes
            while let change = try changes.next() {
                if case .some = change.after { Issue.record("a row that is gone has no image behind the change") }
                guard let image = change.before else { continue }
                for index in 0..<4 { cells.append(try image.cell(index).testText) }
            }
        }
        #expect(cells == ["7", "absent", "NULL", "absent"])
    }

    @Test func `HC-051 an image's NULL bitmap counts the columns that it carries`() throws {
        let table = MadeEvents.tableMap(types: [UInt8](repeating: 1, count: 16))
        // Of 16 columns one is carried: its bitmap has one byte.
        let event = MadeEvents.rows(.updateRows, columns: 16, bitmaps: [1, 0, 0, 0x80], images: [0, 5, 0, 6])
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == ["- 0=5", "+ 15=6"])
    }

    @Test func `HC-053 the images of an update carry columns of their own`() throws {
        let table = MadeEvents.tableMap(types: [3, 15], metadata: [10, 0])
        let event = MadeEvents.rows(
            .updateRows,
            columns: 2,
            bitmaps: [1, 2],
            images: [UInt8](hex: "00 01000000 00 01 32 00 02000000 01")
        )
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == ["- 0=1", "+ 1='2'", "- 0=2", "+ 1=NULL"])
    }

    @Test func `an image's cells follow one another`() throws {
        var seen: [String] = []
        let events = [MySQLVectors.formatDescription, MySQLVectors.tableMap, MySQLVectors.writeRows]
        try decode(events) { event in
            guard case .rows(let rows) = event.body else { return }
            var changes = rows.changes
            while let change = try changes.next() {
                guard let image = change.after else { continue }
                var cells = try image.cells
                while let cell = try cells.next() { seen.append("\(cell.column)=\(cell.value.testText)") }
            }
        }
        #expect(seen == ["0=1u", "1='a'", "2=NULL"])
    }
}
