// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A DATETIME: a date and a time of day without a time zone, with up to 6 digits of fraction.
@frozen
public struct MySQLDateTime: Sendable, Hashable {
    /// 0 to 9999.
    public var year: UInt16
    /// 0 to 12.
    public var month: UInt8
    /// 0 to 31.
    public var day: UInt8
    /// 0 to 23.
    public var hour: UInt8
    /// 0 to 59.
    public var minute: UInt8
    /// 0 to 59.
    public var second: UInt8
    /// 0 to 999,999.
    public var microseconds: UInt32
    /// Digits of fraction that the column has, 0 to 6.
    public var fractionalDigits: UInt8

    /// Puts a date and time together.
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
        self.microseconds = microseconds
        self.fractionalDigits = fractionalDigits
    }

    /// Whether it is `0000-00-00 00:00:00`, which is neither NULL nor any time.
    public var isZero: Bool {
        year == 0 && month == 0 && day == 0 && hour == 0 && minute == 0 && second == 0 && microseconds == 0
    }

    /// Bytes of the format since 5.6 for so many digits (0 to 6).
    @inlinable
    public static func storedSize(fractionalDigits digits: Int) -> Int { 5 + SecondFraction.byteCount(digits: digits) }

    /// Bytes of MariaDB's older format for so many digits (0 to 6).
    public static func hiresSize(fractionalDigits digits: Int) -> Int { SecondFraction.hiresDateTimeSizes[digits] }

    /// Reads the format since 5.6: 5 bytes big-endian less 0x8000000000 (year times 13 plus month in 17 bits, day and hour in 5,
    /// minute and second in 6), then 0 to 3 bytes of fraction big-endian.
    ///
    /// Source: MySQL 9.7, `mysys/my_time.cc`, `my_datetime_packed_from_binary`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, fractionalDigits digits: Int) throws(WireError) {
        try SecondFraction.check(digits, at: reader.offset)
        let fractionBytes = SecondFraction.byteCount(digits: digits)
        let all = try reader.bigEndian(width: 5 &+ fractionBytes)
        let bits = UInt64(truncatingIfNeeded: 8 &* fractionBytes)
        let whole = all >> bits & 0x7f_ffff_ffff
        let yearMonth = UInt32(truncatingIfNeeded: whole >> 22)
        year = UInt16(truncatingIfNeeded: yearMonth / 13)
        month = UInt8(truncatingIfNeeded: yearMonth % 13)
        day = UInt8(truncatingIfNeeded: whole >> 17 & 31)
        hour = UInt8(truncatingIfNeeded: whole >> 12 & 31)
        minute = UInt8(truncatingIfNeeded: whole >> 6 & 63)
        second = UInt8(truncatingIfNeeded: whole & 63)
        microseconds =
            fractionBytes == 0
            ? 0 : UInt32(truncatingIfNeeded: all & (1 << bits &- 1)) &* SecondFraction.unit(byteCount: fractionBytes)
        fractionalDigits = UInt8(truncatingIfNeeded: digits)
    }

    /// Writes the format since 5.6.
    public func encode(into writer: inout WireWriter) {
        let yearMonth = UInt64(year) * 13 + UInt64(month)
        let date = yearMonth << 22 | UInt64(day) << 17
        let whole = date | UInt64(hour) << 12 | UInt64(minute) << 6 | UInt64(second)
        writer.bigEndian(whole | 0x80_0000_0000, width: 5)
        let fractionBytes = SecondFraction.byteCount(digits: Int(fractionalDigits))
        guard fractionBytes > 0 else { return }
        writer.bigEndian(UInt64(microseconds / SecondFraction.unit(byteCount: fractionBytes)), width: fractionBytes)
    }

    /// Reads the format before 5.6: 8 bytes little-endian, the decimal number YYYYMMDDhhmmss.
    ///
    /// Source: MySQL 5.5, `sql/field.cc`, `Field_datetime`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromOld reader: inout WireReader) throws(WireError) {
        let value = try reader.uint64()
        let date = value / 1_000_000
        let time = value % 1_000_000
        self.init(
            year: UInt16(truncatingIfNeeded: date / 10_000),
            month: UInt8(truncatingIfNeeded: date / 100 % 100),
            day: UInt8(truncatingIfNeeded: date % 100),
            hour: UInt8(truncatingIfNeeded: time / 10_000),
            minute: UInt8(truncatingIfNeeded: time / 100 % 100),
            second: UInt8(truncatingIfNeeded: time % 100)
        )
    }

    /// Writes the format before 5.6.
    public func encodeOld(into writer: inout WireWriter) {
        let date = UInt64(year) * 10_000 + UInt64(month) * 100 + UInt64(day)
        let time = UInt64(hour) * 10_000 + UInt64(minute) * 100 + UInt64(second)
        writer.uint64(date * 1_000_000 + time)
    }

    /// Reads MariaDB's format of 5.3 to 10.1 for 1 to 6 digits: 6 to 8 bytes big-endian, year, month, day, hour, minute, second
    /// multiplied up by 13, 32, 24, 60, 60 in units of the last digit.
    ///
    /// Source: MariaDB 10.11, `sql/field.cc`, `Field_datetime_hires::get_date`.
    @_lifetime(reader: copy reader)
    public init(fromHires reader: inout WireReader, fractionalDigits digits: Int) throws(WireError) {
        try SecondFraction.check(digits, at: reader.offset)
        let unit = UInt64(SecondFraction.lastDigit(digits))
        var packed = try reader.bigEndian(width: MySQLDateTime.hiresSize(fractionalDigits: digits))
        func take(_ divisor: UInt64) -> UInt64 {
            defer { packed /= divisor }
            return packed % divisor
        }
        let microseconds = take(1_000_000 / unit) * unit
        let second = take(60)
        let minute = take(60)
        let hour = take(24)
        let day = take(32)
        let month = take(13)
        self.init(
            year: UInt16(truncatingIfNeeded: packed),
            month: UInt8(month),
            day: UInt8(day),
            hour: UInt8(hour),
            minute: UInt8(minute),
            second: UInt8(second),
            microseconds: UInt32(truncatingIfNeeded: microseconds),
            fractionalDigits: UInt8(truncatingIfNeeded: digits)
        )
    }

    /// Writes MariaDB's format of 5.3 to 10.1.
    public func encodeHires(into writer: inout WireWriter) {
        let digits = Int(fractionalDigits)
        let unit = UInt64(SecondFraction.lastDigit(digits))
        let days = (UInt64(year) * 13 + UInt64(month)) * 32 + UInt64(day)
        let seconds = ((days * 24 + UInt64(hour)) * 60 + UInt64(minute)) * 60 + UInt64(second)
        let packed = seconds * (1_000_000 / unit) + UInt64(microseconds) / unit
        writer.bigEndian(packed, width: MySQLDateTime.hiresSize(fractionalDigits: digits))
    }

    /// Appends `2024-02-29 23:59:59.999`, with as many digits of fraction as the column has.
    public func write(to text: inout TextWriter) {
        MySQLDate(year: year, month: month, day: day).write(to: &text)
        text.append(UInt8(ascii: " "))
        text.append(UInt64(hour), minimumDigits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(UInt64(minute), minimumDigits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(UInt64(second), minimumDigits: 2)
        SecondFraction.write(microseconds, digits: fractionalDigits, to: &text)
    }
}

extension MySQLDateTime: CustomStringConvertible {
    /// `2024-02-29 23:59:59.999`.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
