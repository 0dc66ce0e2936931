// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A date or time inside JSON: 8 bytes little-endian, microseconds in the low 24 bits.
///
/// Source: MySQL 9.7, `mysys/my_time.cc`, `TIME_from_longlong_datetime_packed`, `TIME_from_longlong_time_packed`.
struct JSONPackedTime {
    /// The 8 bytes as a number.
    var packed: Int64
    /// Where in the document they are.
    var offset: Int

    private var invalid: WireError { WireError(.invalidValue(UInt64(bitPattern: packed)), at: offset) }

    /// Writes a DATE as a string.
    func writeDate(to room: inout TextRoom) throws(WireError) {
        room.put(UInt8(ascii: "\""))
        try writeDay(to: &room)
        room.put(UInt8(ascii: "\""))
    }

    /// Writes a DATETIME or TIMESTAMP as a string.
    func writeDateTime(to room: inout TextRoom) throws(WireError) {
        room.put(UInt8(ascii: "\""))
        try writeDay(to: &room)
        room.put(UInt8(ascii: " "))
        try writeClock(hours: (UInt64(packed) >> 36) & 0x1f, to: &room)
    }

    /// Writes a TIME as a string: 10 bits of hours, 6 of minute, 6 of second; the whole number negated for times before zero.
    func writeTime(to room: inout TextRoom) throws(WireError) {
        let hours = packed.magnitude >> 36
        guard hours < 1 << 10 else { throw invalid }
        room.put(UInt8(ascii: "\""))
        if packed < 0 { room.put(UInt8(ascii: "-")) }
        try writeClock(hours: hours, to: &room)
    }

    /// `(year * 13 + month) << 5 | day` above 5 bits of hour, 6 of minute, 6 of second.
    private func writeDay(to room: inout TextRoom) throws(WireError) {
        guard packed >= 0 else { throw invalid }
        let day = UInt64(packed) >> 41
        let month = day >> 5
        let year = month / 13
        room.put(year: year, month: month &- year &* 13, day: day & 0x1f)
    }

    private func writeClock(hours: UInt64, to room: inout TextRoom) throws(WireError) {
        let microseconds = packed.magnitude & 0xff_ffff
        guard microseconds < 1_000_000 else { throw invalid }
        room.put(hour: hours, minute: (packed.magnitude >> 30) & 0x3f, second: (packed.magnitude >> 24) & 0x3f)
        room.put(UInt8(ascii: "."))
        room.put(microseconds, digits: 6)
        room.put(UInt8(ascii: "\""))
    }
}
