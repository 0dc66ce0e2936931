// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// A value of a row image seen in place: text and bytes point into the event.
@frozen
public enum CellView: ~Escapable {
    /// The row image does not carry this column.
    case absent
    /// NULL.
    case null
    /// An integer that is signed, or of which the log does not tell (``Column/isUnsigned`` is nil then).
    case signed(Int64)
    /// An integer that is known to be unsigned.
    case unsigned(UInt64)
    /// FLOAT.
    case float(Float)
    /// DOUBLE.
    case double(Double)
    /// DECIMAL.
    case decimal(MySQLDecimal)
    /// BIT.
    case bits(MySQLBitString)
    /// YEAR.
    case year(MySQLYear)
    /// DATE.
    case date(MySQLDate)
    /// TIME.
    case time(MySQLTime)
    /// DATETIME.
    case dateTime(MySQLDateTime)
    /// TIMESTAMP.
    case timestamp(MySQLTimestamp)
    /// The number of an ENUM's label, from 1; 0 for the empty text that stands for a value that was none.
    case enumeration(UInt16)
    /// The labels of a SET, the first in bit 0.
    case set(UInt64)
    /// Text in ``Column/characterSet``; bytes of unknown kind where the log does not tell that.
    case text(Span<UInt8>)
    /// Bytes, which zeros fill up to the length of `paddedTo` bytes where a BINARY column is longer than what is stored.
    case binary(Span<UInt8>, paddedTo: Int)
    /// A JSON document in MySQL's binary form (`JSONBinaryView` reads it).
    case json(Span<UInt8>)
    /// What changed in a JSON document since the before image (`JSONDiffs` applies it).
    case jsonDiff(Span<UInt8>)
    /// SRID (4 bytes little-endian) and WKB.
    case geometry(Span<UInt8>)
    /// IEEE 754 singles, little-endian.
    case vector(Span<UInt8>)
    /// Text or bytes of one of MariaDB's COMPRESSED columns, still compressed.
    case compressed(CompressedColumnView)
}
