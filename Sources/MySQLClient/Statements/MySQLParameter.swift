// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// A value bound to a place in a statement; it travels beside the text and never becomes part of it.
public enum MySQLParameter: Sendable, Hashable {
    /// NULL.
    case null
    /// A whole number.
    case signed(Int64)
    /// A whole number that is not negative.
    case unsigned(UInt64)
    /// A number of 4 bytes with a fraction.
    case float(Float)
    /// A number of 8 bytes with a fraction.
    case double(Double)
    /// Text, sent as UTF-8.
    case text(String)
    /// Bytes without a character set.
    case bytes([UInt8])
    /// A decimal number, exact.
    case decimal(MySQLDecimal)
    /// A day.
    case date(MySQLDate)
    /// A day and a time.
    case dateTime(MySQLDateTime)
    /// A length of time.
    case time(MySQLTime)
}

extension MySQLParameter: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The kind of the value, never the value: parameters do not belong into logs.
    public var description: String {
        switch self {
        case .null: "NULL"
        case .signed: "signed"
        case .unsigned: "unsigned"
        case .float: "float"
        case .double: "double"
        case .text: "text"
        case .bytes: "bytes"
        case .decimal: "decimal"
        case .date: "date"
        case .dateTime: "dateTime"
        case .time: "time"
        }
    }

    /// As ``description``.
    public var debugDescription: String { description }

    /// Nothing of the value.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
