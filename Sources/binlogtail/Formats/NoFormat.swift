// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog

/// Decodes every value and writes nothing.
struct NoFormat: EventFormat {
    func beginFile(_ context: EventContext, to output: inout OutputStream) {}

    func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        guard case .rows(let rows) = event.body else { return 0 }
        var counter = RowCounter(rows.operation)
        do throws(BinlogError) {
            try rows.visit(&counter)
        } catch {
            throw .event(error)
        }
        return counter.rowCount
    }

    func finish(to output: inout OutputStream) {}
}

/// Counts rows, of which each value is decoded.
private struct RowCounter: RowVisitor {
    private(set) var rowCount = 0
    private var values = 0
    /// The last image of each row.
    private let last: RowImageKind

    init(_ operation: RowsEvent.Operation) {
        last = operation == .delete ? .before : .after
    }

    func beginImage(_ kind: RowImageKind) {}

    mutating func visit(_ cell: borrowing CellView, column: Int) {
        values &+= 1
    }

    mutating func endImage(_ kind: RowImageKind) {
        if kind == last { rowCount &+= 1 }
    }
}
