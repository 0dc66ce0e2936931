// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes
package import MySQLWire

/// A value of a result, seen in place: text and bytes point into the packet.
package enum ResultCellView: ~Escapable {
    /// NULL.
    case null
    /// An integer of a signed column.
    case signed(Int64)
    /// An integer of an unsigned column, or a YEAR.
    case unsigned(UInt64)
    /// FLOAT.
    case float(Float)
    /// DOUBLE.
    case double(Double)
    /// DATE.
    case date(MySQLDate)
    /// DATETIME or TIMESTAMP, the latter in the session's time zone.
    case dateTime(MySQLDateTime)
    /// TIME.
    case time(MySQLTime)
    /// All that is told as bytes: text, DECIMAL and JSON as text, BIT with its highest byte first, geometry, vectors.
    case bytes(Span<UInt8>)

    /// Reads a binary value; `content` is all of it, without what tells its length.
    ///
    /// Integers are little-endian. A DATE or DATETIME has 0 bytes (all is 0), 4 (2 of year, 1 of month, 1 of day), 7 (1 of
    /// hour, minute, second each besides) or 11 (4 of microseconds besides). A TIME has 0, 8 (1 that is 1 below zero, 4 of
    /// days, 1 of hour, minute, second each) or 12 (4 of microseconds besides).
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_binary::store_datetime` and `Protocol_binary::store_time`.
    @_lifetime(copy content)
    package init(binary content: Span<UInt8>, as format: CellFormat) throws(WireError) {
        var reader = WireReader(content)
        switch format.type {
        case .tiny:
            let value = try reader.uint8()
            self = format.isUnsigned ? .unsigned(UInt64(value)) : .signed(Int64(Int8(bitPattern: value)))
        case .short:
            let value = try reader.uint16()
            self = format.isUnsigned ? .unsigned(UInt64(value)) : .signed(Int64(Int16(bitPattern: value)))
        case .year: self = .unsigned(UInt64(try reader.uint16()))
        case .long, .int24:
            let value = try reader.uint32()
            self = format.isUnsigned ? .unsigned(UInt64(value)) : .signed(Int64(Int32(bitPattern: value)))
        case .longLong:
            let value = try reader.uint64()
            self = format.isUnsigned ? .unsigned(value) : .signed(Int64(bitPattern: value))
        case .float: self = .float(try reader.float())
        case .double: self = .double(try reader.double())
        case .date, .newDate: self = .date(try MySQLDate(binary: &reader))
        case .dateTime, .timestamp, .dateTime2, .timestamp2:
            self = .dateTime(try MySQLDateTime(binary: &reader, fractionalDigits: format.fractionalDigits))
        case .time, .time2:
            self = .time(try MySQLTime(binary: &reader, fractionalDigits: format.fractionalDigits))
        default: self = .bytes(reader.rest())
        }
        try reader.expectEnd()
    }
}
