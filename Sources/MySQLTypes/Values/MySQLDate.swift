// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A day of the calendar, or one that is not in it: month and day may be 0, and so may all three.
@frozen
public struct MySQLDate: Sendable, Hashable {
    /// 0 to 9999 from a server; what the bytes say otherwise.
    public var year: UInt16
    /// 0 where the month is not known.
    public var month: UInt8
    /// 0 where the day is not known.
    public var day: UInt8

    /// Takes the fields as they are.
    @inlinable
    public init(year: UInt16, month: UInt8, day: UInt8) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Whether this is `0000-00-00`, which is neither NULL nor a day.
    @inlinable
    public var isZero: Bool { year == 0 && month == 0 && day == 0 }

    /// Reads 3 bytes little-endian: from the top 15 bits of year, 4 of month, 5 of day.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `Field_newdate::get_date_internal`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        let packed = try reader.uint24()
        year = UInt16(truncatingIfNeeded: packed >> 9)
        month = UInt8(truncatingIfNeeded: packed >> 5 & 15)
        day = UInt8(truncatingIfNeeded: packed & 31)
    }

    /// Writes the 3 bytes.
    public func encode(into writer: inout WireWriter) {
        writer.uint24(UInt32(year) << 9 | UInt32(month & 15) << 5 | UInt32(day & 31))
    }

    /// Writes `YYYY-MM-DD`.
    public func write(to text: inout TextWriter) {
        text.lend(16) { room in room.put(year: UInt64(year), month: UInt64(month), day: UInt64(day)) }
    }
}

extension MySQLDate: CustomStringConvertible {
    /// The text that the server prints.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
