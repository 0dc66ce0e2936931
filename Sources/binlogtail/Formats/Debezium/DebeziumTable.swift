// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// What is the same in every envelope about a table.
struct DebeziumTable {
    /// How values are written.
    let values: DebeziumValues
    /// What stands before the payload; empty without schemas.
    let head: TextWriter
    /// The table's name as JSON.
    let name: TextWriter
    /// The database's name as JSON.
    let database: TextWriter

    /// Works out what belongs to `table`.
    init(_ table: TableMap, _ options: EnvelopeOptions, isMariaDB: Bool) {
        values = DebeziumValues(table, options)
        var text = TextWriter()
        if options.schemas {
            text.append("{\"schema\":")
            DebeziumSchema.write(table, options, isMariaDB: isMariaDB, to: &text)
            text.append(",\"payload\":")
        }
        head = text
        text.removeAll()
        JSONText.string(table.table, to: &text)
        name = text
        text.removeAll()
        JSONText.string(table.database, to: &text)
        database = text
    }

    /// Appends one image of a row as an object; null where there is none.
    func write(_ change: borrowing RenderedChange, isAfter: Bool, to text: inout TextWriter) {
        let isThere = isAfter ? change.operation != .delete : change.operation != .insert
        guard isThere else {
            text.append("null")
            return
        }
        let prefixes = values.pieces.columns.prefixes
        var isFirst = true
        text.append(UInt8(ascii: "{"))
        for column in values.pieces.columns.table.columns.indices
        where isAfter ? change.hasNew(column) : change.before.carries(column) {
            let key = prefixes[column]
            text.append(prefixes.text, isFirst ? key.lowerBound + 1..<key.upperBound : key)
            isFirst = false
            if isAfter { change.appendNew(column, to: &text) } else { change.before.append(column, to: &text) }
        }
        text.append(UInt8(ascii: "}"))
    }
}
