// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// What is the same in every flat message about a table.
struct CanalTable {
    /// How values are written.
    let values: CanalValues
    /// The columns in the order of their names: canal's keys are sorted.
    let order: [Int]
    /// `"mysqlType":{...}`.
    let declaredTypes: TextWriter
    /// `"pkNames":[...]`, null where the log does not tell.
    let keyNames: TextWriter
    /// `"sqlType":{...},"table":"..."`.
    let javaTypes: TextWriter
    /// `"database":"..."`.
    let database: TextWriter

    /// Works out what belongs to `table`.
    init(_ table: TableMap, _ invalidText: InvalidText) {
        let columns = table.columns
        values = CanalValues(table, invalidText)
        let order = columns.indices.sorted { columns[$0].label($0) < columns[$1].label($1) }
        self.order = order
        declaredTypes = CanalTable.object("mysqlType", columns, order) { column, text in
            var type = TextWriter()
            DeclaredType.write(column, to: &type)
            JSONText.string(type.span, to: &text)
        }
        var types = CanalTable.object("sqlType", columns, order) { column, text in
            text.append(JavaType.number(column))
        }
        types.append(",\"table\":")
        JSONText.string(table.table, to: &types)
        javaTypes = types
        var keys = TextWriter()
        keys.append("\"pkNames\":")
        if table.primaryKey.isEmpty {
            keys.append("null")
        } else {
            for (ordinal, index) in table.primaryKey.enumerated() {
                keys.append(ordinal == 0 ? "[" : ",")
                JSONText.string(columns[index].label(index), to: &keys)
            }
            keys.append(UInt8(ascii: "]"))
        }
        keyNames = keys
        var name = TextWriter()
        name.append("\"database\":")
        JSONText.string(table.database, to: &name)
        database = name
    }

    private static func object(
        _ name: StaticString,
        _ columns: [Column],
        _ order: [Int],
        _ value: (Column, inout TextWriter) -> Void
    ) -> TextWriter {
        var text = TextWriter()
        text.append(UInt8(ascii: "\""))
        text.append(name)
        text.append("\":{")
        for (ordinal, index) in order.enumerated() {
            if ordinal > 0 { text.append(UInt8(ascii: ",")) }
            JSONText.string(columns[index].label(index), to: &text)
            text.append(UInt8(ascii: ":"))
            value(columns[index], &text)
        }
        text.append(UInt8(ascii: "}"))
        return text
    }
}
