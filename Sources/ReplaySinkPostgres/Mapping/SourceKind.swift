// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// A type of MySQL or MariaDB as far as replaying into PostgreSQL cares.
enum SourceKind: Sendable, Hashable {
    /// An integer, by its bits.
    case integer(bits: Int, isUnsigned: Bool)
    case decimal(precision: Int, scale: Int)
    case float
    case double
    case bits(Int)
    case year
    case date
    case time(digits: Int)
    case dateTime(digits: Int)
    case timestamp(digits: Int)
    /// Text of at most so many characters; nil is a TEXT. `isPadded` is CHAR.
    case text(limit: Int?, isPadded: Bool)
    /// An ENUM's label, or a SET's with commas between.
    case label
    case bytes
    case json
    case geometry
    case vector
    case uuid
    case inet
    /// A type that the log tells too little of.
    case unknown

    /// Looks at a column of a table map with all that is known of it.
    init(_ column: Column) {
        let isUnsigned = column.isUnsigned
        switch column.type {
        case .tiny: self = isUnsigned.map { .integer(bits: 8, isUnsigned: $0) } ?? .unknown
        case .short: self = isUnsigned.map { .integer(bits: 16, isUnsigned: $0) } ?? .unknown
        case .int24: self = isUnsigned.map { .integer(bits: 24, isUnsigned: $0) } ?? .unknown
        case .long: self = isUnsigned.map { .integer(bits: 32, isUnsigned: $0) } ?? .unknown
        case .longLong: self = isUnsigned.map { .integer(bits: 64, isUnsigned: $0) } ?? .unknown
        case .newDecimal: self = .decimal(precision: column.metadata.precision, scale: column.metadata.scale)
        case .float: self = .float
        case .double: self = .double
        case .bit: self = .bits(column.metadata.bitCount)
        case .year: self = .year
        case .date, .newDate: self = .date
        case .time, .time2: self = .time(digits: SourceKind.digits(column))
        case .dateTime, .dateTime2: self = .dateTime(digits: SourceKind.digits(column))
        case .timestamp, .timestamp2: self = .timestamp(digits: SourceKind.digits(column))
        case .enum, .set: self = .label
        case .json: self = .json
        case .geometry: self = .geometry
        case .vector: self = .vector
        case .string, .varchar, .varString, .varcharCompressed: self = SourceKind.string(column)
        case .blob, .tinyBlob, .mediumBlob, .longBlob, .blobCompressed:
            self = column.isBinary ? .bytes : .text(limit: nil, isPadded: false)
        default: self = .unknown
        }
    }

    private static func digits(_ column: Column) -> Int {
        if case .hiresTemporal(let digits)? = column.hint { return digits }
        return column.metadata.scale
    }

    private static func string(_ column: Column) -> SourceKind {
        switch column.hint {
        case .uuid?: return .uuid
        case .inet4?, .inet6?: return .inet
        default: break
        }
        if column.isBinary { return .bytes }
        let perCharacter = max(column.characterSet?.maximumBytesPerCharacter ?? 1, 1)
        return .text(limit: column.metadata.length / perCharacter, isPadded: column.type == .string)
    }
}
