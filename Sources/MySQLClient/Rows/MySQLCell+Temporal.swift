// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
import MySQLWire

extension MySQLCell {
    /// The value as a day; nil where it is none. The time of a value that has one is left out.
    public var date: MySQLDate? {
        dateTime?.date
    }

    /// The value as a day and a time, midnight where it has none; nil where it is no such value.
    public var dateTime: MySQLDateTime? {
        switch format {
        case .binary where [.date, .newDate, .dateTime, .timestamp].contains(column.type): binaryDateTime
        case .text, .binary: textDateTime
        }
    }

    /// The value as a length of time; nil where it is none.
    public var time: MySQLTime? {
        switch format {
        case .binary where column.type == .time: binaryTime
        case .text, .binary: textTime
        }
    }

    /// Digits behind the point that the column has.
    private var fractionalDigits: UInt8 { column.decimals <= 6 ? column.decimals : 6 }

    /// A length byte, then nothing, a day (4 bytes), a time (3 more), microseconds (4 more); what is missing is zero.
    ///
    /// Source: MySQL 9.7 manual, "Binary Protocol Value".
    private var binaryDateTime: MySQLDateTime? {
        var reader = WireReader(bytes)
        do throws(WireError) {
            var value = MySQLDateTime(year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0)
            value.fractionalDigits = column.type == .date ? 0 : fractionalDigits
            if bytes.count >= 4 {
                value.year = try reader.uint16()
                value.month = try reader.uint8()
                value.day = try reader.uint8()
            }
            if bytes.count >= 7 {
                value.hour = try reader.uint8()
                value.minute = try reader.uint8()
                value.second = try reader.uint8()
            }
            if bytes.count >= 11 { value.microseconds = try reader.uint32() }
            try reader.expectEnd()
            return value
        } catch {
            return nil
        }
    }

    /// Nothing, or a sign, days in 4 bytes, hours, minutes, seconds, then perhaps microseconds in 4 bytes.
    ///
    /// Source: MySQL 9.7 manual, "Binary Protocol Value".
    private var binaryTime: MySQLTime? {
        var reader = WireReader(bytes)
        do throws(WireError) {
            var value = MySQLTime(isNegative: false, hours: 0, minutes: 0, seconds: 0)
            value.fractionalDigits = fractionalDigits
            if bytes.count >= 8 {
                value.isNegative = try reader.uint8() != 0
                let days = try reader.uint32()
                let hours = UInt64(days) * 24 + UInt64(try reader.uint8())
                guard let hours = UInt16(exactly: hours) else { return nil }
                value.hours = hours
                value.minutes = try reader.uint8()
                value.seconds = try reader.uint8()
            }
            if bytes.count >= 12 { value.microseconds = try reader.uint32() }
            try reader.expectEnd()
            return value
        } catch {
            return nil
        }
    }

    /// `YYYY-MM-DD`, and behind a space or a T perhaps `hh:mm:ss`, and behind a point up to 6 digits.
    private var textDateTime: MySQLDateTime? {
        var scanner = DigitScanner(bytes)
        guard let year = scanner.number(), scanner.skip("-"), let month = scanner.number(), scanner.skip("-"),
            let day = scanner.number(), let year = UInt16(exactly: year), let month = UInt8(exactly: month),
            let day = UInt8(exactly: day)
        else { return nil }
        var value = MySQLDateTime(year: year, month: month, day: day, hour: 0, minute: 0, second: 0)
        if scanner.isAtEnd { return value }
        guard scanner.skip(" ") || scanner.skip("T"), let hour = scanner.number(), scanner.skip(":"),
            let minute = scanner.number(), scanner.skip(":"), let second = scanner.number(),
            let hour = UInt8(exactly: hour), let minute = UInt8(exactly: minute), let second = UInt8(exactly: second),
            let fraction = scanner.fraction(), scanner.isAtEnd
        else { return nil }
        value.hour = hour
        value.minute = minute
        value.second = second
        value.microseconds = fraction.microseconds
        value.fractionalDigits = fraction.digits
        return value
    }

    /// Perhaps a minus, `hh:mm:ss`, and behind a point up to 6 digits.
    private var textTime: MySQLTime? {
        var scanner = DigitScanner(bytes)
        let isNegative = scanner.skip("-")
        guard let hours = scanner.number(), scanner.skip(":"), let minutes = scanner.number(), scanner.skip(":"),
            let seconds = scanner.number(), let hours = UInt16(exactly: hours),
            let minutes = UInt8(exactly: minutes), let seconds = UInt8(exactly: seconds),
            let fraction = scanner.fraction(), scanner.isAtEnd
        else { return nil }
        return MySQLTime(
            isNegative: isNegative,
            hours: hours,
            minutes: minutes,
            seconds: seconds,
            microseconds: fraction.microseconds,
            fractionalDigits: fraction.digits
        )
    }
}
