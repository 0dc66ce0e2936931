// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// Moments as RFC 3339 has them, in UTC.
enum UTCTime {
    /// Appends `2024-02-29T23:59:59Z`; 0 is 1970-01-01T00:00:00Z.
    static func write(_ seconds: UInt32, microseconds: UInt32? = nil, to text: inout TextWriter) {
        var parts = MySQLTimestamp(seconds: seconds, microseconds: 0).dateTime()
        if seconds == 0 { (parts.year, parts.month, parts.day) = (1970, 1, 1) }
        parts.date.write(to: &text)
        text.append(UInt8(ascii: "T"))
        text.append(UInt64(parts.hour), minimumDigits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(UInt64(parts.minute), minimumDigits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(UInt64(parts.second), minimumDigits: 2)
        if let microseconds {
            text.append(UInt8(ascii: "."))
            text.append(UInt64(microseconds), minimumDigits: 6)
        }
        text.append(UInt8(ascii: "Z"))
    }
}
