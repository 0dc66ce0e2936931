// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// What is the same in every row of a table: what stands before each value, and how text is read.
struct RowColumns: Sendable {
    /// The table.
    let table: TableMap
    /// What stands before each value.
    let prefixes: ColumnPieces
    private let sets: [MySQLTypes.CharacterSet]
    private let hasHints: Bool

    /// Works out what belongs to `table`; `prefix` appends what stands before a value.
    init(_ table: TableMap, prefix: (_ column: Column, _ index: Int, _ text: inout TextWriter) -> Void) {
        self.table = table
        prefixes = ColumnPieces(count: table.columns.count) { index, text in
            prefix(table.columns[index], index, &text)
        }
        hasHints = table.columns.contains { $0.hint != nil }
        sets = table.columns.map { $0.characterSet ?? .utf8mb4 }
    }

    /// The label of an ENUM's number, from 1; nil where it has none.
    func label(_ number: Int, _ column: Int) -> [UInt8]? {
        guard number > 0, number <= table.columns[column].labels.count else { return nil }
        return table.columns[column].labels[number - 1]
    }

    /// The labels of a SET; nil where one of them is not known.
    func labels(_ mask: UInt64, _ column: Int) -> [UInt8]? {
        guard !table.columns[column].labels.isEmpty,
            table.columns[column].labels.count >= 64 - mask.leadingZeroBitCount
        else { return nil }
        return ColumnLabels.joined(mask, of: table.columns[column])
    }

    /// What the user told of a column; nil where that is nothing.
    func hint(_ column: Int) -> ColumnHint? {
        hasHints ? table.columns[column].hint : nil
    }

    /// The set that text of a column is read in.
    @inline(__always)
    func characterSet(_ column: Int) -> MySQLTypes.CharacterSet { sets[column] }
}
