// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A TIME: a length of time between -838:59:59 and 838:59:59 with up to 6 digits of fraction.
@frozen
public struct MySQLTime: Sendable, Hashable {
    /// Whether it is below zero.
    public var isNegative: Bool
    /// 0 to 838; up to 1023 in bytes that no server writes.
    public var hours: UInt16
    /// 0 to 59.
    public var minutes: UInt8
    /// 0 to 59.
    public var seconds: UInt8
    /// 0 to 999,999.
    public var microseconds: UInt32
    /// Digits of fraction that the column has, 0 to 6.
    public var fractionalDigits: UInt8

    /// Puts a time together.
    @inlinable
    public init(
        isNegative: Bool,
        hours: UInt16,
        minutes: UInt8,
        seconds: UInt8,
        microseconds: UInt32 = 0,
        fractionalDigits: UInt8 = 0
    ) {
        self.isNegative = isNegative
        self.hours = hours
        self.minutes = minutes
        self.seconds = seconds
        self.microseconds = microseconds
        self.fractionalDigits = fractionalDigits
    }

    /// Bytes of the format since 5.6 for so many digits (0 to 6).
    @inlinable
    public static func storedSize(fractionalDigits digits: Int) -> Int { 3 + SecondFraction.byteCount(digits: digits) }

    /// Bytes of MariaDB's older format for so many digits (0 to 6).
    public static func hiresSize(fractionalDigits digits: Int) -> Int { SecondFraction.hiresTimeSizes[digits] }

    /// Reads the format since 5.6: 3 to 6 bytes big-endian, biased by 0x800000 in the first three; below zero the whole
    /// number with its fraction is negated; hours in 10 bits, minutes and seconds in 6, fraction in the rest.
    ///
    /// Source: MySQL 9.7, `mysys/my_time.cc`, `my_time_packed_from_binary`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, fractionalDigits digits: Int) throws(WireError) {
        try SecondFraction.check(digits, at: reader.offset)
        let fractionBytes = SecondFraction.byteCount(digits: digits)
        let bits = UInt64(truncatingIfNeeded: 8 &* fractionBytes)
        // At most 6 bytes, so neither the difference nor its magnitude leaves 64 bits.
        let packed = Int64(try reader.bigEndian(width: 3 &+ fractionBytes)) &- (0x80_0000 << Int64(bits))
        let magnitude = packed.magnitude
        let whole = magnitude >> bits
        isNegative = packed < 0
        hours = UInt16(truncatingIfNeeded: whole >> 12 & 0x7ff)
        minutes = UInt8(truncatingIfNeeded: whole >> 6 & 63)
        seconds = UInt8(truncatingIfNeeded: whole & 63)
        microseconds =
            fractionBytes == 0
            ? 0
            : UInt32(truncatingIfNeeded: magnitude & (1 << bits &- 1)) &* SecondFraction.unit(byteCount: fractionBytes)
        fractionalDigits = UInt8(truncatingIfNeeded: digits)
    }

    /// Writes the format since 5.6.
    public func encode(into writer: inout WireWriter) {
        let fractionBytes = SecondFraction.byteCount(digits: Int(fractionalDigits))
        let bits = UInt64(8 * fractionBytes)
        let whole = UInt64(hours) << 12 | UInt64(minutes) << 6 | UInt64(seconds)
        let fraction = fractionBytes == 0 ? 0 : UInt64(microseconds / SecondFraction.unit(byteCount: fractionBytes))
        let magnitude = Int64(whole << bits | fraction)
        let packed = (isNegative ? -magnitude : magnitude) + (0x80_0000 << Int64(bits))
        writer.bigEndian(UInt64(bitPattern: packed), width: 3 + fractionBytes)
    }

    /// Reads the format before 5.6: 3 bytes little-endian with a sign, the decimal number HHMMSS.
    ///
    /// Source: MySQL 5.5, `sql/field.cc`, `Field_time`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromOld reader: inout WireReader) throws(WireError) {
        let value = (Int32(truncatingIfNeeded: try reader.uint24()) << 8) >> 8
        let magnitude = value.magnitude
        self.init(
            isNegative: value < 0,
            hours: UInt16(truncatingIfNeeded: magnitude / 10_000),
            minutes: UInt8(truncatingIfNeeded: magnitude / 100 % 100),
            seconds: UInt8(truncatingIfNeeded: magnitude % 100)
        )
    }

    /// Writes the format before 5.6.
    public func encodeOld(into writer: inout WireWriter) {
        let magnitude = Int32(hours) * 10_000 + Int32(minutes) * 100 + Int32(seconds)
        writer.uint24(UInt32(bitPattern: isNegative ? -magnitude : magnitude))
    }

    /// Reads MariaDB's format of 5.3 to 10.1 for 1 to 6 digits: big-endian, the time in units of its last digit plus 3,020,400
    /// seconds in those units.
    ///
    /// Source: MariaDB 10.11, `sql/field.cc`, `Field_time_hires::get_date`.
    @_lifetime(reader: copy reader)
    public init(fromHires reader: inout WireReader, fractionalDigits digits: Int) throws(WireError) {
        try SecondFraction.check(digits, at: reader.offset)
        let unit = SecondFraction.lastDigit(digits)
        let stored = Int64(try reader.bigEndian(width: MySQLTime.hiresSize(fractionalDigits: digits)))
        let packed = (stored - 3_020_400 * (1_000_000 / unit)) * unit
        let magnitude = packed.magnitude
        let total = magnitude / 1_000_000
        self.init(
            isNegative: packed < 0,
            hours: UInt16(truncatingIfNeeded: total / 3600),
            minutes: UInt8(truncatingIfNeeded: total / 60 % 60),
            seconds: UInt8(truncatingIfNeeded: total % 60),
            microseconds: UInt32(truncatingIfNeeded: magnitude % 1_000_000),
            fractionalDigits: UInt8(truncatingIfNeeded: digits)
        )
    }

    /// Writes MariaDB's format of 5.3 to 10.1.
    public func encodeHires(into writer: inout WireWriter) {
        let digits = Int(fractionalDigits)
        let unit = SecondFraction.lastDigit(digits)
        let total = (Int64(hours) * 3600 + Int64(minutes) * 60 + Int64(seconds)) * 1_000_000 + Int64(microseconds)
        let packed = (isNegative ? -total : total) / unit + 3_020_400 * (1_000_000 / unit)
        writer.bigEndian(UInt64(bitPattern: packed), width: MySQLTime.hiresSize(fractionalDigits: digits))
    }

    /// Appends `-12:34:56.789`, with as many digits of fraction as the column has.
    public func write(to text: inout TextWriter) {
        if isNegative { text.append(UInt8(ascii: "-")) }
        text.append(UInt64(hours), minimumDigits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(UInt64(minutes), minimumDigits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(UInt64(seconds), minimumDigits: 2)
        SecondFraction.write(microseconds, digits: fractionalDigits, to: &text)
    }
}

extension MySQLTime: CustomStringConvertible {
    /// `-12:34:56.789`.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
