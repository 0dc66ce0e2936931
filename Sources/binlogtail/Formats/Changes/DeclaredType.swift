// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// The type of a column as it was declared, as far as the log tells.
enum DeclaredType {
    /// Appends `int unsigned`, `varchar(20)`, `enum('a','b')`.
    static func write(_ column: Column, to text: inout TextWriter) {
        text.append(text: name(column))
        if column.isUnsigned == true { text.append(" unsigned") }
    }

    /// The type with its parameters, without `unsigned`.
    static func name(_ column: Column) -> String {
        let metadata = column.metadata
        let fraction = metadata.scale > 0 ? "(\(metadata.scale))" : ""
        switch column.type {
        case .tiny, .bool: return "tinyint"
        case .short: return "smallint"
        case .int24: return "mediumint"
        case .long: return "int"
        case .longLong: return "bigint"
        case .float: return "float"
        case .double: return "double"
        case .newDecimal, .decimal: return "decimal(\(metadata.precision),\(metadata.scale))"
        case .bit: return "bit(\(metadata.bitCount))"
        case .year: return "year"
        case .date, .newDate: return "date"
        case .time, .time2: return "time" + fraction
        case .dateTime, .dateTime2: return "datetime" + fraction
        case .timestamp, .timestamp2: return "timestamp" + fraction
        case .enum: return "enum(\(labels(column)))"
        case .set: return "set(\(labels(column)))"
        case .json: return "json"
        case .geometry: return geometry(column.geometryType)
        case .vector: return "vector(\(column.dimensions.map { "\($0)" } ?? ""))"
        case .string: return string("char", "binary", column)
        case .varchar, .varString, .varcharCompressed: return string("varchar", "varbinary", column)
        case .blob, .tinyBlob, .mediumBlob, .longBlob, .blobCompressed: return blob(column)
        default: return column.type.description.lowercased()
        }
    }

    private static func string(_ text: String, _ bytes: String, _ column: Column) -> String {
        let length = column.metadata.length
        if column.isBinary { return "\(bytes)(\(length))" }
        return "\(text)(\(length / max(1, column.characterSet?.maximumBytesPerCharacter ?? 1)))"
    }

    private static func blob(_ column: Column) -> String {
        let size =
            switch column.metadata.length {
            case 1: "tiny"
            case 3: "medium"
            case 4: "long"
            default: ""
            }
        return size + (column.isBinary ? "blob" : "text")
    }

    private static func labels(_ column: Column) -> String {
        column.labels.map { label in
            let text = (column.characterSet ?? .utf8mb4).decode(label.span)
            return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        }.joined(separator: ",")
    }

    private static func geometry(_ type: UInt64?) -> String {
        switch type {
        case 1: "point"
        case 2: "linestring"
        case 3: "polygon"
        case 4: "multipoint"
        case 5: "multilinestring"
        case 6: "multipolygon"
        case 7: "geomcollection"
        default: "geometry"
        }
    }
}
