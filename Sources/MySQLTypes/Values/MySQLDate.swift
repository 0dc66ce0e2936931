// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A DATE; month and day may be 0, and the year too.
@frozen
public struct MySQLDate: Sendable, Hashable {
    /// 0 to 9999; up to 32,767 in bytes that no server writes.
    public var year: UInt16
    /// 0 to 12.
    public var month: UInt8
    /// 0 to 31.
    public var day: UInt8

    /// Puts a date together.
    @inlinable
    public init(year: UInt16, month: UInt8, day: UInt8) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Whether it is `0000-00-00`, which is neither NULL nor any day.
    public var isZero: Bool { year == 0 && month == 0 && day == 0 }

    /// Reads 3 bytes little-endian: year in 15 bits, month in 4, day in 5.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `Field_newdate`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        let bits = try reader.uint24()
        year = UInt16(truncatingIfNeeded: bits >> 9)
        month = UInt8(truncatingIfNeeded: bits >> 5 & 15)
        day = UInt8(truncatingIfNeeded: bits & 31)
    }

    /// Writes the 3 bytes.
    public func encode(into writer: inout WireWriter) {
        writer.uint24(UInt32(year) << 9 | UInt32(month) << 5 | UInt32(day))
    }

    /// Appends `2024-02-29`.
    public func write(to text: inout TextWriter) {
        text.append(UInt64(year), minimumDigits: 4)
        text.append(UInt8(ascii: "-"))
        text.append(UInt64(month), minimumDigits: 2)
        text.append(UInt8(ascii: "-"))
        text.append(UInt64(day), minimumDigits: 2)
    }
}

extension MySQLDate: CustomStringConvertible {
    /// `2024-02-29`.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
