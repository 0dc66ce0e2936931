// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

extension MySQLDate {
    /// Reads 0 or 4 bytes; with more, as a DATETIME has, the time of day must be 0.
    @_lifetime(reader: copy reader)
    init(binary reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let moment = try MySQLDateTime(binary: &reader, fractionalDigits: 0)
        guard moment.hour == 0, moment.minute == 0, moment.second == 0, moment.microseconds == 0 else {
            throw WireError(.invalidValue(UInt64(moment.hour)), at: start)
        }
        self = moment.date
    }

    /// Writes 1 byte of length and the value.
    func encodeBinary(into writer: inout WireWriter) {
        guard !isZero else { return writer.uint8(0) }
        writer.uint8(4)
        writer.uint16(year)
        writer.uint8(month)
        writer.uint8(day)
    }
}

extension MySQLDateTime {
    /// Reads the 0, 4, 7 or 11 bytes that are left.
    @_lifetime(reader: copy reader)
    init(binary reader: inout WireReader, fractionalDigits: UInt8) throws(WireError) {
        let start = reader.offset
        let length = reader.remaining
        guard [0, 4, 7, 11].contains(length) else { throw WireError(.invalidValue(UInt64(length)), at: start) }
        self.init(
            year: 0,
            month: 0,
            day: 0,
            hour: 0,
            minute: 0,
            second: 0,
            fractionalDigits: fractionalDigits
        )
        guard length >= 4 else { return }
        year = try reader.uint16()
        month = try reader.uint8()
        day = try reader.uint8()
        guard length >= 7 else { return }
        hour = try reader.uint8()
        minute = try reader.uint8()
        second = try reader.uint8()
        guard length == 11 else { return }
        microseconds = try reader.microseconds()
    }

    /// Writes 1 byte of length and the value in as few bytes as it takes.
    func encodeBinary(into writer: inout WireWriter) {
        let hasTime = hour != 0 || minute != 0 || second != 0
        if microseconds == 0, !hasTime { return date.encodeBinary(into: &writer) }
        writer.uint8(microseconds == 0 ? 7 : 11)
        writer.uint16(year)
        writer.uint8(month)
        writer.uint8(day)
        writer.uint8(hour)
        writer.uint8(minute)
        writer.uint8(second)
        if microseconds != 0 { writer.uint32(microseconds) }
    }
}

extension MySQLTime {
    /// Reads the 0, 8 or 12 bytes that are left.
    @_lifetime(reader: copy reader)
    init(binary reader: inout WireReader, fractionalDigits: UInt8) throws(WireError) {
        let start = reader.offset
        let length = reader.remaining
        guard [0, 8, 12].contains(length) else { throw WireError(.invalidValue(UInt64(length)), at: start) }
        self.init(isNegative: false, hours: 0, minutes: 0, seconds: 0, fractionalDigits: fractionalDigits)
        guard length >= 8 else { return }
        isNegative = try reader.metadataFlag()
        let days = try reader.uint32()
        let hour = try reader.uint8()
        // 32 bits times 24 and 8 bits fit in 64.
        guard let hours = UInt16(exactly: UInt64(days) * 24 + UInt64(hour)) else {
            throw WireError(.invalidValue(UInt64(days)), at: start + 1)
        }
        self.hours = hours
        minutes = try reader.uint8()
        seconds = try reader.uint8()
        guard length == 12 else { return }
        microseconds = try reader.microseconds()
    }

    /// Writes 1 byte of length and the value in as few bytes as it takes.
    func encodeBinary(into writer: inout WireWriter) {
        guard hours != 0 || minutes != 0 || seconds != 0 || microseconds != 0 else { return writer.uint8(0) }
        writer.uint8(microseconds == 0 ? 8 : 12)
        writer.uint8(isNegative ? 1 : 0)
        writer.uint32(UInt32(hours / 24))
        writer.uint8(UInt8(hours % 24))
        writer.uint8(minutes)
        writer.uint8(seconds)
        if microseconds != 0 { writer.uint32(microseconds) }
    }
}

extension WireReader {
    /// 4 bytes that count microseconds within a second.
    @_lifetime(self: copy self)
    fileprivate mutating func microseconds() throws(WireError) -> UInt32 {
        let start = offset
        let value = try uint32()
        guard value < 1_000_000 else { throw WireError(.invalidValue(UInt64(value)), at: start) }
        return value
    }
}
