// SPDX-License-Identifier: Apache-2.0

extension TextRoom {
    /// Appends `value` in decimal digits.
    @inline(__always)
    mutating func put(_ value: UInt64) {
        if value < 100_000_000 {
            putUpToEight(value)
        } else {
            putMoreThanEight(value)
        }
    }

    /// Appends `value` in decimal digits, with a minus sign where it is negative.
    @inline(__always)
    mutating func put(_ value: Int64) {
        if value < 0 { put(UInt8(ascii: "-")) }
        put(value.magnitude)
    }

    /// Appends a number below 10^8.
    @inline(__always)
    private mutating func putUpToEight(_ value: UInt64) {
        let digits = TextWriter.eightDigits(value)
        // Zeros in front are the lowest bytes; one of eight stays.
        let leading = min(digits.trailingZeroBitCount >> 3, 7)
        put(word: (digits | TextWriter.zeros) &>> UInt64(truncatingIfNeeded: leading &* 8), 8 &- leading)
    }

    private mutating func putMoreThanEight(_ value: UInt64) {
        let upper = value / 100_000_000
        if upper < 100_000_000 {
            putUpToEight(upper)
        } else {
            let top = upper / 100_000_000
            putUpToEight(top)
            put(eight: upper &- top &* 100_000_000)
        }
        put(eight: value &- upper &* 100_000_000)
    }

    /// Appends the 8 digits of a number below 10^8.
    @inline(__always)
    mutating func put(eight value: UInt64) {
        put(word: TextWriter.eightDigits(value) | TextWriter.zeros, 8)
    }

    /// Appends the last `count` digits of `value`, 0 to 16 of them, zeros in front of it where it has fewer.
    @inline(__always)
    mutating func put(_ value: UInt64, digits count: Int) {
        guard count > 8 else {
            put(lastDigits: count, of: value)
            return
        }
        let upper = value / 100_000_000
        put(lastDigits: count &- 8, of: upper)
        put(eight: value &- upper &* 100_000_000)
    }

    /// Appends the last `count` digits, 0 to 8, of a number below 10^8.
    @inline(__always)
    private mutating func put(lastDigits count: Int, of value: UInt64) {
        guard count > 0 else { return }
        let digits = TextWriter.eightDigits(value) | TextWriter.zeros
        put(word: digits &>> UInt64(truncatingIfNeeded: (8 &- count) &* 8), count)
    }

    /// Appends `value` with zeros in front up to `minimumDigits`, 0 to 16.
    mutating func put(_ value: UInt64, minimumDigits: Int) {
        guard value < DecimalDigits.powerOfTen(minimumDigits) else {
            put(value)
            return
        }
        put(value, digits: minimumDigits)
    }

    /// Appends `YYYY-MM-DD`; what does not fit in its digits takes more.
    mutating func put(year: UInt64, month: UInt64, day: UInt64) {
        guard year < 10_000, month < 100, day < 100 else {
            put(year, minimumDigits: 4)
            put(UInt8(ascii: "-"))
            put(month, minimumDigits: 2)
            put(UInt8(ascii: "-"))
            put(day, minimumDigits: 2)
            return
        }
        let century = year / 100
        let front = DecimalDigits.pair(century) | DecimalDigits.pair(year &- century &* 100) << 16
        put(word: front | 0x2d << 32 | DecimalDigits.pair(month) << 40 | 0x2d << 56, 8)
        put(word: DecimalDigits.pair(day), 2)
    }

    /// Appends `hh:mm:ss`; what does not fit in its digits takes more.
    mutating func put(hour: UInt64, minute: UInt64, second: UInt64) {
        guard hour < 100, minute < 100, second < 100 else {
            put(hour, minimumDigits: 2)
            put(UInt8(ascii: ":"))
            put(minute, minimumDigits: 2)
            put(UInt8(ascii: ":"))
            put(second, minimumDigits: 2)
            return
        }
        let front = DecimalDigits.pair(hour) | 0x3a << 16 | DecimalDigits.pair(minute) << 24 | 0x3a << 40
        put(word: front | DecimalDigits.pair(second) << 48, 8)
    }

    /// Appends the point and the first `digits` digits of the fraction; nothing for 0 digits.
    mutating func put(microseconds: UInt32, digits: UInt8) {
        let count = FractionalSeconds.clamped(digits)
        guard count > 0 else { return }
        put(UInt8(ascii: "."))
        // A fraction of a million or more is in damaged values only: all of it is shown.
        let unit = FractionalSeconds.powerOfTen(FractionalSeconds.maximumDigits &- count)
        put(UInt64(microseconds / unit), minimumDigits: count)
    }
}
