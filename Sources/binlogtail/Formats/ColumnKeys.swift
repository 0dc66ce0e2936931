// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// The keys of a table's columns in JSON objects, ready to be copied.
struct ColumnKeys {
    private var table: TableMap?
    /// `"name":` of each column.
    private(set) var names: [[UInt8]] = []
    /// Whether there are integers of which the log does not tell whether they are signed.
    private(set) var hasUnknownSignedness = false

    /// Prepares the keys of `table`, where it is another than before.
    mutating func use(_ table: TableMap) {
        guard self.table !== table else { return }
        self.table = table
        names = table.columns.enumerated().map { index, column in
            var text = TextWriter()
            JSONText.string(column.name ?? "@\(index + 1)", to: &text)
            text.append(UInt8(ascii: ":"))
            return text.bytes
        }
        hasUnknownSignedness = table.columns.contains { $0.isInteger && $0.isUnsigned == nil }
    }
}

extension Column {
    /// Whether values are integers that may be signed or not.
    var isInteger: Bool {
        switch type {
        case .tiny, .short, .int24, .long, .longLong: true
        default: false
        }
    }
}
