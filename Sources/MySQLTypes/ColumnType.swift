// SPDX-License-Identifier: Apache-2.0

/// The type byte of a column in table maps, and of a value in opaque JSON.
///
/// A number without a name here is a value too: what a newer server invents can be shown and refused by name.
///
/// Source: MySQL 9.7, `include/field_types.h`, `enum_field_types`; MariaDB 11.8, `include/mysql_com.h`.
@frozen
public struct ColumnType: RawRepresentable, Sendable, Hashable {
    /// The byte as sent.
    public let rawValue: UInt8

    /// Takes the byte as received.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// DECIMAL of servers before 5.0, kept as text (`MYSQL_TYPE_DECIMAL`).
    public static let decimal = ColumnType(rawValue: 0)
    /// 1 byte integer (`MYSQL_TYPE_TINY`).
    public static let tiny = ColumnType(rawValue: 1)
    /// 2 byte integer (`MYSQL_TYPE_SHORT`).
    public static let short = ColumnType(rawValue: 2)
    /// 4 byte integer (`MYSQL_TYPE_LONG`).
    public static let long = ColumnType(rawValue: 3)
    /// IEEE 754 single (`MYSQL_TYPE_FLOAT`).
    public static let float = ColumnType(rawValue: 4)
    /// IEEE 754 double (`MYSQL_TYPE_DOUBLE`).
    public static let double = ColumnType(rawValue: 5)
    /// No value at all (`MYSQL_TYPE_NULL`).
    public static let null = ColumnType(rawValue: 6)
    /// TIMESTAMP without fraction, of tables made before 5.6 (`MYSQL_TYPE_TIMESTAMP`).
    public static let timestamp = ColumnType(rawValue: 7)
    /// 8 byte integer (`MYSQL_TYPE_LONGLONG`).
    public static let longLong = ColumnType(rawValue: 8)
    /// 3 byte integer (`MYSQL_TYPE_INT24`).
    public static let int24 = ColumnType(rawValue: 9)
    /// DATE (`MYSQL_TYPE_DATE`).
    public static let date = ColumnType(rawValue: 10)
    /// TIME without fraction, of tables made before 5.6 (`MYSQL_TYPE_TIME`).
    public static let time = ColumnType(rawValue: 11)
    /// DATETIME without fraction, of tables made before 5.6 (`MYSQL_TYPE_DATETIME`).
    public static let dateTime = ColumnType(rawValue: 12)
    /// YEAR (`MYSQL_TYPE_YEAR`).
    public static let year = ColumnType(rawValue: 13)
    /// DATE as storage engines see it (`MYSQL_TYPE_NEWDATE`).
    public static let newDate = ColumnType(rawValue: 14)
    /// VARCHAR and VARBINARY (`MYSQL_TYPE_VARCHAR`).
    public static let varchar = ColumnType(rawValue: 15)
    /// BIT (`MYSQL_TYPE_BIT`).
    public static let bit = ColumnType(rawValue: 16)
    /// TIMESTAMP with 0 to 6 digits of fraction (`MYSQL_TYPE_TIMESTAMP2`).
    public static let timestamp2 = ColumnType(rawValue: 17)
    /// DATETIME with 0 to 6 digits of fraction (`MYSQL_TYPE_DATETIME2`).
    public static let dateTime2 = ColumnType(rawValue: 18)
    /// TIME with 0 to 6 digits of fraction (`MYSQL_TYPE_TIME2`).
    public static let time2 = ColumnType(rawValue: 19)
    /// Array of a multi-valued index (`MYSQL_TYPE_TYPED_ARRAY`).
    public static let typedArray = ColumnType(rawValue: 20)
    /// MariaDB's BLOB and TEXT with the COMPRESSED attribute (`MYSQL_TYPE_BLOB_COMPRESSED`).
    public static let blobCompressed = ColumnType(rawValue: 140)
    /// MariaDB's VARCHAR and VARBINARY with the COMPRESSED attribute (`MYSQL_TYPE_VARCHAR_COMPRESSED`).
    public static let varcharCompressed = ColumnType(rawValue: 141)
    /// VECTOR of MySQL (`MYSQL_TYPE_VECTOR`).
    public static let vector = ColumnType(rawValue: 242)
    /// Internal to the server (`MYSQL_TYPE_INVALID`).
    public static let invalid = ColumnType(rawValue: 243)
    /// Internal to the server (`MYSQL_TYPE_BOOL`).
    public static let bool = ColumnType(rawValue: 244)
    /// JSON of MySQL, in its binary form (`MYSQL_TYPE_JSON`).
    public static let json = ColumnType(rawValue: 245)
    /// DECIMAL (`MYSQL_TYPE_NEWDECIMAL`).
    public static let newDecimal = ColumnType(rawValue: 246)
    /// ENUM (`MYSQL_TYPE_ENUM`).
    public static let `enum` = ColumnType(rawValue: 247)
    /// SET (`MYSQL_TYPE_SET`).
    public static let set = ColumnType(rawValue: 248)
    /// TINYBLOB and TINYTEXT (`MYSQL_TYPE_TINY_BLOB`).
    public static let tinyBlob = ColumnType(rawValue: 249)
    /// MEDIUMBLOB and MEDIUMTEXT (`MYSQL_TYPE_MEDIUM_BLOB`).
    public static let mediumBlob = ColumnType(rawValue: 250)
    /// LONGBLOB and LONGTEXT (`MYSQL_TYPE_LONG_BLOB`).
    public static let longBlob = ColumnType(rawValue: 251)
    /// BLOB and TEXT of any size (`MYSQL_TYPE_BLOB`).
    public static let blob = ColumnType(rawValue: 252)
    /// VARCHAR and VARBINARY in result sets (`MYSQL_TYPE_VAR_STRING`).
    public static let varString = ColumnType(rawValue: 253)
    /// CHAR and BINARY; in table maps also ENUM, SET and MariaDB's UUID, INET4 and INET6 (`MYSQL_TYPE_STRING`).
    public static let string = ColumnType(rawValue: 254)
    /// GEOMETRY and its subtypes (`MYSQL_TYPE_GEOMETRY`).
    public static let geometry = ColumnType(rawValue: 255)
}

extension ColumnType: CustomStringConvertible {
    /// The protocol's name without its prefix, or `TYPE_n` for a number without one.
    public var description: String {
        switch self {
        case .decimal: "DECIMAL"
        case .tiny: "TINY"
        case .short: "SHORT"
        case .long: "LONG"
        case .float: "FLOAT"
        case .double: "DOUBLE"
        case .null: "NULL"
        case .timestamp: "TIMESTAMP"
        case .longLong: "LONGLONG"
        case .int24: "INT24"
        case .date: "DATE"
        case .time: "TIME"
        case .dateTime: "DATETIME"
        case .year: "YEAR"
        case .newDate: "NEWDATE"
        case .varchar: "VARCHAR"
        case .bit: "BIT"
        case .timestamp2: "TIMESTAMP2"
        case .dateTime2: "DATETIME2"
        case .time2: "TIME2"
        case .typedArray: "TYPED_ARRAY"
        case .blobCompressed: "BLOB_COMPRESSED"
        case .varcharCompressed: "VARCHAR_COMPRESSED"
        case .vector: "VECTOR"
        case .invalid: "INVALID"
        case .bool: "BOOL"
        case .json: "JSON"
        case .newDecimal: "NEWDECIMAL"
        case .enum: "ENUM"
        case .set: "SET"
        case .tinyBlob: "TINY_BLOB"
        case .mediumBlob: "MEDIUM_BLOB"
        case .longBlob: "LONG_BLOB"
        case .blob: "BLOB"
        case .varString: "VAR_STRING"
        case .string: "STRING"
        case .geometry: "GEOMETRY"
        default: "TYPE_\(rawValue)"
        }
    }
}
