// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// A changed row in the JSON format.
enum RowJSON {
    /// Appends `before` and `after`; null where there is no such image, and no key for a column that an image does not carry.
    static func write(
        _ change: borrowing RowChange,
        _ keys: borrowing ColumnKeys,
        to text: inout TextWriter
    ) throws(BinlogError) {
        text.append(",\"before\":")
        if let before = change.before {
            try write(before, changing: nil, keys, to: &text)
        } else {
            text.append("null")
        }
        text.append(",\"after\":")
        if let after = change.after {
            try write(after, changing: change.before, keys, to: &text)
        } else {
            text.append("null")
        }
    }

    /// Appends an image; JSON documents that are logged as what changed in them are whole where `old` holds what they were.
    private static func write(
        _ image: borrowing RowImage,
        changing old: RowImage?,
        _ keys: borrowing ColumnKeys,
        to text: inout TextWriter
    ) throws(BinlogError) {
        text.append(UInt8(ascii: "{"))
        var cells = try image.cells
        var isFirst = true
        while let cell = try cells.next() {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            let key = keys.names[cell.column]
            text.append(copying: key.span)
            if image.isPartial, let old,
                let whole = PartialJSON.whole(cell.value, changing: try old.cell(cell.column))
            {
                ValueJSON.json(whole.span, to: &text)
            } else {
                ValueJSON.write(cell.value, of: image.table.columns[cell.column], to: &text)
            }
        }
        text.append(UInt8(ascii: "}"))
    }
}
