// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A day and a time of day without a time zone, as a DATETIME column holds it.
///
/// Delivered as written: what instant it means is known to those who wrote it.
@frozen
public struct MySQLDateTime: Sendable, Hashable {
    /// 0 to 9999 from a server; what the bytes say otherwise.
    public var year: UInt16
    /// 0 where the month is not known.
    public var month: UInt8
    /// 0 where the day is not known.
    public var day: UInt8
    /// 0 to 23 from a server; what the bytes say otherwise.
    public var hour: UInt8
    /// 0 to 59 from a server; what the bytes say otherwise.
    public var minute: UInt8
    /// 0 to 59 from a server; what the bytes say otherwise.
    public var second: UInt8
    /// Digits behind the point that the column has, 0 to 6; more count as 6.
    public var fractionalDigits: UInt8
    /// The fraction, in microseconds.
    public var microseconds: UInt32

    /// Takes the fields as they are.
    @inlinable
    public init(
        year: UInt16,
        month: UInt8,
        day: UInt8,
        hour: UInt8,
        minute: UInt8,
        second: UInt8,
        microseconds: UInt32 = 0,
        fractionalDigits: UInt8 = 0
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.fractionalDigits = fractionalDigits
        self.microseconds = microseconds
    }

    /// Whether this is `0000-00-00 00:00:00`, which is neither NULL nor a moment.
    @inlinable
    public var isZero: Bool {
        date.isZero && hour == 0 && minute == 0 && second == 0 && microseconds == 0
    }

    /// The day alone.
    @inlinable
    public var date: MySQLDate { MySQLDate(year: year, month: month, day: day) }

    /// Writes `2024-02-29 23:59:59.999`, with exactly the column's digits behind the point.
    public func write(to text: inout TextWriter) {
        text.lend(40) { room in
            room.put(year: UInt64(year), month: UInt64(month), day: UInt64(day))
            room.put(UInt8(ascii: " "))
            room.put(hour: UInt64(hour), minute: UInt64(minute), second: UInt64(second))
            room.put(microseconds: microseconds, digits: fractionalDigits)
        }
    }
}

extension MySQLDateTime: CustomStringConvertible {
    /// The text that the server prints.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}

// Type 18, with or without fraction.
extension MySQLDateTime {
    /// Bytes of the current format, or nil where no column can have that many digits.
    @inlinable
    public static func storedSize(fractionalDigits: Int) -> Int? {
        FractionalSeconds.isLegal(fractionalDigits) ? 5 &+ FractionalSeconds.byteCount(fractionalDigits) : nil
    }

    /// Reads the current format: 5 bytes big-endian (a set bit, 17 bits of year times 13 plus month, 5 of day, 5 of hour,
    /// 6 of minute, 6 of second) and 0 to 3 bytes of fraction.
    ///
    /// A first bit that is not set, which no server writes, is ``WireError/Kind/invalidValue(_:)``.
    ///
    /// Source: MySQL 9.7, `mysys/my_time.cc`, `my_datetime_packed_from_binary`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, fractionalDigits: Int) throws(WireError) {
        let start = reader.offset
        try FractionalSeconds.check(fractionalDigits, at: start)
        let fractionBytes = FractionalSeconds.byteCount(fractionalDigits)
        let fractionBits = UInt64(truncatingIfNeeded: fractionBytes &* 8)
        var cursor = reader
        let stored = try cursor.bigEndian(width: 5 &+ fractionBytes)
        let whole = stored >> fractionBits
        guard whole & 0x80_0000_0000 != 0 else { throw WireError(.invalidValue(stored), at: start) }
        reader = cursor
        let months = UInt32(truncatingIfNeeded: whole >> 22 & 0x1_ffff)
        let time = UInt32(truncatingIfNeeded: whole)
        year = UInt16(truncatingIfNeeded: months / 13)
        month = UInt8(truncatingIfNeeded: months % 13)
        day = UInt8(truncatingIfNeeded: time >> 17 & 31)
        hour = UInt8(truncatingIfNeeded: time >> 12 & 31)
        minute = UInt8(truncatingIfNeeded: time >> 6 & 63)
        second = UInt8(truncatingIfNeeded: time & 63)
        self.fractionalDigits = UInt8(truncatingIfNeeded: fractionalDigits)
        microseconds =
            UInt32(truncatingIfNeeded: stored & ((1 << fractionBits) &- 1))
            &* FractionalSeconds.unit(byteCount: fractionBytes)
    }

    /// Writes the current format.
    public func encode(into writer: inout WireWriter) {
        let fractionBytes = FractionalSeconds.byteCount(FractionalSeconds.clamped(fractionalDigits))
        let fractionBits = UInt64(fractionBytes) * 8
        let fraction = UInt64(microseconds / FractionalSeconds.unit(byteCount: fractionBytes))
        let months = (UInt64(year) * 13 + UInt64(month)) & 0x1_ffff
        let days = months << 5 | UInt64(day & 31)
        let time = UInt64(hour & 31) << 12 | UInt64(minute & 63) << 6 | UInt64(second & 63)
        let whole = 0x80_0000_0000 | days << 17 | time
        writer.bigEndian(whole << fractionBits | fraction & (1 << fractionBits - 1), width: 5 + fractionBytes)
    }
}

// Type 12 without fraction.
extension MySQLDateTime {
    /// Reads the format of tables made before MySQL 5.6: 8 bytes little-endian, in decimal YYYYMMDDhhmmss.
    ///
    /// A year beyond 65535, which no server writes, is ``WireError/Kind/invalidValue(_:)``.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `Field_datetime::get_date_internal`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromOld reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        var cursor = reader
        let value = try cursor.uint64()
        let date = value / 1_000_000
        let time = UInt32(truncatingIfNeeded: value % 1_000_000)
        guard date / 10_000 <= 0xffff else { throw WireError(.invalidValue(value), at: start) }
        reader = cursor
        self.init(
            year: UInt16(truncatingIfNeeded: date / 10_000),
            month: UInt8(truncatingIfNeeded: date / 100 % 100),
            day: UInt8(truncatingIfNeeded: date % 100),
            hour: UInt8(truncatingIfNeeded: time / 10_000),
            minute: UInt8(truncatingIfNeeded: time / 100 % 100),
            second: UInt8(truncatingIfNeeded: time % 100)
        )
    }

    /// Writes the format of tables made before MySQL 5.6.
    public func encodeOld(into writer: inout WireWriter) {
        let date = UInt64(year) * 10_000 + UInt64(month) * 100 + UInt64(day)
        let time = UInt64(hour) * 10_000 + UInt64(minute) * 100 + UInt64(second)
        writer.uint64(date * 1_000_000 + time)
    }
}

// Type 12 with fraction, of MariaDB.
extension MySQLDateTime {
    /// Bytes of MariaDB's own format, or nil where no column can have that many digits.
    @inlinable
    public static func hiresSize(fractionalDigits: Int) -> Int? {
        switch fractionalDigits {
        case 0: 8
        case 1, 2: 6
        case 3, 4, 5: 7
        case 6: 8
        default: nil
        }
    }

    /// Reads MariaDB's own format: a big-endian number of 6 to 8 bytes that counts units of the last digit, in years of 13
    /// months of 32 days; without digits it is the old format.
    ///
    /// A year beyond 65535, which no server writes, is ``WireError/Kind/invalidValue(_:)``.
    ///
    /// Source: MariaDB 11.8, `sql/field.cc`, `Field_datetime_hires::get_TIME`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromHires reader: inout WireReader, fractionalDigits: Int) throws(WireError) {
        let start = reader.offset
        guard let size = MySQLDateTime.hiresSize(fractionalDigits: fractionalDigits) else {
            throw WireError(.invalidValue(UInt64(truncatingIfNeeded: fractionalDigits)), at: start)
        }
        guard fractionalDigits > 0 else {
            try self.init(fromOld: &reader)
            return
        }
        var cursor = reader
        let stored = try cursor.bigEndian(width: size)
        let unitsPerSecond = UInt64(FractionalSeconds.powerOfTen(fractionalDigits))
        let seconds = stored / unitsPerSecond
        let days = seconds / 86_400
        guard days / (32 * 13) <= 0xffff else { throw WireError(.invalidValue(stored), at: start) }
        reader = cursor
        self.init(
            year: UInt16(truncatingIfNeeded: days / (32 * 13)),
            month: UInt8(truncatingIfNeeded: days / 32 % 13),
            day: UInt8(truncatingIfNeeded: days % 32),
            hour: UInt8(truncatingIfNeeded: seconds / 3600 % 24),
            minute: UInt8(truncatingIfNeeded: seconds / 60 % 60),
            second: UInt8(truncatingIfNeeded: seconds % 60),
            microseconds: UInt32(truncatingIfNeeded: stored % unitsPerSecond)
                &* FractionalSeconds.powerOfTen(6 &- fractionalDigits),
            fractionalDigits: UInt8(truncatingIfNeeded: fractionalDigits)
        )
    }

    /// Writes MariaDB's own format.
    public func encodeHires(into writer: inout WireWriter) {
        let digits = FractionalSeconds.clamped(fractionalDigits)
        guard digits > 0, let size = MySQLDateTime.hiresSize(fractionalDigits: digits) else {
            encodeOld(into: &writer)
            return
        }
        let days = (UInt64(year) * 13 + UInt64(month)) * 32 + UInt64(day)
        let seconds = ((days * 24 + UInt64(hour)) * 60 + UInt64(minute)) * 60 + UInt64(second)
        // A year of 16 bits makes less than 2^62.
        let units = seconds * UInt64(FractionalSeconds.powerOfTen(digits))
        writer.bigEndian(units + UInt64(microseconds / FractionalSeconds.powerOfTen(6 - digits)), width: size)
    }
}
