// SPDX-License-Identifier: Apache-2.0

/// The times that heartbeat tables hold: text without a zone.
///
/// `pt-heartbeat` writes `2013-01-02T03:04:05.000710` in the local time of its machine, or in UTC with `--utc`; a server's `NOW()` and
/// DATETIME columns give `2013-01-02 03:04:05`.
public enum HeartbeatTime {
    /// The moment that a text tells.
    ///
    /// - Parameters:
    ///   - text: The time; further digits than millionths are cut.
    ///   - local: Gives the seconds since 1970 UTC of a local time such as `2013-01-02 03:04:05`; nil takes the text as UTC.
    /// - Returns: Microseconds since 1970 UTC; nil where the text is no time.
    public static func microseconds(of text: String, local: ((String) -> Int64?)? = nil) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            let digits = parts[1].prefix(6)
            guard let number = number(digits, 1...6) else { return nil }
            fraction = number
            for _ in digits.count..<6 { fraction *= 10 }
        }
        let fields = whole.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard fields.count == 2 else { return nil }
        let date = fields[0].split(separator: "-", omittingEmptySubsequences: false)
        let time = fields[1].split(separator: ":", omittingEmptySubsequences: false)
        guard date.count == 3, time.count == 3, let year = number(date[0], 4...4), let month = number(date[1], 1...2),
            let day = number(date[2], 1...2), let hour = number(time[0], 1...2), let minute = number(time[1], 1...2),
            let second = number(time[2], 1...2), (1...12).contains(month), (1...31).contains(day), hour < 24,
            minute < 60, second <= 60
        else { return nil }
        let seconds: Int64
        if let local {
            guard let moment = local("\(fields[0]) \(fields[1])") else { return nil }
            seconds = moment
        } else {
            seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        }
        return seconds * 1_000_000 + fraction
    }

    /// The time as `pt-heartbeat` writes it: `2013-01-02T03:04:05.000710`; `microseconds` count from 1970 UTC, or from 1970 by a
    /// local clock.
    public static func text(_ microseconds: Int64) -> String {
        let seconds = microseconds.floor(by: 1_000_000)
        let day = seconds.quotient.floor(by: 86_400)
        let (year, month, date) = civil(day.quotient)
        let time = day.remainder
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(date, 2) + "T" + padded(time / 3_600, 2) + ":"
            + padded(time / 60 % 60, 2) + ":" + padded(time % 60, 2) + "." + padded(seconds.remainder, 6)
    }

    /// A number of decimal digits only, and as many as that.
    private static func number(_ text: Substring, _ count: ClosedRange<Int>) -> Int64? {
        guard count.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(text)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Days since 1970-01-01 of a date of the Gregorian calendar.
    ///
    /// The year begins in March here, so that a leap day is its last. Year, month and day have at most four digits, so nothing
    /// overflows.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floor(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = era.remainder * 365 + era.remainder / 4 - era.remainder / 100 + dayOfYear
        return era.quotient * 146_097 + dayOfEra - 719_468
    }

    /// The date of so many days since 1970-01-01.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let era = (days + 719_468).floor(by: 146_097)
        let day = era.remainder
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (year + era.quotient * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int64 {
    /// Divides and rounds down, so that the remainder is never negative.
    fileprivate func floor(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let result = quotientAndRemainder(dividingBy: divisor)
        return result.remainder < 0 ? (result.quotient - 1, result.remainder + divisor) : result
    }
}
