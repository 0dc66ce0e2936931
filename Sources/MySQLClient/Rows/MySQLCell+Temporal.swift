// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
public import MySQLTypes
import MySQLWire

extension MySQLCell {
    /// The value as a day; nil where it is none.
    ///
    /// The time of a value that has one is left out.
    public var date: MySQLDate? {
        dateTime?.date
    }

    /// The value as a day and a time, midnight where it has none; nil where it is no such value.
    public var dateTime: MySQLDateTime? {
        switch typed {
        case .dateTime(let value)?: value
        case .date(let day)?:
            MySQLDateTime(year: day.year, month: day.month, day: day.day, hour: 0, minute: 0, second: 0)
        case .bytes?, nil: textDateTime
        default: nil
        }
    }

    /// The value as a length of time; nil where it is none.
    public var time: MySQLTime? {
        switch typed {
        case .time(let value)?: value
        case .bytes?, nil: textTime
        default: nil
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
