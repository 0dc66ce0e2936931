// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// A value of a changed row, made the same whatever server and character set it came from.
///
/// It is small and owns nothing: where it has bytes, it says where in the ``ChangeBatch`` they stand, and
/// ``ChangeBatch/bytes(_:)`` shows them.
public enum ChangeValue: Sendable {
    /// The row image does not carry the column.
    case absent
    /// NULL.
    case null
    /// An integer of a signed column.
    case signed(Int64)
    /// An integer of an unsigned column.
    case unsigned(UInt64)
    /// FLOAT.
    case float(Float)
    /// DOUBLE.
    case double(Double)
    /// DECIMAL: its digits as the server prints them, all of the scale's, such as `-0.50`.
    case decimal(Range<Int>)
    /// BIT, of 1 to 64 bits.
    case bits(MySQLBitString)
    /// YEAR; 0 stands for `0000`.
    case year(Int)
    /// DATE, which may be zero or partial (`2024-02-00`).
    case date(MySQLDate)
    /// TIME, from -838:59:59 to 838:59:59.
    case time(MySQLTime)
    /// DATETIME, which may be zero or partial.
    case dateTime(MySQLDateTime)
    /// TIMESTAMP, an instant; zero stands for `0000-00-00 00:00:00`.
    case timestamp(MySQLTimestamp)
    /// ENUM: its number from 1, and its label in UTF-8; 0 with an empty label is the value that was none.
    case enumeration(UInt16, label: Range<Int>)
    /// SET: the first label in bit 0, and the labels in UTF-8 with commas between.
    case set(UInt64, labels: Range<Int>)
    /// Text in well-formed UTF-8, which may hold U+0000; UUID, INET4 and INET6 of MariaDB too.
    case text(Range<Int>)
    /// Bytes, as long as the column pads them.
    case bytes(Range<Int>)
    /// JSON as text in UTF-8, as MySQL prints it.
    case json(Range<Int>)
    /// A geometry: its SRID in 4 bytes little-endian, and WKB.
    case geometry(Range<Int>)
    /// A vector: IEEE 754 singles, little-endian.
    case vector(Range<Int>)

    /// Whether the row image does not carry the column.
    public var isAbsent: Bool { if case .absent = self { true } else { false } }

    /// Whether it is NULL.
    public var isNull: Bool { if case .null = self { true } else { false } }
}
