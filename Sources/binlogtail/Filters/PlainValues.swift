// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// Values as a user types them in conditions: text without quotation marks, moments in UTC without a `Z`, bytes in hexadecimal
/// digits.
struct PlainValues: ValueWriter, Sendable {
    private let columns: RowColumns
    /// The columns that are looked at.
    private let isWanted: [Bool]

    /// Takes a table, and which of its columns are looked at.
    init(_ table: TableMap, wanting isWanted: [Bool]) {
        columns = RowColumns(table) { _, _, _ in }
        self.isWanted = isWanted
    }

    func write(_ cell: borrowing CellView, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        guard isWanted[column] else { return }
        switch cell {
        case .bits(let value): text.append(value.value)
        case .year(let value): text.append(value.year)
        case .timestamp(let value): value.write(to: &text)
        case .text(let bytes): _ = columns.characterSet(column).write(bytes, to: &text)
        case .enumeration(let number):
            guard let label = columns.label(Int(number), column) else {
                if number > 0 { text.append(UInt64(number)) }
                return
            }
            _ = columns.characterSet(column).write(label.span, to: &text)
        case .set(let mask):
            guard let labels = columns.labels(mask, column) else {
                text.append(mask)
                return
            }
            _ = columns.characterSet(column).write(labels.span, to: &text)
        case .compressed(let value):
            guard let bytes = try? value.decompressed() else { throw .malformed }
            if value.isBinary {
                ValueText.hexadecimal(bytes.span, zeros: 0, to: &text)
            } else {
                _ = columns.characterSet(column).write(bytes.span, to: &text)
            }
        default: ValueText.write(cell, column, of: columns, to: &text)
        }
    }
}
