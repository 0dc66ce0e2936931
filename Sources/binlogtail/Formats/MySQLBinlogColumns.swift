// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// What is the same in every row of a table: its name, and the comment behind each value.
struct MySQLBinlogColumns {
    /// The table, and `###   @1=` for each column.
    let rows: RowColumns
    /// The table's name in backticks.
    let tableName: TextWriter
    /// ` /* INT meta=0 nullable=1 is_null=0 */` for each column, with the end of its line.
    let comments: ColumnPieces
    /// `NULL` and the same for each column.
    let nullComments: ColumnPieces
    /// Bits by which an integer of each column is shorter than 64.
    let unusedBits: [Int64]

    /// Works out what belongs to `table`.
    init(_ table: TableMap) {
        rows = RowColumns(table, prefix: MySQLBinlogColumns.writePrefix)
        let database = Array(table.database.utf8)
        let name = Array(table.table.utf8)
        var text = TextWriter()
        MySQLBinlogFormat.writeName(database.span, to: &text)
        text.append(".")
        MySQLBinlogFormat.writeName(name.span, to: &text)
        tableName = text
        comments = ColumnPieces(count: table.columns.count) { index, text in
            MySQLBinlogColumns.writeComment(table.columns[index], to: &text)
            text.append("0 */\n")
        }
        nullComments = ColumnPieces(count: table.columns.count) { index, text in
            text.append("NULL")
            MySQLBinlogColumns.writeComment(table.columns[index], to: &text)
            text.append("1 */\n")
        }
        unusedBits = table.columns.map { Int64(64 - 8 * MySQLBinlogColumns.width($0)) }
    }

    private static func width(_ column: Column) -> Int {
        switch column.type {
        case .tiny: 1
        case .short: 2
        case .int24: 3
        case .long: 4
        default: 8
        }
    }

    private static func writePrefix(_ column: Column, _ index: Int, to text: inout TextWriter) {
        text.append("###   @")
        text.append(index + 1)
        text.append("=")
    }

    private static func writeComment(_ column: Column, to text: inout TextWriter) {
        text.append(" /* ")
        writeType(of: column, to: &text)
        text.append(" meta=")
        text.append(UInt64(meta(of: column)))
        text.append(column.isNullable ? " nullable=1 is_null=" : " nullable=0 is_null=")
    }

    /// The metadata as the tools hold it: of some types with the first byte high.
    private static func meta(of column: Column) -> UInt16 {
        switch column.wireType {
        case .string, .enum, .set, .newDecimal: column.metadata.rawValue.byteSwapped
        default: column.metadata.rawValue
        }
    }

    private static func writeType(of column: Column, to text: inout TextWriter) {
        let metadata = column.metadata
        switch column.type {
        case .tiny: text.append("TINYINT")
        case .short: text.append("SHORTINT")
        case .int24: text.append("MEDIUMINT")
        case .long: text.append("INT")
        case .longLong: text.append("LONGINT")
        case .float: text.append("FLOAT")
        case .double: text.append("DOUBLE")
        case .newDecimal: text.append(text: "DECIMAL(\(metadata.precision),\(metadata.scale))")
        case .bit: text.append(text: "BIT(\(metadata.bitCount))")
        case .year: text.append("YEAR")
        case .date, .newDate: text.append("DATE")
        case .time: text.append("TIME")
        case .dateTime: text.append("DATETIME")
        case .timestamp: text.append("TIMESTAMP")
        case .time2: text.append(text: "TIME(\(metadata.scale))")
        case .dateTime2: text.append(text: "DATETIME(\(metadata.scale))")
        case .timestamp2: text.append(text: "TIMESTAMP(\(metadata.scale))")
        case .enum: text.append(metadata.length == 1 ? "ENUM(1 byte)" : "ENUM(2 bytes)")
        case .set: text.append(text: "SET(\(metadata.length) bytes)")
        case .string: text.append(text: "STRING(\(metadata.length))")
        case .varchar, .varString: text.append(text: "VARSTRING(\(metadata.length))")
        case .varcharCompressed: text.append(text: "VARSTRING(\(metadata.length)) COMPRESSED")
        case .blobCompressed:
            writeBlob(metadata.length, to: &text)
            text.append(" COMPRESSED")
        case .json: text.append("JSON")
        case .geometry: text.append("GEOMETRY")
        case .vector: text.append(text: "VECTOR(\(column.dimensions ?? 0))")
        case .null: text.append("NULL")
        default: writeBlob(metadata.length, to: &text)
        }
    }

    private static func writeBlob(_ lengthBytes: Int, to text: inout TextWriter) {
        switch lengthBytes {
        case 1: text.append("TINYBLOB/TINYTEXT")
        case 2: text.append("BLOB/TEXT")
        case 3: text.append("MEDIUMBLOB/MEDIUMTEXT")
        default: text.append("LONGBLOB/LONGTEXT")
        }
    }
}
