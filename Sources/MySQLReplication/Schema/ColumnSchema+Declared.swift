// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

extension ColumnSchema {
    /// What `information_schema.columns` says of a column.
    struct Declared {
        /// `COLUMN_NAME`.
        var name: String
        /// `IS_NULLABLE`.
        var isNullable: Bool
        /// `DATA_TYPE`.
        var dataType: String
        /// `COLUMN_TYPE`.
        var columnType: String
        /// `CHARACTER_OCTET_LENGTH`.
        var octetLength: Int?
        /// `NUMERIC_PRECISION`.
        var precision: Int?
        /// `NUMERIC_SCALE`.
        var scale: Int?
        /// `DATETIME_PRECISION`, which servers before 5.6 do not have.
        var fractionalDigits: Int?
        /// `CHARACTER_SET_NAME`.
        var characterSet: String?
        /// `EXTRA`.
        var extra: String
    }

    /// Works out what rows of the log hold for a declared column.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `do_save_field_metadata`; MariaDB 11.8, `sql/field.cc`,
    /// `save_field_metadata`.
    init(_ declared: Declared, isMariaDB: Bool) {
        self.init(name: declared.name, isNullable: declared.isNullable)
        declaredType = declared.columnType
        let type = declared.dataType.lowercased()
        labels = type == "enum" || type == "set" ? ColumnSchema.labels(in: declared.columnType) : []
        shape = ColumnSchema.shape(type, declared, labelCount: labels.count, isMariaDB: isMariaDB)
        if ColumnSchema.numbers[type] != nil {
            let words = declared.columnType.lowercased().split(separator: " ")
            isUnsigned = words.contains("unsigned") || words.contains("zerofill")
        } else if type == "year" {
            isUnsigned = true
        }
        let extra = declared.extra.uppercased()
        isVisible = !extra.contains("INVISIBLE")
        generation =
            extra.contains("VIRTUAL GENERATED") || extra == "VIRTUAL"
            ? .virtual
            : extra.contains("STORED GENERATED") || extra == "PERSISTENT" ? .stored : ColumnSchema.Generation.none
        geometryType = ColumnSchema.geometries[type]
        if type == "vector" { dimensions = ColumnSchema.number(in: declared.columnType).map { UInt64($0) } }
        if let set = declared.characterSet {
            characterSet = CharacterSet(name: set)
        } else if ColumnSchema.byteStrings.contains(type) || type == "vector" {
            characterSet = .binary
            collation = .binary
        }
        switch type {
        case "uuid": hint = .uuid
        case "inet4": hint = .inet4
        case "inet6": hint = .inet6
        default: break
        }
        if hint != nil { collation = .binary }
    }

    private static let numbers: [String: ColumnShape] = [
        "tinyint": ColumnShape(.tiny), "smallint": ColumnShape(.short), "mediumint": ColumnShape(.int24),
        "int": ColumnShape(.long), "integer": ColumnShape(.long), "bigint": ColumnShape(.longLong),
        "float": ColumnShape(.float, length: 4), "double": ColumnShape(.double, length: 8),
        "decimal": ColumnShape(.newDecimal), "numeric": ColumnShape(.newDecimal),
    ]

    private static let byteStrings: Set = ["binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"]

    private static let blobs = [
        "tinyblob": 1, "tinytext": 1, "blob": 2, "text": 2, "mediumblob": 3, "mediumtext": 3, "longblob": 4,
        "longtext": 4,
    ]

    /// The numbers of the types of geometry in the log.
    private static let geometries: [String: UInt64] = [
        "geometry": 0, "point": 1, "linestring": 2, "polygon": 3, "multipoint": 4, "multilinestring": 5,
        "multipolygon": 6, "geometrycollection": 7, "geomcollection": 7,
    ]

    private static func shape(
        _ type: String,
        _ declared: Declared,
        labelCount: Int,
        isMariaDB: Bool
    ) -> ColumnShape? {
        // MariaDB spells it in a comment of its own.
        let isCompressed = isMariaDB && declared.columnType.uppercased().contains("COMPRESSED")
        if let length = blobs[type] { return ColumnShape(isCompressed ? .blobCompressed : .blob, length: length) }
        if geometries[type] != nil { return ColumnShape(.geometry, length: 4) }
        let octets = declared.octetLength ?? 0
        let digits = declared.fractionalDigits ?? number(in: declared.columnType) ?? 0
        switch type {
        case "decimal", "numeric":
            return ColumnShape(.newDecimal, precision: declared.precision ?? 0, scale: declared.scale ?? 0)
        case "char", "binary": return ColumnShape(.string, length: octets)
        case "varchar", "varbinary":
            return isCompressed
                ? ColumnShape(.varcharCompressed, length: octets + 1) : ColumnShape(.varchar, length: octets)
        case "enum": return ColumnShape(.enum, length: labelCount < 256 ? 1 : 2)
        case "set":
            let length = (labelCount + 7) / 8
            return ColumnShape(.set, length: length > 4 ? 8 : length)
        case "bit": return ColumnShape(.bit, bitCount: declared.precision ?? 0)
        case "year": return ColumnShape(.year)
        case "date": return ColumnShape(.date)
        case "time": return ColumnShape(.time2, scale: digits)
        case "datetime": return ColumnShape(.dateTime2, scale: digits)
        case "timestamp": return ColumnShape(.timestamp2, scale: digits)
        case "json": return ColumnShape(.json, length: 4)
        case "vector" where isMariaDB: return ColumnShape(.varchar, length: octets)
        case "vector": return ColumnShape(.vector, length: 4)
        case "uuid", "inet6": return ColumnShape(.string, length: 16)
        case "inet4": return ColumnShape(.string, length: 4)
        default: return numbers[type]
        }
    }

    /// The number in parentheses, as in `vector(3)`.
    private static func number(in type: String) -> Int? {
        guard let start = type.firstIndex(of: "(") else { return nil }
        return Int(type[type.index(after: start)...].prefix { $0.isASCII && $0.isNumber })
    }

    /// The labels in `enum('a','b')`: quotes are doubled, and backslashes, line ends and zeros escaped.
    ///
    /// Source: MySQL 9.7, `sql/table.cc`, `append_unescaped`; seen on MySQL 9.7 and MariaDB 11.8.
    static func labels(in type: String) -> [[UInt8]] {
        let bytes = Array(type.utf8)
        var labels: [[UInt8]] = []
        var label: [UInt8]?
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            index += 1
            guard var content = label else {
                if byte == UInt8(ascii: "'") { label = [] }
                continue
            }
            if byte == UInt8(ascii: "'"), next != byte {
                labels.append(content)
                label = nil
                continue
            }
            if byte == UInt8(ascii: "'") {
                index += 1
                content.append(byte)
            } else if byte == UInt8(ascii: "\\") {
                index += 1
                switch next {
                case UInt8(ascii: "n"): content.append(0x0a)
                case UInt8(ascii: "r"): content.append(0x0d)
                case UInt8(ascii: "0"): content.append(0)
                default: content.append(next)
                }
            } else {
                content.append(byte)
            }
            label = content
        }
        return labels
    }
}
