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
        if let before = change.before { try write(before, keys, to: &text) } else { text.append("null") }
        text.append(",\"after\":")
        guard let after = change.after else {
            text.append("null")
            return
        }
        guard after.isPartial, let before = change.before else {
            try write(after, keys, to: &text)
            return
        }
        try writePartial(after, before, keys, to: &text)
    }

    private static func write(
        _ image: borrowing RowImage,
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
            ValueJSON.write(cell.value, of: image.table.columns[cell.column], to: &text)
        }
        text.append(UInt8(ascii: "}"))
    }

    /// Appends an image whose JSON columns may be differences: they are applied to what the row held before, where the log tells
    /// it.
    private static func writePartial(
        _ after: borrowing RowImage,
        _ before: borrowing RowImage,
        _ keys: borrowing ColumnKeys,
        to text: inout TextWriter
    ) throws(BinlogError) {
        text.append(UInt8(ascii: "{"))
        var cells = try after.cells
        var isFirst = true
        while let cell = try cells.next() {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            let key = keys.names[cell.column]
            text.append(copying: key.span)
            if let whole = PartialJSON.whole(cell.value, changing: try before.cell(cell.column)) {
                ValueJSON.json(whole.span, to: &text)
            } else {
                ValueJSON.write(cell.value, of: after.table.columns[cell.column], to: &text)
            }
        }
        text.append(UInt8(ascii: "}"))
    }
}
