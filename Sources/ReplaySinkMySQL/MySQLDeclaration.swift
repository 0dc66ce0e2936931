// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLBinlog
import MySQLClient
import MySQLTypes

/// Tables of the target like those of the source, as far as the log tells of them (docs/TYPE-MAPPING.md).
enum MySQLDeclaration {
    /// The statement that makes a table.
    ///
    /// - Throws: `SinkError` with code `schema` for a column of a type that is not known.
    static func create(_ table: NewTable) throws(SinkError) -> String {
        var parts: [String] = []
        for column in table.source.columns {
            guard let type = type(of: column) else {
                throw SinkError(
                    .schema,
                    "\(table.name).\(column.name ?? "") is of type \(column.type), which has no mapping",
                    advice: "make the table yourself"
                )
            }
            let nullity = column.isNullable ? " NULL" : " NOT NULL"
            parts.append("\(SQLText.name(column.name ?? "")) \(type)\(nullity)")
        }
        if !table.primaryKey.isEmpty {
            let prefixes = table.source.primaryKeyPrefixes
            let key = table.primaryKey.enumerated().map { index, column in
                let prefix = prefixes.indices.contains(index) ? prefixes[index] : 0
                let name = SQLText.name(table.source.columns[column].name ?? "")
                return prefix > 0 ? "\(name)(\(prefix))" : name
            }
            parts.append("PRIMARY KEY (\(key.joined(separator: ", ")))")
        }
        let name = SQLText.table(table.name.database, table.name.table)
        return "CREATE TABLE IF NOT EXISTS \(name) (\(parts.joined(separator: ", "))) ENGINE = InnoDB"
    }

    private static func type(of column: Column) -> String? {
        let metadata = column.metadata
        let sign = column.isUnsigned == true ? " UNSIGNED" : ""
        let fraction = metadata.scale > 0 ? "(\(metadata.scale))" : ""
        switch column.type {
        case .tiny: return "TINYINT" + sign
        case .short: return "SMALLINT" + sign
        case .int24: return "MEDIUMINT" + sign
        case .long: return "INT" + sign
        case .longLong: return "BIGINT" + sign
        case .float: return "FLOAT" + sign
        case .double: return "DOUBLE" + sign
        case .newDecimal: return "DECIMAL(\(metadata.precision), \(metadata.scale))\(sign)"
        case .bit: return "BIT(\(metadata.bitCount))"
        case .year: return "YEAR"
        case .date, .newDate: return "DATE"
        case .time, .time2: return "TIME" + fraction
        case .dateTime, .dateTime2: return "DATETIME" + fraction
        case .timestamp, .timestamp2: return "TIMESTAMP" + fraction
        case .json: return "JSON"
        case .geometry: return "GEOMETRY"
        case .vector: return column.dimensions.map { "VECTOR(\($0))" }
        case .enum, .set: return labels(column)
        default: return string(column)
        }
    }

    /// Text is compared by its code points, so that no two values of the source are the same in the target.
    private static func collation(_ column: Column) -> String? {
        guard let set = column.characterSet else { return nil }
        return " CHARACTER SET \(set.name) COLLATE \(set.name)_bin"
    }

    private static func labels(_ column: Column) -> String? {
        guard let set = column.characterSet, !column.labels.isEmpty else { return nil }
        var labels: [String] = []
        for label in column.labels {
            guard let text = set.decodeExactly(label.span) else { return nil }
            labels.append(MySQLLiteral.text(text))
        }
        // Labels that came with a description are in UTF-8, whatever the column's set is.
        let kind = column.type == .enum ? "ENUM" : "SET"
        return "\(kind)(\(labels.joined(separator: ", "))) CHARACTER SET \(set.name) COLLATE \(set.name)_bin"
    }

    private static func string(_ column: Column) -> String? {
        let length = column.metadata.length
        switch column.hint {
        case .uuid?: return "CHAR(36) CHARACTER SET ascii COLLATE ascii_bin"
        case .inet4?: return "VARCHAR(15) CHARACTER SET ascii COLLATE ascii_bin"
        case .inet6?: return "VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin"
        default: break
        }
        let characters = length / max(column.characterSet?.maximumBytesPerCharacter ?? 1, 1)
        switch column.type {
        case .string:
            return column.isBinary ? "BINARY(\(length))" : collation(column).map { "CHAR(\(characters))\($0)" }
        case .varchar, .varString, .varcharCompressed:
            return column.isBinary ? "VARBINARY(\(length))" : collation(column).map { "VARCHAR(\(characters))\($0)" }
        case .tinyBlob, .blob, .mediumBlob, .longBlob, .blobCompressed:
            let sizes = ["TINY", "", "MEDIUM", "LONG"]
            guard sizes.indices.contains(length - 1) else { return nil }
            return column.isBinary
                ? sizes[length - 1] + "BLOB" : collation(column).map { "\(sizes[length - 1])TEXT\($0)" }
        default: return nil
        }
    }
}
