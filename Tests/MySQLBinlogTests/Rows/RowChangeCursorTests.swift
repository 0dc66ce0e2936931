// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct RowChangeCursorTests {
    private static let events = [MySQLVectors.formatDescription, MySQLVectors.tableMap]

    /// The document in the after image of the event's only row, made from the one before it.
    private static func document(behind event: [UInt8]) throws -> String? {
        var text: String?
        try decode(events + [event]) { event in
            guard case .rows(let rows) = event.body else { return }
            #expect(rows.isPartial == true)
            var changes = rows.changes
            while let change = try changes.next() {
                guard let before = change.before, let after = change.after else { continue }
                guard case .json(let old) = try before.cell(2), case .jsonDiff(let diffs) = try after.cell(2) else {
                    continue
                }
                let new = try JSONDiffs.apply(diffs, to: old)
                var writer = TextWriter()
                try JSONBinaryView(new.span).write(to: &writer)
                text = writer.string
            }
        }
        return text
    }

    @Test func `HC-047 a partial update holds what changed in a document`() throws {
        let long = String(repeating: "x", count: 100)
        #expect(
            try RowChangeCursorTests.document(behind: MySQLVectors.partialUpdate1)
                == "{\"a\": \"\(long)\", \"b\": [1, 22, 3]}"
        )
        #expect(
            try RowChangeCursorTests.document(behind: MySQLVectors.partialUpdate2)
                == "{\"a\": \"\(long)\", \"n\": 1.25}"
        )
    }

    @Test func `HC-047 a partial update's options that are not known are refused`() {
        let table = MadeEvents.tableMap(types: [245], metadata: [4])
        for (options, isGood) in [(0, true), (1, true), (2, false), (3, false)] as [(UInt8, Bool)] {
            let value = [UInt8](hex: "0200000004 01")
            let bitmap: [UInt8] = options & 1 == 1 ? [0] : []
            let images = [0] + value + [options] + bitmap + [0] + value
            let event = MadeEvents.rows(.partialUpdateRows, columns: 1, bitmaps: [1, 1], images: images)
            let error = refusal(of: [MadeEvents.mysql, table, event])
            #expect((error == nil) == isGood, "\(error as Any)")
        }
    }

    @Test func `the cursor and the visitor see the same`() throws {
        let all = [
            MySQLVectors.writeRows, MySQLVectors.writeJSON, MySQLVectors.partialUpdate1, MySQLVectors.partialUpdate2,
        ]
        try decode(RowChangeCursorTests.events + all) { event in
            guard case .rows(let rows) = event.body else { return }
            var list = RowList()
            try rows.visit(&list)
            var seen: [String] = []
            var changes = rows.changes
            while let change = try changes.next() {
                if let image = change.before { seen.append("-" + (try RowChangeCursorTests.text(of: image))) }
                if let image = change.after { seen.append("+" + (try RowChangeCursorTests.text(of: image))) }
            }
            #expect(list.rows == seen)
            #expect(!seen.isEmpty)
        }
    }

    private static func text(of image: borrowing RowImage) throws -> String {
        var text = ""
        var cells = try image.cells
        while let cell = try cells.next() { text += " \(cell.column)=\(cell.value.testText)" }
        return text
    }
}
