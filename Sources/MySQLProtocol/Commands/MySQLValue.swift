// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
import MySQLWire

/// A value that a statement takes: what interpolation into a statement binds, and what parameters of prepared ones are.
///
/// Values travel beside the statement, never within its text.
public enum MySQLValue: Sendable, Hashable {
    /// NULL.
    case null
    /// An integer.
    case signed(Int64)
    /// An integer that may be above the signed ones.
    case unsigned(UInt64)
    /// FLOAT.
    case float(Float)
    /// DOUBLE.
    case double(Double)
    /// DECIMAL.
    case decimal(MySQLDecimal)
    /// Text in the connection's character set, utf8mb4; JSON too.
    case text(String)
    /// Bytes, of no character set.
    case bytes([UInt8])
    /// DATE.
    case date(MySQLDate)
    /// DATETIME, or a TIMESTAMP in the session's time zone.
    case dateTime(MySQLDateTime)
    /// TIME; servers refuse more than 838 hours with error 1690.
    case time(MySQLTime)
}

extension MySQLValue {
    /// The type by which the value travels.
    package var type: ColumnType {
        switch self {
        case .null: .null
        case .signed, .unsigned: .longLong
        case .float: .float
        case .double: .double
        case .decimal: .newDecimal
        case .text: .varString
        case .bytes: .longBlob
        case .date: .date
        case .dateTime: .dateTime
        case .time: .time
        }
    }

    /// Whether the value travels as an unsigned integer.
    package var isUnsigned: Bool {
        if case .unsigned = self { true } else { false }
    }
}
