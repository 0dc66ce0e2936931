// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A length of time or a time of day: up to 838:59:59 in either direction, as a TIME column holds it.
@frozen
public struct MySQLTime: Sendable, Hashable {
    /// Whether the whole is below zero; the other fields never are.
    public var isNegative: Bool
    /// Not limited to 24.
    public var hours: UInt16
    /// 0 to 59 from a server; what the bytes say otherwise.
    public var minutes: UInt8
    /// 0 to 59 from a server; what the bytes say otherwise.
    public var seconds: UInt8
    /// The fraction, in microseconds.
    public var microseconds: UInt32
    /// Digits behind the point that the column has, 0 to 6; more count as 6.
    public var fractionalDigits: UInt8

    /// Takes the fields as they are.
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

    /// Writes `-12:34:56.789`, with exactly the column's digits behind the point.
    public func write(to text: inout TextWriter) {
        text.lend(32) { room in
            if isNegative { room.put(UInt8(ascii: "-")) }
            room.put(hour: UInt64(hours), minute: UInt64(minutes), second: UInt64(seconds))
            room.put(microseconds: microseconds, digits: fractionalDigits)
        }
    }
}

extension MySQLTime: CustomStringConvertible {
    /// The text that the server prints.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}

// Type 19, with or without fraction.
extension MySQLTime {
    /// Bytes of the current format, or nil where no column can have that many digits.
    @inlinable
    public static func storedSize(fractionalDigits: Int) -> Int? {
        FractionalSeconds.isLegal(fractionalDigits) ? 3 &+ FractionalSeconds.byteCount(fractionalDigits) : nil
    }

    /// Reads the current format: one big-endian number of 3 to 6 bytes around a bias of half its range, whose magnitude
    /// is hours, 6 bits of minutes, 6 bits of seconds and 0 to 3 bytes of fraction.
    ///
    /// Source: MySQL 9.7, `mysys/my_time.cc`, `my_time_packed_from_binary`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, fractionalDigits: Int) throws(WireError) {
        try FractionalSeconds.check(fractionalDigits, at: reader.offset)
        let fractionBytes = FractionalSeconds.byteCount(fractionalDigits)
        let fractionBits = UInt64(truncatingIfNeeded: fractionBytes &* 8)
        let stored = try reader.bigEndian(width: 3 &+ fractionBytes)
        // At most 48 bits: the difference cannot overflow.
        let value = Int64(truncatingIfNeeded: stored) &- (0x80_0000 << Int64(truncatingIfNeeded: fractionBits))
        let magnitude = value.magnitude
        let whole = magnitude >> fractionBits
        let fraction = UInt32(truncatingIfNeeded: magnitude & ((1 << fractionBits) &- 1))
        isNegative = value < 0
        hours = UInt16(truncatingIfNeeded: whole >> 12)
        minutes = UInt8(truncatingIfNeeded: whole >> 6 & 63)
        seconds = UInt8(truncatingIfNeeded: whole & 63)
        // 24 bits of microseconds, or 16 bits times 100, or 8 bits times 10 000.
        microseconds = fraction &* FractionalSeconds.unit(byteCount: fractionBytes)
        self.fractionalDigits = UInt8(truncatingIfNeeded: fractionalDigits)
    }

    /// Writes the current format.
    public func encode(into writer: inout WireWriter) {
        let fractionBytes = FractionalSeconds.byteCount(FractionalSeconds.clamped(fractionalDigits))
        let fractionBits = UInt64(fractionBytes) * 8
        let fraction = UInt64(microseconds / FractionalSeconds.unit(byteCount: fractionBytes))
        let whole = UInt64(hours) << 12 | UInt64(minutes & 63) << 6 | UInt64(seconds & 63)
        let magnitude = whole << fractionBits | fraction & (1 << fractionBits - 1)
        let bias: UInt64 = 0x80_0000 << fractionBits
        writer.bigEndian(isNegative ? bias &- magnitude : bias &+ magnitude, width: 3 + fractionBytes)
    }
}

// Type 11 without fraction.
extension MySQLTime {
    /// Reads the format of tables made before MySQL 5.6: 3 bytes little-endian with sign, in decimal HHHMMSS.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `Field_time::get_time`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromOld reader: inout WireReader) throws(WireError) {
        let value = Int32(bitPattern: try reader.uint24() << 8) >> 8
        let magnitude = value.magnitude
        isNegative = value < 0
        // At most 8 388 608: 838 hours.
        hours = UInt16(truncatingIfNeeded: magnitude / 10_000)
        minutes = UInt8(truncatingIfNeeded: magnitude / 100 % 100)
        seconds = UInt8(truncatingIfNeeded: magnitude % 100)
        microseconds = 0
        fractionalDigits = 0
    }

    /// Writes the format of tables made before MySQL 5.6.
    public func encodeOld(into writer: inout WireWriter) {
        let magnitude = UInt32(hours) * 10_000 + UInt32(minutes) * 100 + UInt32(seconds)
        writer.uint24(isNegative ? 0 &- magnitude : magnitude)
    }
}

// Type 11 with fraction, of MariaDB.
extension MySQLTime {
    /// Seconds that stand for zero in MariaDB's format with fraction: one more than the largest TIME has.
    @usableFromInline static var hiresBias: Int64 {
        @inlinable get { 839 * 3600 }
    }

    /// Bytes of MariaDB's own format, or nil where no column can have that many digits.
    @inlinable
    public static func hiresSize(fractionalDigits: Int) -> Int? {
        switch fractionalDigits {
        case 0: 3
        case 1, 2: 4
        case 3, 4, 5: 5
        case 6: 6
        default: nil
        }
    }

    /// Reads MariaDB's own format: a big-endian number of 4 to 6 bytes that counts units of the last digit from a bias;
    /// without digits it is the old format.
    ///
    /// Hours beyond 65535, which no server writes, are ``WireError/Kind/invalidValue(_:)``.
    ///
    /// Source: MariaDB 11.8, `sql/field.cc`, `Field_time_hires::get_date`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromHires reader: inout WireReader, fractionalDigits: Int) throws(WireError) {
        let start = reader.offset
        guard let size = MySQLTime.hiresSize(fractionalDigits: fractionalDigits) else {
            throw WireError(.invalidValue(UInt64(truncatingIfNeeded: fractionalDigits)), at: start)
        }
        guard fractionalDigits > 0 else {
            try self.init(fromOld: &reader)
            return
        }
        var cursor = reader
        let stored = try cursor.bigEndian(width: size)
        let unitsPerSecond = UInt64(FractionalSeconds.powerOfTen(fractionalDigits))
        // 48 bits less 42 bits: no overflow.
        let value = Int64(truncatingIfNeeded: stored) &- MySQLTime.hiresBias &* Int64(unitsPerSecond)
        let whole = value.magnitude / unitsPerSecond
        guard whole / 3600 <= 0xffff else { throw WireError(.invalidValue(stored), at: start) }
        reader = cursor
        self.init(
            isNegative: value < 0,
            hours: UInt16(truncatingIfNeeded: whole / 3600),
            minutes: UInt8(truncatingIfNeeded: whole / 60 % 60),
            seconds: UInt8(truncatingIfNeeded: whole % 60),
            microseconds: UInt32(truncatingIfNeeded: value.magnitude % unitsPerSecond)
                &* FractionalSeconds.powerOfTen(6 &- fractionalDigits),
            fractionalDigits: UInt8(truncatingIfNeeded: fractionalDigits)
        )
    }

    /// Writes MariaDB's own format.
    public func encodeHires(into writer: inout WireWriter) {
        let digits = FractionalSeconds.clamped(fractionalDigits)
        guard digits > 0, let size = MySQLTime.hiresSize(fractionalDigits: digits) else {
            encodeOld(into: &writer)
            return
        }
        let unitsPerSecond = Int64(FractionalSeconds.powerOfTen(digits))
        let whole = (Int64(hours) * 60 + Int64(minutes)) * 60 + Int64(seconds)
        let magnitude = whole * unitsPerSecond + Int64(microseconds / FractionalSeconds.powerOfTen(6 - digits))
        let bias = MySQLTime.hiresBias * unitsPerSecond
        writer.bigEndian(UInt64(bitPattern: isNegative ? bias - magnitude : bias + magnitude), width: size)
    }
}
