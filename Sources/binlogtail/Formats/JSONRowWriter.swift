// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Writes the rows of one event, a line for each.
struct JSONRowWriter: RowVisitor, ~Copyable {
    /// Rows that were written.
    private(set) var rowCount = 0
    /// Why rows could not be written; those behind are dropped.
    private(set) var failure: OutputError?
    private var output: OutputStream
    private let columns: RowColumns
    private let keys: ColumnPieces
    /// Whether every key is a ``ShortText`` too.
    private let hasShortKeys: Bool
    /// What stands in front of a row's number, and behind its images.
    private let head: TextWriter
    private let tail: TextWriter
    private let operation: RowsEvent.Operation
    /// Whether documents may be held as what changed in them.
    private let isPartial: Bool
    /// Where the row at hand begins in the output.
    private var start: Int
    private var isFirst = true
    /// Documents of the before image by column, where the after image may hold what changed in them.
    private var documents = HeldDocuments()

    /// Goes on behind what `output` holds.
    init(
        _ rows: borrowing RowsEvent,
        _ columns: RowColumns,
        head: TextWriter,
        tail: TextWriter,
        to output: consuming OutputStream
    ) {
        self.columns = columns
        keys = columns.prefixes
        hasShortKeys = !columns.prefixes.short.isEmpty
        self.head = head
        self.tail = tail
        operation = rows.operation
        isPartial = rows.isPartial
        start = output.text.count
        self.output = output
    }

    /// Gives the output back, with whole rows only.
    consuming func finish() -> OutputStream {
        output.text.truncate(to: start)
        return output
    }

    mutating func beginImage(_ kind: RowImageKind) {
        if kind == .before || operation == .insert {
            output.text.append(head)
            output.text.append(rowCount)
            if kind == .before {
                output.text.append(",\"before\":{")
            } else {
                output.text.append(",\"before\":null,\"after\":{")
            }
        } else {
            output.text.append(",\"after\":{")
        }
        isFirst = true
    }

    @inline(__always)
    mutating func visit(_ cell: borrowing CellView, column: Int) {
        // Kinds are told apart when this is compiled; what is seldom, or long, has a road of its own.
        switch cell {
        case .signed(let value):
            if hasShortKeys { return output.text.append(shortKey(column), value) }
            writeKey(column)
            output.text.append(value)
        case .unsigned(let value):
            if hasShortKeys { return output.text.append(shortKey(column), value) }
            writeKey(column)
            output.text.append(value)
        case .null: writeNull(column)
        default: write(cell, column)
        }
    }

    /// The key of a column as two words.
    @inline(__always)
    private mutating func shortKey(_ column: Int) -> ShortText {
        let key = keys.short[column]
        guard isFirst else { return key }
        isFirst = false
        return key.withoutFirst
    }

    @inline(__always)
    private mutating func writeKey(_ column: Int) {
        let key = keys[column]
        // Keys have their comma in front.
        output.text.append(keys.text, isFirst ? key.lowerBound &+ 1..<key.upperBound : key)
        isFirst = false
    }

    @inline(never)
    private mutating func writeNull(_ column: Int) {
        writeKey(column)
        output.text.append("null")
    }

    @inline(never)
    private mutating func write(_ cell: borrowing CellView, _ column: Int) {
        writeKey(column)
        if isPartial, let whole = documents.whole(cell, column) {
            ValueJSON.json(whole.span, to: &output.text)
            return
        }
        ValueJSON.write(cell, column, of: columns, to: &output.text)
    }

    mutating func endImage(_ kind: RowImageKind) {
        output.text.append(UInt8(ascii: "}"))
        if kind == .before {
            if operation == .update { return }
            output.text.append(",\"after\":null")
        }
        output.text.append(tail)
        rowCount &+= 1
        if output.isLarge { flush() }
        start = output.text.count
        if isPartial { documents.removeAll() }
    }

    private mutating func flush() {
        do throws(OutputError) {
            try output.flush()
        } catch {
            failure = error
        }
    }
}
