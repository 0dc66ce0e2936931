// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog

/// Counts rows, of which each value is decoded.
struct RowCounter: RowVisitor {
    private var rowCount = 0
    private var values = 0
    /// The last image of each row.
    private let last: RowImageKind

    private init(_ operation: RowsEvent.Operation) {
        last = operation == .delete ? .before : .after
    }

    /// Decodes every value of an event; tells how many rows it changed.
    static func count(_ event: borrowing BinlogEvent) throws(FormatError) -> Int {
        guard let rows = event.rows else { return 0 }
        var counter = RowCounter(rows.operation)
        do throws(BinlogError) {
            try rows.visit(&counter)
        } catch {
            throw .event(error)
        }
        return counter.rowCount
    }

    func beginImage(_ kind: RowImageKind) {}

    mutating func visit(_ cell: borrowing CellView, column: Int) {
        values &+= 1
    }

    mutating func endImage(_ kind: RowImageKind) {
        if kind == last { rowCount &+= 1 }
    }
}
