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
    ) throws(FormatError) {
        guard case .rows(let rows) = event.body else { return }
        var visitor = ValueDropper()
        do throws(BinlogError) {
            try rows.visit(&visitor)
        } catch {
            throw .event(error)
        }
    }

    func finish(to output: inout OutputStream) {}
}

/// Looks at every value, so that each is decoded.
private struct ValueDropper: RowVisitor {
    private var values = 0

    func beginImage(_ kind: RowImageKind) {}

    mutating func visit(_ cell: borrowing CellView, column: Int) {
        values &+= 1
    }

    func endImage(_ kind: RowImageKind) {}
}
