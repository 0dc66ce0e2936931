// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Moments in the time zone of the person who runs a tool (`TZ`, or the system's).
public struct LocalTime: Sendable {
    /// The parts of a moment.
    public struct Parts: Sendable, Hashable {
        /// As in 2024.
        public var year = 0
        /// 1 to 12.
        public var month = 0
        /// 1 to 31.
        public var day = 0
        /// 0 to 23.
        public var hour = 0
        /// 0 to 59.
        public var minute = 0
        /// 0 to 60.
        public var second = 0
    }

    /// The seconds last asked for, and what they are: most events of a log share theirs with the one before.
    private var known: (seconds: UInt32, parts: Parts)?

    /// Knows the time zone only.
    public init() {}

    /// This moment, in seconds since 1970 UTC.
    public static var now: UInt64 { UInt64(clamping: time(nil)) }

    /// This moment, in microseconds since 1970 UTC.
    public static var nowMicroseconds: UInt64 {
        var moment = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &moment)
        return UInt64(clamping: moment.tv_sec) * 1_000_000 + UInt64(clamping: moment.tv_nsec / 1000)
    }

    /// The parts of a moment, in seconds since 1970 UTC.
    public mutating func parts(of seconds: UInt32) -> Parts {
        if let known, known.seconds == seconds { return known.parts }
        var moment = time_t(seconds)
        var broken = unsafe tm()
        unsafe localtime_r(&moment, &broken)
        let parts = unsafe Parts(
            year: Int(broken.tm_year) + 1900,
            month: Int(broken.tm_mon) + 1,
            day: Int(broken.tm_mday),
            hour: Int(broken.tm_hour),
            minute: Int(broken.tm_min),
            second: Int(broken.tm_sec)
        )
        known = (seconds, parts)
        return parts
    }

    /// Appends `2024-02-29 23:59:59`.
    public mutating func write(_ seconds: UInt32, to text: inout TextWriter) {
        let parts = parts(of: seconds)
        MySQLDateTime(
            year: UInt16(clamping: parts.year),
            month: UInt8(clamping: parts.month),
            day: UInt8(clamping: parts.day),
            hour: UInt8(clamping: parts.hour),
            minute: UInt8(clamping: parts.minute),
            second: UInt8(clamping: parts.second)
        ).write(to: &text)
    }

    /// Seconds since 1970 UTC of a local time such as `2024-02-29 23:59:59`; nil where it is none.
    ///
    /// A `T` may stand for the space, the time or its seconds may be left out, and `@` begins seconds since 1970 UTC.
    public static func seconds(of text: String) -> UInt32? {
        if text.hasPrefix("@") { return UInt32(text.dropFirst()) }
        let fields = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        let date = numbers(fields.first ?? "", separatedBy: "-")
        guard fields.count <= 2, date.count == 3 else { return nil }
        let (year, month, day) = (date[0], date[1], date[2])
        guard (1970...2106).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        var broken = unsafe tm()
        unsafe broken.tm_year = year - 1900
        unsafe broken.tm_mon = month - 1
        unsafe broken.tm_mday = day
        if fields.count == 2 {
            let time = numbers(fields[1], separatedBy: ":")
            guard time.count == 2 || time.count == 3 else { return nil }
            let (hour, minute, second) = (time[0], time[1], time.count == 3 ? time[2] : 0)
            guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
            unsafe broken.tm_hour = hour
            unsafe broken.tm_min = minute
            unsafe broken.tm_sec = second
        }
        unsafe broken.tm_isdst = -1
        let seconds = unsafe mktime(&broken)
        // A day that its month does not have would be one of the next month.
        guard unsafe broken.tm_mon == month - 1, unsafe broken.tm_mday == day else { return nil }
        return UInt32(exactly: seconds)
    }

    /// The numbers between separators; none where anything but digits stands there.
    private static func numbers(_ text: Substring, separatedBy separator: Character) -> [Int32] {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int32($0) : nil }
        return numbers.count == parts.count ? numbers : []
    }
}
