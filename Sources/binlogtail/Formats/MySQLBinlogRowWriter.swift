// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Writes the rows of one event as the tools do, a line for each value.
struct MySQLBinlogRowWriter: RowVisitor, ~Copyable {
    /// What was written.
    var text = TextWriter()
    /// How many rows.
    private(set) var rowCount = 0
    private let columns: MySQLBinlogColumns
    private let names: ColumnPieces
    private let comments: ColumnPieces
    private let unusedBits: [Int64]
    private let operation: RowsEvent.Operation
    private let dialect: MySQLBinlogFormat.Dialect

    /// Goes on with `text`.
    init(
        _ rows: borrowing RowsEvent,
        _ columns: MySQLBinlogColumns,
        _ dialect: MySQLBinlogFormat.Dialect,
        taking text: inout TextWriter
    ) {
        self.columns = columns
        names = columns.rows.prefixes
        comments = columns.comments
        unusedBits = columns.unusedBits
        self.dialect = dialect
        operation = rows.operation
        swap(&self.text, &text)
    }

    mutating func beginImage(_ kind: RowImageKind) {
        switch (operation, kind) {
        case (.insert, _): begin("### INSERT INTO ", "\n### SET\n")
        case (.delete, _): begin("### DELETE FROM ", "\n### WHERE\n")
        case (.update, .before): begin("### UPDATE ", "\n### WHERE\n")
        case (.update, .after): text.append("### SET\n")
        }
    }

    private mutating func begin(_ verb: StaticString, _ clause: StaticString) {
        rowCount &+= 1
        text.append(verb)
        text.append(columns.tableName)
        text.append(clause)
    }

    @inline(__always)
    mutating func visit(_ cell: borrowing CellView, column: Int) {
        // Kinds are told apart when this is compiled; what is seldom, or long, has a road of its own.
        switch cell {
        case .signed(let value): write(value, column)
        case .unsigned(let value): write(Int64(bitPattern: value), column)
        case .null: writeNull(column)
        default: write(cell, column)
        }
    }

    /// Appends an integer as a signed one, with what it is unsigned in parentheses where that differs.
    @inline(__always)
    private mutating func write(_ value: Int64, _ column: Int) {
        let shift = unusedBits[column]
        let signed = (value &<< shift) &>> shift
        text.append(names.text, names[column])
        text.append(signed)
        if signed < 0 {
            text.append(" (")
            text.append((UInt64(bitPattern: value) &<< UInt64(bitPattern: shift)) &>> UInt64(bitPattern: shift))
            text.append(UInt8(ascii: ")"))
        }
        text.append(comments.text, comments[column])
    }

    @inline(never)
    private mutating func writeNull(_ column: Int) {
        text.append(names.text, names[column])
        text.append(columns.nullComments.text, columns.nullComments[column])
    }

    @inline(never)
    private mutating func write(_ cell: borrowing CellView, _ column: Int) {
        text.append(names.text, names[column])
        MySQLBinlogValue.write(cell, column: column, columns, dialect, to: &text)
        text.append(comments.text, comments[column])
    }

    mutating func endImage(_ kind: RowImageKind) {}
}
