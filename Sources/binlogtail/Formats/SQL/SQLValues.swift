// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Values as literals from which a server of the source's own kind makes the same bytes.
struct SQLValues: ValueWriter {
    /// The columns.
    let columns: RowColumns
    /// Whether FLOAT is written so that a comparison finds it.
    private let comparesFloats: Bool

    /// Takes a table; `comparesFloats` where rows are found by FLOAT columns.
    init(_ table: TableMap, comparesFloats: Bool) {
        columns = RowColumns(table) { _, _, _ in }
        self.comparesFloats = comparesFloats
    }

    func write(_ cell: borrowing CellView, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        switch cell {
        case .absent, .null: text.append("NULL")
        case .signed(let value): text.append(value)
        case .unsigned(let value): text.append(value)
        case .float(let value): SQLNumber.write(value, isExact: comparesFloats, to: &text)
        case .double(let value): SQLNumber.write(value, to: &text)
        case .decimal(let value): value.write(to: &text)
        case .bits(let value): text.append(value.value)
        case .year(let value): text.append(value.year)
        case .date, .time, .dateTime, .timestamp:
            ValueText.moment(cell, quote: UInt8(ascii: "'"), marksUTC: false, to: &text)
        case .enumeration(let number): label(Int(number), column, to: &text)
        case .set(let mask): labels(mask, column, to: &text)
        case .text(let bytes):
            SQLText.string(bytes, in: columns.table.columns[column].characterSet, to: &text)
        case .binary(let bytes, let length): binary(bytes, length, column, to: &text)
        case .json(let bytes): try SQLDocument.write(bytes, to: &text)
        case .jsonDiff(let diffs): try difference(diffs, column, to: &text)
        case .geometry(let bytes), .vector(let bytes): ValueText.hexadecimal(bytes, zeros: 0, to: &text)
        case .compressed(let value):
            guard let bytes = try? value.decompressed() else { throw .malformed }
            SQLText.string(
                bytes.span,
                in: value.isBinary ? .binary : columns.table.columns[column].characterSet,
                to: &text
            )
        }
    }

    /// Whether all characters of a label are ones that every server reads the same way.
    private func isPlain(_ label: [UInt8], _ column: Int) -> Bool {
        columns.characterSet(column).holdsASCII && PlainRun.isWhole(label.span, quote: UInt8(ascii: "'"))
    }

    private func label(_ number: Int, _ column: Int, to text: inout TextWriter) {
        guard let label = columns.label(number, column), !label.isEmpty, isPlain(label, column) else {
            text.append(number)
            return
        }
        text.append(UInt8(ascii: "'"))
        text.append(copying: label.span)
        text.append(UInt8(ascii: "'"))
    }

    private func labels(_ mask: UInt64, _ column: Int, to text: inout TextWriter) {
        guard let labels = columns.labels(mask, column), mask == 0 || !labels.isEmpty, isPlain(labels, column) else {
            text.append(mask)
            return
        }
        text.append(UInt8(ascii: "'"))
        text.append(copying: labels.span)
        text.append(UInt8(ascii: "'"))
    }

    private func binary(_ bytes: Span<UInt8>, _ length: Int, _ column: Int, to text: inout TextWriter) {
        if let hint = columns.hint(column) {
            let start = text.count
            text.append(UInt8(ascii: "'"))
            if AddressText.write(bytes, hint, to: &text) {
                text.append(UInt8(ascii: "'"))
                return
            }
            text.truncate(to: start)
        }
        if bytes.isEmpty, length == 0 {
            text.append("''")
        } else {
            ValueText.hexadecimal(bytes, zeros: length - bytes.count, to: &text)
        }
    }

    /// Appends functions that change the document as the log tells.
    private func difference(
        _ diffs: Span<UInt8>,
        _ column: Int,
        to text: inout TextWriter
    ) throws(ValueProblem) {
        guard let name = columns.table.columns[column].name else { throw .difference }
        var expression = TextWriter()
        SQLText.name(name, to: &expression)
        var cursor = JSONDiffCursor(diffs)
        do throws(WireError) {
            while let diff = try cursor.next() {
                let path = try JSONPath(diff.path)
                var next = TextWriter()
                switch (diff.operation, path.legs.last) {
                case (.replace, _): next.append("JSON_REPLACE(")
                case (.remove, _): next.append("JSON_REMOVE(")
                case (.insert, .member?): next.append("JSON_INSERT(")
                case (.insert, _): next.append("JSON_ARRAY_INSERT(")
                }
                next.append(expression)
                next.append(",")
                SQLText.string(diff.path, in: .utf8mb4, to: &next)
                if diff.operation != .remove {
                    next.append(",")
                    do throws(ValueProblem) {
                        try SQLDocument.argument(diff.value, to: &next)
                    } catch {
                        throw WireError(.invalidValue(0), at: diff.offset)
                    }
                }
                next.append(")")
                expression = next
            }
        } catch {
            throw .malformed
        }
        text.append(expression)
    }
}
