// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// A changed row in the text format.
enum RowLine {
    /// Appends operation, table and columns: of inserts and deletes all, of updates the key and what changed.
    static func write(
        _ change: borrowing RowChange,
        of rows: borrowing RowsEvent,
        style: TerminalStyle,
        isVerbose: Bool,
        to text: inout TextWriter
    ) throws(BinlogError) {
        switch rows.operation {
        case .insert: begin("INSERT", .added, rows.table, style, &text)
        case .update: begin("UPDATE", .changed, rows.table, style, &text)
        case .delete: begin("DELETE", .removed, rows.table, style, &text)
        }
        guard let before = change.before, let after = change.after else {
            if let before = change.before { try writeAll(before, to: &text) }
            if let after = change.after { try writeAll(after, to: &text) }
            return
        }
        try writeUpdate(from: before, to: after, isVerbose: isVerbose, in: &text)
    }

    private static func begin(
        _ word: StaticString,
        _ role: TerminalStyle.Role,
        _ table: TableMap,
        _ style: TerminalStyle,
        _ text: inout TextWriter
    ) {
        style.begin(role, in: &text)
        text.append(word)
        style.end(in: &text)
        text.append(UInt8(ascii: " "))
        style.begin(.name, in: &text)
        text.append(text: table.database)
        text.append(UInt8(ascii: "."))
        text.append(text: table.table)
        style.end(in: &text)
    }

    private static func writeName(_ index: Int, of table: TableMap, to text: inout TextWriter) {
        text.append(UInt8(ascii: " "))
        if let name = table.columns[index].name {
            text.append(text: name)
        } else {
            text.append(UInt8(ascii: "@"))
            text.append(index + 1)
        }
        text.append(UInt8(ascii: "="))
    }

    private static func writeAll(_ image: borrowing RowImage, to text: inout TextWriter) throws(BinlogError) {
        var cells = try image.cells
        while let cell = try cells.next() {
            writeName(cell.column, of: image.table, to: &text)
            ValueText.write(cell.value, of: image.table.columns[cell.column], to: &text)
        }
    }

    private static func writeUpdate(
        from before: borrowing RowImage,
        to after: borrowing RowImage,
        isVerbose: Bool,
        in text: inout TextWriter
    ) throws(BinlogError) {
        let table = before.table
        let key = keyColumns(of: before)
        for index in key {
            writeName(index, of: table, to: &text)
            ValueText.write(try before.cell(index), of: table.columns[index], to: &text)
        }
        if !key.isEmpty { text.append(" :") }
        var old = TextWriter()
        var new = TextWriter()
        for index in table.columns.indices where after.columns[index] {
            let column = table.columns[index]
            old.removeAll()
            new.removeAll()
            ValueText.write(try before.cell(index), of: column, to: &old)
            if let whole = PartialJSON.whole(try after.cell(index), changing: try before.cell(index)) {
                ValueText.write(.json(whole.span), of: column, to: &new)
            } else {
                ValueText.write(try after.cell(index), of: column, to: &new)
            }
            let isSame = old.bytes == new.bytes
            guard isVerbose || !isSame, !(isSame && key.contains(index)) else { continue }
            writeName(index, of: table, to: &text)
            if !isSame, before.columns[index] {
                text.append(copying: old.bytes.span)
                text.append(" -> ")
            }
            text.append(copying: new.bytes.span)
        }
    }

    /// The columns that tell which row it was: the primary key where the log tells it; what the before image carries where that
    /// is not all; else the first column.
    private static func keyColumns(of before: borrowing RowImage) -> [Int] {
        let table = before.table
        let key = table.primaryKey.filter { before.columns[$0] }
        if !key.isEmpty { return key }
        let carried = table.columns.indices.filter { before.columns[$0] }
        return carried.count < table.columns.count ? carried : Array(carried.prefix(1))
    }
}
