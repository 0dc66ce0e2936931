// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A TIMESTAMP: a moment, counted from 1970 UTC, with up to 6 digits of fraction.
@frozen
public struct MySQLTimestamp: Sendable, Hashable {
    /// Seconds since 1970 UTC; 0 is `0000-00-00 00:00:00`.
    public var seconds: UInt32
    /// 0 to 999,999.
    public var microseconds: UInt32
    /// Digits of fraction that the column has, 0 to 6.
    public var fractionalDigits: UInt8

    /// Puts a moment together.
    @inlinable
    public init(seconds: UInt32, microseconds: UInt32 = 0, fractionalDigits: UInt8 = 0) {
        self.seconds = seconds
        self.microseconds = microseconds
        self.fractionalDigits = fractionalDigits
    }

    /// Whether it is `0000-00-00 00:00:00`, which is neither NULL nor the moment from which seconds count.
    public var isZero: Bool { seconds == 0 && microseconds == 0 }

    /// Bytes of the format since 5.6 for so many digits (0 to 6).
    @inlinable
    public static func storedSize(fractionalDigits digits: Int) -> Int { 4 + SecondFraction.byteCount(digits: digits) }

    /// Bytes of MariaDB's older format for so many digits (0 to 6).
    public static func hiresSize(fractionalDigits digits: Int) -> Int { 4 + SecondFraction.hiresFractionSizes[digits] }

    /// Reads the format since 5.6: seconds in 4 bytes and the fraction in 0 to 3, big-endian both.
    ///
    /// Source: MySQL 9.7, `mysys/my_time.cc`, `my_timestamp_from_binary`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, fractionalDigits digits: Int) throws(WireError) {
        try SecondFraction.check(digits, at: reader.offset)
        let fractionBytes = SecondFraction.byteCount(digits: digits)
        let all = try reader.bigEndian(width: 4 &+ fractionBytes)
        let bits = UInt64(truncatingIfNeeded: 8 &* fractionBytes)
        seconds = UInt32(truncatingIfNeeded: all >> bits)
        microseconds =
            fractionBytes == 0
            ? 0 : UInt32(truncatingIfNeeded: all & (1 << bits &- 1)) &* SecondFraction.unit(byteCount: fractionBytes)
        fractionalDigits = UInt8(truncatingIfNeeded: digits)
    }

    /// Writes the format since 5.6.
    public func encode(into writer: inout WireWriter) {
        writer.bigEndian(UInt64(seconds), width: 4)
        let fractionBytes = SecondFraction.byteCount(digits: Int(fractionalDigits))
        guard fractionBytes > 0 else { return }
        writer.bigEndian(UInt64(microseconds / SecondFraction.unit(byteCount: fractionBytes)), width: fractionBytes)
    }

    /// Reads the format before 5.6: seconds in 4 bytes, little-endian.
    ///
    /// Source: MySQL 5.5, `sql/field.cc`, `Field_timestamp`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromOld reader: inout WireReader) throws(WireError) {
        self.init(seconds: try reader.uint32())
    }

    /// Writes the format before 5.6.
    public func encodeOld(into writer: inout WireWriter) {
        writer.uint32(seconds)
    }

    /// Reads MariaDB's format of 5.3 to 10.1 for 1 to 6 digits: seconds in 4 bytes, units of the last digit in 1 to 3,
    /// big-endian both.
    ///
    /// Source: MariaDB 10.11, `sql/field.cc`, `Field_timestamp_hires::get_timestamp`.
    @_lifetime(reader: copy reader)
    public init(fromHires reader: inout WireReader, fractionalDigits digits: Int) throws(WireError) {
        try SecondFraction.check(digits, at: reader.offset)
        let fractionBytes = SecondFraction.hiresFractionSizes[digits]
        var bytes = WireReader(try reader.span(count: 4 + fractionBytes))
        let seconds = try bytes.bigEndian(width: 4)
        let fraction = fractionBytes == 0 ? 0 : try bytes.bigEndian(width: fractionBytes)
        self.init(
            seconds: UInt32(truncatingIfNeeded: seconds),
            microseconds: UInt32(truncatingIfNeeded: fraction * UInt64(SecondFraction.lastDigit(digits))),
            fractionalDigits: UInt8(truncatingIfNeeded: digits)
        )
    }

    /// Writes MariaDB's format of 5.3 to 10.1.
    public func encodeHires(into writer: inout WireWriter) {
        let digits = Int(fractionalDigits)
        writer.bigEndian(UInt64(seconds), width: 4)
        let fractionBytes = SecondFraction.hiresFractionSizes[digits]
        guard fractionBytes > 0 else { return }
        writer.bigEndian(UInt64(microseconds) / UInt64(SecondFraction.lastDigit(digits)), width: fractionBytes)
    }

    /// The moment as date and time in UTC; the zero timestamp stays the zero date.
    public func dateTime() -> MySQLDateTime {
        guard !isZero else {
            return MySQLDateTime(
                year: 0,
                month: 0,
                day: 0,
                hour: 0,
                minute: 0,
                second: 0,
                fractionalDigits: fractionalDigits
            )
        }
        // Days from 1 March 0000, in cycles of 400 years; all below 2^32.
        let days = UInt64(seconds) / 86_400 + 719_468
        let cycle = days / 146_097
        let day = days % 146_097
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let second = UInt64(seconds) % 86_400
        return MySQLDateTime(
            year: UInt16(cycle * 400 + year + (month <= 2 ? 1 : 0)),
            month: UInt8(month),
            day: UInt8(dayOfYear - (153 * marchMonth + 2) / 5 + 1),
            hour: UInt8(second / 3600),
            minute: UInt8(second / 60 % 60),
            second: UInt8(second % 60),
            microseconds: microseconds,
            fractionalDigits: fractionalDigits
        )
    }

    /// Appends the moment in UTC: `2024-02-29 23:59:59.9`.
    public func write(to text: inout TextWriter) {
        dateTime().write(to: &text)
    }

    /// Appends seconds since 1970 UTC and the fraction: `498046943.567`.
    public func writeEpoch(to text: inout TextWriter) {
        text.append(UInt64(seconds))
        SecondFraction.write(microseconds, digits: fractionalDigits, to: &text)
    }
}

extension MySQLTimestamp: CustomStringConvertible {
    /// The moment in UTC: `2024-02-29 23:59:59.9`.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
