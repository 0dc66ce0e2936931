// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// A changed row with its values as text: what all formats that compare both images of a row begin with.
struct RenderedChange: Sendable {
    /// The row as it was; nothing is carried of an insert.
    private(set) var before = RenderedImage()
    /// The row as it is; nothing is carried of a delete.
    private(set) var after = RenderedImage()
    /// What was done to the row.
    private(set) var operation = RowsEvent.Operation.insert
    /// The number of the row in its event, from 0.
    private(set) var number = 0
    /// Documents of the before image by column, where the after image may hold what changed in them.
    private var documents = HeldDocuments()

    /// Whether the value that a column has now is known: an update does not carry what it leaves as it was.
    func hasNew(_ column: Int) -> Bool {
        after.carries(column) || operation == .update && before.carries(column)
    }

    /// Whether the value that a column has now is known to be NULL.
    func isNewNull(_ column: Int) -> Bool {
        after.carries(column) ? after.isNull(column) : operation == .update && before.isNull(column)
    }

    /// Appends the value that a column has now.
    func appendNew(_ column: Int, to text: inout TextWriter) {
        if after.carries(column) { after.append(column, to: &text) } else { before.append(column, to: &text) }
    }

    /// Whether an update gave the column another value, as far as the log tells.
    func isChanged(_ column: Int) -> Bool {
        operation == .update && after.carries(column) && !before.agrees(with: after, on: column)
    }

    /// Reads every row of an event and hands it to `body`.
    ///
    /// - Returns: how many rows there were.
    mutating func readAll(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        _ values: some ValueWriter,
        _ body: (borrowing RenderedChange) throws(FormatError) -> Void
    ) throws(FormatError) -> Int {
        operation = rows.operation
        number = 0
        let count = rows.table.columns.count
        var changes = rows.changes
        while true {
            var isOver = false
            var problem: (column: Int, problem: ValueProblem)?
            do throws(BinlogError) {
                if let change = try changes.next() {
                    before.reset(count)
                    after.reset(count)
                    if rows.isPartial { documents.removeAll() }
                    if let image = change.before { problem = try read(image, isAfter: false, rows.isPartial, values) }
                    if problem == nil, let image = change.after {
                        problem = try read(image, isAfter: true, rows.isPartial, values)
                    }
                } else {
                    isOver = true
                }
            } catch {
                throw .event(error)
            }
            if isOver { return number }
            if let problem {
                let name = rows.table.columns[problem.column].name ?? "@\(problem.column + 1)"
                throw .refused(
                    FormatRefusal(
                        event,
                        "column \(name) of \(rows.table.database).\(rows.table.table): \(problem.problem.reason)"
                    )
                )
            }
            try body(self)
            number += 1
        }
    }

    private mutating func read(
        _ image: borrowing RowImage,
        isAfter: Bool,
        _ isPartial: Bool,
        _ values: some ValueWriter
    ) throws(BinlogError) -> (Int, ValueProblem)? {
        var cells = try image.cells
        while let cell = try cells.next() {
            let column = cell.column
            let whole = isPartial ? documents.whole(cell.value, column) : nil
            do throws(ValueProblem) {
                if let whole {
                    try take(.json(whole.span), column, isAfter: isAfter, values)
                } else {
                    try take(cell.value, column, isAfter: isAfter, values)
                }
            } catch {
                return (column, error)
            }
        }
        return nil
    }

    private mutating func take(
        _ cell: borrowing CellView,
        _ column: Int,
        isAfter: Bool,
        _ values: some ValueWriter
    ) throws(ValueProblem) {
        let isNull =
            switch cell {
            case .null: true
            default: false
            }
        if isAfter {
            try after.set(column, isNull: isNull) { text throws(ValueProblem) in
                try values.write(cell, column, to: &text)
            }
        } else {
            try before.set(column, isNull: isNull) { text throws(ValueProblem) in
                try values.write(cell, column, to: &text)
            }
        }
    }
}
