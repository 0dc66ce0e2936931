// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// The labels of SET columns.
enum ColumnLabels {
    /// The labels that `mask` names, joined by commas, in the column's character set.
    ///
    /// Sets of the wide character sets are joined by a comma of their own width.
    static func joined(_ mask: UInt64, of column: Column) -> [UInt8] {
        var result: [UInt8] = []
        var isFirst = true
        for (index, label) in column.labels.enumerated() where index < 64 && mask >> UInt64(index) & 1 != 0 {
            if !isFirst { result.append(contentsOf: comma(of: column)) }
            result.append(contentsOf: label)
            isFirst = false
        }
        return result
    }

    private static func comma(of column: Column) -> [UInt8] {
        switch column.characterSet {
        case .ucs2, .utf16: [0, 0x2c]
        case .utf16le: [0x2c, 0]
        case .utf32: [0, 0, 0, 0x2c]
        default: [0x2c]
        }
    }
}
