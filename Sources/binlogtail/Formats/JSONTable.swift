// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// What is the same in every object about a table.
struct JSONTable {
    /// Keys of the columns, with a comma in front.
    let columns: RowColumns
    /// The fields of a row that tell its table, up to the row's number.
    let fields: TextWriter
    /// The fields of the table map.
    let description: TextWriter

    /// Works out what belongs to `table`.
    init(_ table: TableMap) {
        columns = RowColumns(table) { column, index, text in
            text.append(UInt8(ascii: ","))
            JSONText.string(column.name ?? "@\(index + 1)", to: &text)
            text.append(UInt8(ascii: ":"))
        }
        var text = TextWriter()
        EventJSON.field("db", table.database, &text)
        EventJSON.field("table", table.table, &text)
        if table.columns.contains(where: { $0.isInteger && $0.isUnsigned == nil }) {
            EventJSON.field("signedness", "unknown", &text)
        }
        text.append(",\"row\":")
        fields = text
        text.removeAll()
        TableMapJSON.write(table, to: &text)
        description = text
    }
}

extension Column {
    /// Whether values are integers that may be signed or not.
    fileprivate var isInteger: Bool {
        switch type {
        case .tiny, .short, .int24, .long, .longLong: true
        default: false
        }
    }
}
