// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay
import MySQLBinlog
import MySQLTypes

/// What SQLite does to values of a column, by the type that it was declared with.
///
/// Source: SQLite, "Datatypes In SQLite", section 3.1.
enum SQLiteAffinity: Sendable {
    case integer
    case text
    case none
    case real
    case numeric

    /// Finds the affinity of a declared type.
    init(declared type: String) {
        let type = type.uppercased()
        if type.contains("INT") {
            self = .integer
        } else if type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT") {
            self = .text
        } else if type.contains("BLOB") || type.isEmpty {
            self = .none
        } else if type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") {
            self = .real
        } else {
            self = .numeric
        }
    }

    /// Whether text stays text, whatever it looks like.
    var keepsText: Bool { self == .text || self == .none }
}

/// What values of a column of the source are in SQLite.
enum SQLiteStorage: Sendable {
    /// Whole numbers of up to 63 bits and a sign.
    case integer
    /// Whole numbers of 64 bits without a sign: text where they are beyond that.
    case unsigned
    case real
    /// Text that looks like a date or a time, and like no number.
    case temporal
    case text
    case bytes

    /// Finds it by the log's column; nil for a type that is not known.
    init?(_ column: Column) {
        switch column.type {
        case .tiny, .short, .int24, .long, .year: self = .integer
        case .longLong: self = column.isUnsigned == true ? .unsigned : .integer
        case .bit: self = column.metadata.bitCount > 63 ? .unsigned : .integer
        case .float, .double: self = .real
        case .date, .newDate, .time, .time2, .dateTime, .dateTime2, .timestamp, .timestamp2: self = .temporal
        case .decimal, .newDecimal, .enum, .set, .json: self = .text
        case .geometry, .vector: self = .bytes
        case .varcharCompressed: self = column.isBinary ? .bytes : .text
        case .blobCompressed: self = column.isBinary ? .bytes : .text
        case .varchar, .varString, .string, .tinyBlob, .blob, .mediumBlob, .longBlob:
            switch column.hint {
            case .uuid?, .inet4?, .inet6?: self = .text
            default: self = column.isBinary ? .bytes : .text
            }
        default: return nil
        }
    }

    /// The type to declare, so that SQLite changes no value.
    var declaration: String {
        switch self {
        case .integer: "INTEGER"
        case .unsigned: ""
        case .real: "REAL"
        case .temporal, .text: "TEXT"
        case .bytes: "BLOB"
        }
    }

    /// Whether a column keeps such values as they are; of 64 unsigned bits each value is looked at.
    func fits(_ affinity: SQLiteAffinity) -> Bool {
        switch self {
        case .integer: affinity != .real
        case .unsigned: affinity != .real
        case .real: affinity != .text
        case .temporal: affinity != .integer && affinity != .real
        case .text: affinity.keepsText
        case .bytes: true
        }
    }
}
#endif
