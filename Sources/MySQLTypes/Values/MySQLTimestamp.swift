// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// An instant in seconds since 1970 in UTC, as a TIMESTAMP column holds it.
///
/// No session's time zone has a part in it.
@frozen
public struct MySQLTimestamp: Sendable, Hashable {
    /// Whole seconds since 1970-01-01 00:00:00 UTC.
    public var seconds: UInt32
    /// The fraction, in microseconds.
    public var microseconds: UInt32
    /// Digits behind the point that the column has, 0 to 6; more count as 6.
    public var fractionalDigits: UInt8

    /// Takes the fields as they are.
    @inlinable
    public init(seconds: UInt32, microseconds: UInt32 = 0, fractionalDigits: UInt8 = 0) {
        self.seconds = seconds
        self.microseconds = microseconds
        self.fractionalDigits = fractionalDigits
    }

    /// Whether this is `0000-00-00 00:00:00`, which is neither NULL nor the beginning of 1970.
    @inlinable
    public var isZero: Bool { seconds == 0 && microseconds == 0 }

    /// The day and time of day in UTC; the zero value stays zero.
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
        let second = seconds % 86_400
        // Counted from 0000-03-01, so that a leap day is the last of its year; 32 bits of seconds are 49 710 days.
        let days = seconds / 86_400 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return MySQLDateTime(
            year: UInt16(truncatingIfNeeded: era * 400 + yearOfEra + (month <= 2 ? 1 : 0)),
            month: UInt8(truncatingIfNeeded: month),
            day: UInt8(truncatingIfNeeded: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1),
            hour: UInt8(truncatingIfNeeded: second / 3600),
            minute: UInt8(truncatingIfNeeded: second / 60 % 60),
            second: UInt8(truncatingIfNeeded: second % 60),
            microseconds: microseconds,
            fractionalDigits: fractionalDigits
        )
    }

    /// Writes `2024-02-29 23:59:59.9` in UTC, with exactly the column's digits behind the point.
    public func write(to text: inout TextWriter) {
        dateTime().write(to: &text)
    }

    /// Writes `498046943.567`: seconds since 1970 with exactly the column's digits behind the point.
    public func writeEpoch(to text: inout TextWriter) {
        text.lend(24) { room in
            room.put(UInt64(seconds))
            room.put(microseconds: microseconds, digits: fractionalDigits)
        }
    }
}

extension MySQLTimestamp: CustomStringConvertible {
    /// The text that the server prints to a session in UTC.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}

// Type 17, with or without fraction.
extension MySQLTimestamp {
    /// Bytes of the current format, or nil where no column can have that many digits.
    @inlinable
    public static func storedSize(fractionalDigits: Int) -> Int? {
        FractionalSeconds.isLegal(fractionalDigits) ? 4 &+ FractionalSeconds.byteCount(fractionalDigits) : nil
    }

    /// Reads the current format: 4 bytes big-endian of seconds and 0 to 3 bytes of fraction.
    ///
    /// Source: MySQL 9.7, `mysys/my_time.cc`, `my_timestamp_from_binary`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, fractionalDigits: Int) throws(WireError) {
        try FractionalSeconds.check(fractionalDigits, at: reader.offset)
        let fractionBytes = FractionalSeconds.byteCount(fractionalDigits)
        let fractionBits = UInt64(truncatingIfNeeded: fractionBytes &* 8)
        let stored = try reader.bigEndian(width: 4 &+ fractionBytes)
        seconds = UInt32(truncatingIfNeeded: stored >> fractionBits)
        microseconds =
            UInt32(truncatingIfNeeded: stored & ((1 << fractionBits) &- 1))
            &* FractionalSeconds.unit(byteCount: fractionBytes)
        self.fractionalDigits = UInt8(truncatingIfNeeded: fractionalDigits)
    }

    /// Writes the current format.
    public func encode(into writer: inout WireWriter) {
        let fractionBytes = FractionalSeconds.byteCount(FractionalSeconds.clamped(fractionalDigits))
        writer.bigEndian(UInt64(seconds), width: 4)
        guard fractionBytes > 0 else { return }
        writer.bigEndian(UInt64(microseconds / FractionalSeconds.unit(byteCount: fractionBytes)), width: fractionBytes)
    }
}

// Type 7 without fraction.
extension MySQLTimestamp {
    /// Reads the format of tables made before MySQL 5.6: 4 bytes little-endian of seconds.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `Field_timestamp::get_timestamp`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromOld reader: inout WireReader) throws(WireError) {
        self.init(seconds: try reader.uint32())
    }

    /// Writes the format of tables made before MySQL 5.6.
    public func encodeOld(into writer: inout WireWriter) {
        writer.uint32(seconds)
    }
}

// Type 7 with fraction, of MariaDB.
extension MySQLTimestamp {
    /// Bytes of MariaDB's own format, or nil where no column can have that many digits.
    @inlinable
    public static func hiresSize(fractionalDigits: Int) -> Int? { storedSize(fractionalDigits: fractionalDigits) }

    /// Reads MariaDB's own format: 4 bytes big-endian of seconds and 1 to 3 bytes that count units of the last digit;
    /// without digits it is the old format.
    ///
    /// Source: MariaDB 11.8, `sql/field.cc`, `Field_timestamp_hires::get_timestamp`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(fromHires reader: inout WireReader, fractionalDigits: Int) throws(WireError) {
        guard fractionalDigits != 0 else {
            try self.init(fromOld: &reader)
            return
        }
        try FractionalSeconds.check(fractionalDigits, at: reader.offset)
        let fractionBytes = FractionalSeconds.byteCount(fractionalDigits)
        let fractionBits = UInt64(truncatingIfNeeded: fractionBytes &* 8)
        let stored = try reader.bigEndian(width: 4 &+ fractionBytes)
        self.init(
            seconds: UInt32(truncatingIfNeeded: stored >> fractionBits),
            // At most 255 times 100 000, 65 535 times 1000 or 2^24 times 10.
            microseconds: UInt32(truncatingIfNeeded: stored & ((1 << fractionBits) &- 1))
                &* FractionalSeconds.powerOfTen(6 &- fractionalDigits),
            fractionalDigits: UInt8(truncatingIfNeeded: fractionalDigits)
        )
    }

    /// Writes MariaDB's own format.
    public func encodeHires(into writer: inout WireWriter) {
        let digits = FractionalSeconds.clamped(fractionalDigits)
        guard digits > 0 else {
            encodeOld(into: &writer)
            return
        }
        writer.bigEndian(UInt64(seconds), width: 4)
        writer.bigEndian(
            UInt64(microseconds / FractionalSeconds.powerOfTen(6 - digits)),
            width: FractionalSeconds.byteCount(digits)
        )
    }
}
