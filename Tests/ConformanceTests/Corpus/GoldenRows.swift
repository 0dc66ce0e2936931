// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// Compares rows with those that another program read, in their order.
struct GoldenRows: RowVisitor {
    /// What differs, the first of it.
    private(set) var problems: [String] = []
    /// Values compared.
    private(set) var valueCount = 0
    /// Rows compared.
    private(set) var counts = RowCounts()

    private var lines: ArraySlice<ArraySlice<UInt8>>
    private var event = ""
    private var position: UInt64 = 0
    private var operation = RowsEvent.Operation.insert
    private var table = ""
    private var rowNumber = 0
    private var row = GoldenValue.null
    private var expected = GoldenValue.null
    private var seenColumns = 0

    /// Takes the other program's rows, a JSON object a line.
    init(_ text: [UInt8]) {
        lines = text.split(separator: UInt8(ascii: "\n"))[...]
    }

    /// Says which event's rows come.
    mutating func begin(_ rows: borrowing RowsEvent, name: String, at position: UInt64) {
        event = name
        self.position = position
        operation = rows.operation
        table = "\(rows.table.database).\(rows.table.table)"
        rowNumber = 0
    }

    /// Says that no more rows come.
    mutating func end() {
        if !lines.isEmpty { problem("\(lines.count) rows more were expected") }
    }

    mutating func beginImage(_ kind: RowImageKind) {
        if operation != .update || kind == .before { nextRow() }
        expected = row[kind == .before ? "before" : "after"] ?? .null
        seenColumns = 0
    }

    mutating func visit(_ cell: borrowing CellView, column: Int) {
        seenColumns += 1
        valueCount += 1
        guard let golden = expected["\(column + 1)"] else { return problem("column \(column + 1) was not expected") }
        if let difference = cell.difference(from: golden) { problem("column \(column + 1): \(difference)") }
    }

    mutating func endImage(_ kind: RowImageKind) {
        guard case .object(let members) = expected, members.count == seenColumns else {
            return problem("\(seenColumns) columns instead of \(expected)")
        }
    }

    private mutating func nextRow() {
        guard let line = lines.popFirst(), let next = try? GoldenValue(json: line) else {
            return problem("no more rows were expected")
        }
        row = next
        counts.count(operation)
        let kind =
            switch operation {
            case .insert: "insert"
            case .update: "update"
            case .delete: "delete"
            }
        let told = ["\(position)", event, table, "\(rowNumber)", kind]
        let asked = [
            row["pos"]?.text, row["event"]?.text, (row["db"]?.text ?? "") + "." + (row["table"]?.text ?? ""),
            row["row"]?.text, row["kind"]?.text,
        ]
        if told != asked { problem("\(told) instead of \(asked)") }
        rowNumber += 1
    }

    private mutating func problem(_ text: String) {
        guard problems.count < 10 else { return }
        problems.append("\(event) at \(position), row \(rowNumber): \(text)")
    }
}
