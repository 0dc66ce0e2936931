// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog

extension WorkloadSize {
    /// Counts what the file at `path` holds.
    ///
    /// - Throws: ``BinlogError`` where it cannot be read.
    public init(of path: String) throws(BinlogError) {
        self.init()
        var reader = try BinlogFileReader(path: path)
        var cells = CellCount()
        while let event = try reader.next() {
            events += 1
            if !event.isInner { outerEvents += 1 }
            guard let changed = event.rows else { continue }
            cells.isUpdate = changed.operation == .update
            try changed.visit(&cells)
        }
        bytes = Int(reader.position)
        rows = cells.rows
        values = cells.values
    }
}

/// Counts rows and values.
private struct CellCount: RowVisitor {
    var isUpdate = false
    var rows = 0
    var values = 0

    mutating func beginImage(_ kind: RowImageKind) {
        // Of an update's two images one counts.
        if !isUpdate || kind == .after { rows += 1 }
    }

    mutating func visit(_ cell: borrowing CellView, column: Int) { values += 1 }

    mutating func endImage(_ kind: RowImageKind) {}
}
