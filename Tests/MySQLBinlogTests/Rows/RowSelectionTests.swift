// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import Testing

struct RowSelectionTests {
    /// The values of each image as text, absent ones as a dot.
    private static func values(_ event: borrowing BinlogEvent) throws -> [[String]] {
        guard let rows = event.rows else { return [] }
        var found: [[String]] = []
        func describe(_ image: borrowing RowImage) throws {
            var texts = Array(repeating: ".", count: image.table.columns.count)
            var cells = try image.cells
            while let cell = try cells.next() {
                switch cell.value {
                case .null: texts[cell.column] = "NULL"
                case .signed(let value): texts[cell.column] = "\(value)"
                case .unsigned(let value): texts[cell.column] = "\(value)"
                case .text(let bytes): texts[cell.column] = String(repairing: bytes)
                default: texts[cell.column] = "?"
                }
            }
            found.append(texts)
        }
        var changes = rows.changes
        while let change = try changes.next() {
            if let image = change.before { try describe(image) }
            if let image = change.after { try describe(image) }
        }
        return found
    }

    @Test(arguments: Fixture.all)
    func `rows and columns that are kept are as they were`(_ fixture: Fixture) throws {
        var options = BinlogDecoder.Options()
        options.keepsUnknownEvents = true
        var reader = try BinlogFileReader(path: fixture.path, options: options, keys: BinlogKeys())
        while true {
            // Tables in the old temporal format cannot be read without hints.
            guard let event = try? reader.next() else { break }
            guard let rows = event.rows else { continue }
            let all = try RowSelectionTests.values(event)
            let images = rows.operation == .update ? 2 : 1
            let count = all.count / images
            let width = rows.table.columns.count
            let whole = try RowSelection(event, keeping: Array(repeating: true, count: count))
            #expect(whole.rowCount == count)
            #expect(try whole.withEvent { try RowSelectionTests.values($0) } == all)
            let odd = (0..<count).map { $0 % 2 == 1 }
            let some = try RowSelection(event, keeping: odd)
            #expect(
                try some.withEvent { try RowSelectionTests.values($0) }
                    == all.enumerated().filter { odd[$0.offset / images] }.map(\.element)
            )
            #expect(try RowSelection(event, keeping: []).rowCount == 0)
            guard !rows.isPartial else { continue }
            for modulus in 2...3 {
                let columns = (0..<width).map { $0 % modulus == 0 }
                let narrow = try RowSelection(event, keeping: odd.map { !$0 }, columns: columns)
                let expected = all.enumerated().filter { !odd[$0.offset / images] }.map { row in
                    row.element.enumerated().map { columns[$0.offset] ? $0.element : "." }
                }
                let found = try narrow.withEvent { try RowSelectionTests.values($0) }
                // A row of which no column is left is left out.
                #expect(found == expected || narrow.rowCount < count - count / 2)
            }
        }
    }

    @Test func `other events have no rows to keep`() throws {
        let fixture = try #require(Fixture.named("mysql-9.7-shop"))
        var reader = try BinlogFileReader(path: fixture.path, options: BinlogDecoder.Options(), keys: BinlogKeys())
        guard let event = try reader.next() else {
            Issue.record("the log is empty")
            return
        }
        #expect(try RowSelection(event, keeping: [true]).rowCount == 0)
    }
}
