// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// Days and moments as numbers.
enum CivilDay {
    /// Days since 1970-01-01; nil where there is no such day, as of zero dates.
    static func days(_ date: MySQLDate) -> Int? {
        let (year, month, day) = (Int(date.year), Int(date.month), Int(date.day))
        guard (1...12).contains(month), day >= 1, day <= length(month, of: year) else { return nil }
        // Years that begin in March, so that the leap day is their last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Microseconds since 1970-01-01 as if the time were in UTC; nil where there is no such day.
    static func microseconds(_ time: MySQLDateTime) -> Int64? {
        guard let days = days(time.date) else { return nil }
        let seconds = days * 86_400 + Int(time.hour) * 3600 + Int(time.minute) * 60 + Int(time.second)
        return Int64(seconds) * 1_000_000 + Int64(time.microseconds)
    }

    private static func length(_ month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}
