// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// The fields of table maps in the JSON format.
enum TableMapJSON {
    /// Appends database, table, number, primary key and columns.
    static func write(_ table: TableMap, to text: inout TextWriter) {
        EventJSON.field("db", table.database, &text)
        EventJSON.field("table", table.table, &text)
        EventJSON.field("table_id", number: table.id, &text)
        text.append(",\"columns\":[")
        for (index, column) in table.columns.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            write(column, index, to: &text)
        }
        text.append(UInt8(ascii: "]"))
        guard !table.primaryKey.isEmpty else { return }
        text.append(",\"primary_key\":[")
        for (ordinal, index) in table.primaryKey.enumerated() {
            if ordinal > 0 { text.append(UInt8(ascii: ",")) }
            JSONText.string(table.columns[index].name ?? "@\(index + 1)", to: &text)
        }
        text.append(UInt8(ascii: "]"))
    }

    private static func write(_ column: Column, _ index: Int, to text: inout TextWriter) {
        text.append("{\"name\":")
        JSONText.string(column.name ?? "@\(index + 1)", to: &text)
        EventJSON.field("type", column.type.description, &text)
        EventJSON.field("nullable", isTrue: column.isNullable, &text)
        if let isUnsigned = column.isUnsigned { EventJSON.field("unsigned", isTrue: isUnsigned, &text) }
        if let set = column.characterSet { EventJSON.field("charset", set.name, &text) }
        text.append(UInt8(ascii: "}"))
    }
}
