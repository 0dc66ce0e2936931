// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Writes the rows of one event in the text format, a line for each: of inserts and deletes all columns, of updates the key and
/// what changed.
struct TextRowWriter: RowVisitor, ~Copyable {
    /// Rows that were written.
    private(set) var rowCount = 0
    /// Why rows could not be written; those behind are dropped.
    private(set) var failure: OutputError?
    private var output: OutputStream
    private let columns: RowColumns
    private let names: ColumnPieces
    /// What stands in front of a row's values.
    private let head: TextWriter
    private let operation: RowsEvent.Operation
    /// Whether all columns of updates are shown.
    private let isVerbose: Bool
    /// Whether documents may be held as what changed in them.
    private let isPartial: Bool
    /// The columns that tell which row an update changed.
    private let key: [Int]
    private let isKey: [Bool]
    private var isAfter = false
    /// Where the row at hand begins in the output.
    private var start: Int
    /// Values of an update's before image, and by column where each stands; nothing where it is not carried.
    private var old = TextWriter()
    private var places: [Range<Int>]
    /// The value of the after image at hand.
    private var new = TextWriter()
    /// Documents of the before image by column, where the after image may hold what changed in them.
    private var documents = HeldDocuments()

    /// Goes on behind what `output` holds.
    init(
        _ rows: borrowing RowsEvent,
        _ columns: RowColumns,
        head: TextWriter,
        isVerbose: Bool,
        to output: consuming OutputStream
    ) {
        self.columns = columns
        names = columns.prefixes
        self.head = head
        self.isVerbose = isVerbose
        operation = rows.operation
        isPartial = rows.isPartial
        let key = rows.operation == .update ? TextRowWriter.keyColumns(of: rows) : []
        self.key = key
        isKey = rows.table.columns.indices.map { key.contains($0) }
        places = Array(repeating: 0..<0, count: rows.operation == .update ? rows.table.columns.count : 0)
        start = output.text.count
        self.output = output
    }

    /// Gives the output back, with whole rows only.
    consuming func finish() -> OutputStream {
        output.text.truncate(to: start)
        return output
    }

    /// The columns that tell which row it was: the primary key where the log tells it; what the before image carries where that
    /// is not all; else the first column.
    private static func keyColumns(of rows: borrowing RowsEvent) -> [Int] {
        let table = rows.table
        let key = table.primaryKey.filter { rows.firstColumns[$0] }
        if !key.isEmpty { return key }
        let carried = table.columns.indices.filter { rows.firstColumns[$0] }
        return carried.count < table.columns.count ? carried : Array(carried.prefix(1))
    }

    mutating func beginImage(_ kind: RowImageKind) {
        isAfter = kind == .after
        guard operation == .update else {
            output.text.append(head)
            return
        }
        guard kind == .after else {
            old.removeAll()
            return
        }
        output.text.append(head)
        for column in key {
            output.text.append(names.text, names[column])
            output.text.append(old, places[column])
        }
        if !key.isEmpty { output.text.append(" :") }
    }

    @inline(__always)
    mutating func visit(_ cell: borrowing CellView, column: Int) {
        guard operation != .update else {
            visitUpdate(cell, column)
            return
        }
        // Kinds are told apart when this is compiled; what is seldom, or long, has a road of its own.
        switch cell {
        case .signed(let value):
            output.text.append(names.text, names[column])
            output.text.append(value)
        case .unsigned(let value):
            output.text.append(names.text, names[column])
            output.text.append(value)
        default: write(cell, column)
        }
    }

    @inline(never)
    private mutating func write(_ cell: borrowing CellView, _ column: Int) {
        output.text.append(names.text, names[column])
        ValueText.write(cell, column, of: columns, to: &output.text)
    }

    @inline(never)
    private mutating func visitUpdate(_ cell: borrowing CellView, _ column: Int) {
        guard isAfter else {
            let start = old.count
            ValueText.write(cell, column, of: columns, to: &old)
            places[column] = start..<old.count
            if isPartial { _ = documents.whole(cell, column) }
            return
        }
        new.removeAll()
        if isPartial, let whole = documents.whole(cell, column) {
            ValueText.write(.json(whole.span), column, of: columns, to: &new)
        } else {
            ValueText.write(cell, column, of: columns, to: &new)
        }
        let place = places[column]
        let isSame = !place.isEmpty && old.span.extracting(place).equals(new.span)
        guard isVerbose || !isSame, !(isSame && isKey[column]) else { return }
        output.text.append(names.text, names[column])
        if !isSame, !place.isEmpty {
            output.text.append(old, place)
            output.text.append(" -> ")
        }
        output.text.append(new)
    }

    mutating func endImage(_ kind: RowImageKind) {
        if operation == .update, kind == .before { return }
        output.text.append(UInt8(ascii: "\n"))
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
