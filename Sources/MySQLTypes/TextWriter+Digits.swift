// SPDX-License-Identifier: Apache-2.0

extension TextWriter {
    /// Appends `value` in decimal digits.
    @inlinable
    @inline(__always)
    public mutating func append(_ value: UInt64) {
        if value < 100_000_000 {
            append(small: value, minimumDigits: 1)
        } else {
            append(large: value)
        }
    }

    /// Appends `value` in decimal digits, with a minus sign where it is negative.
    @inlinable
    @inline(__always)
    public mutating func append(_ value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(value.magnitude)
    }

    /// Appends `value` in decimal digits.
    @inlinable
    @inline(__always)
    public mutating func append(_ value: Int) {
        append(Int64(value))
    }

    /// Appends `text` and `value` in decimal digits: what ``append(_:)`` does with one after the other, in one step.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: ShortText, _ value: UInt64) {
        append(text, value, isNegative: false)
    }

    /// Appends `text` and `value` in decimal digits, with a minus sign where it is negative.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: ShortText, _ value: Int64) {
        append(text, value.magnitude, isNegative: value < 0)
    }

    @inlinable
    @inline(__always)
    mutating func append(_ text: ShortText, _ value: UInt64, isNegative: Bool) {
        guard value >= 100_000_000 else {
            let digits = TextWriter.eightDigits(value)
            let zeros = min(digits.trailingZeroBitCount &>> 3, 7)
            let word = (digits | TextWriter.zeros) &>> UInt64(truncatingIfNeeded: zeros &<< 3)
            return put(text, isNegative: isNegative, word, 8 &- zeros)
        }
        let upper = value / 100_000_000
        let low = TextWriter.eightDigits(value &- upper &* 100_000_000) | TextWriter.zeros
        let top = upper / 100_000_000
        let high = TextWriter.eightDigits(top == 0 ? upper : top)
        let zeros = high.trailingZeroBitCount &>> 3
        let word = (high | TextWriter.zeros) &>> UInt64(truncatingIfNeeded: zeros &<< 3)
        guard top > 0 else { return put(text, isNegative: isNegative, word, 8 &- zeros, low, 8) }
        let middle = TextWriter.eightDigits(upper &- top &* 100_000_000) | TextWriter.zeros
        put(text, isNegative: isNegative, word, 8 &- zeros, middle, 8, low, 8)
    }

    /// Appends `value` in decimal digits, with zeros in front up to `minimumDigits` (at most 20).
    @inlinable
    public mutating func append(_ value: UInt64, minimumDigits: Int) {
        if value < 100_000_000, minimumDigits <= 8 {
            append(small: value, minimumDigits: max(0, minimumDigits))
        } else {
            append(filled: value, minimumDigits: minimumDigits)
        }
    }

    /// Appends a number below 100,000,000 with zeros in front up to `minimumDigits`, which is 0 to 8.
    @inlinable
    @inline(__always)
    mutating func append(small value: UInt64, minimumDigits: Int) {
        let digits = TextWriter.eightDigits(value)
        // The first digit is in the lowest byte: zeros below the first other digit are not written.
        let zeros = min(digits.trailingZeroBitCount &>> 3, 8 &- minimumDigits)
        put((digits | TextWriter.zeros) &>> UInt64(truncatingIfNeeded: zeros &<< 3), 8 &- zeros)
    }

    /// Appends a number of more than 8 digits.
    @inlinable
    @inline(__always)
    mutating func append(large value: UInt64) {
        let upper = value / 100_000_000
        let low = TextWriter.eightDigits(value &- upper &* 100_000_000) | TextWriter.zeros
        if upper < 100_000_000 {
            let high = TextWriter.eightDigits(upper)
            let zeros = high.trailingZeroBitCount &>> 3
            put((high | TextWriter.zeros) &>> UInt64(truncatingIfNeeded: zeros &<< 3), 8 &- zeros, low, 8)
            return
        }
        let top = upper / 100_000_000
        let high = TextWriter.eightDigits(top)
        let zeros = high.trailingZeroBitCount &>> 3
        let middle = TextWriter.eightDigits(upper &- top &* 100_000_000) | TextWriter.zeros
        put((high | TextWriter.zeros) &>> UInt64(truncatingIfNeeded: zeros &<< 3), 8 &- zeros, middle, 8, low, 8)
    }

    /// Appends what has many digits, or shall have.
    @usableFromInline
    mutating func append(filled value: UInt64, minimumDigits: Int) {
        var length = 1
        var bound: UInt64 = 10
        while length < 20, value >= bound {
            length += 1
            // Overflows behind the last bound only, which is not looked at.
            bound = bound &* 10
        }
        for _ in 0..<max(0, min(20, minimumDigits) - length) { append(UInt8(ascii: "0")) }
        append(value)
    }

    /// `0` in each byte.
    @usableFromInline static let zeros: UInt64 = 0x3030_3030_3030_3030

    /// The eight digits of a number below 100,000,000 as numbers, the first in the lowest byte.
    ///
    /// Halves, quarters and eighths are divided side by side: by 10,000, then by 100 in each half, then by 10 in each
    /// quarter. The products divide exactly for what can stand there: 10,486 / 2^20 up to 9,999, 103 / 2^10 up to 99.
    @inlinable
    @inline(__always)
    static func eightDigits(_ value: UInt64) -> UInt64 {
        let upper = value / 10_000
        var lanes = upper | (value &- upper &* 10_000) &<< 32
        let hundreds = ((lanes &* 10_486) &>> 20) & 0x0000_007f_0000_007f
        lanes = hundreds | (lanes &- hundreds &* 100) &<< 16
        let tens = ((lanes &* 103) &>> 10) & 0x000f_000f_000f_000f
        return tens | (lanes &- tens &* 10) &<< 8
    }

    /// Appends two digits, or three from 100 on.
    public mutating func append(twoDigits value: UInt8) {
        guard value < 100 else {
            append(UInt64(value))
            return
        }
        put(DecimalDigits.pair(UInt64(value)), 2)
    }

    /// Appends the two hexadecimal digits of `byte`.
    public mutating func append(hex byte: UInt8, uppercase: Bool = false) {
        let letters: UInt8 = uppercase ? 55 : 87
        let high = byte >> 4
        let low = byte & 15
        let first = high < 10 ? 48 &+ high : letters &+ high
        let second = low < 10 ? 48 &+ low : letters &+ low
        put(UInt64(first) | UInt64(second) &<< 8, 2)
    }
}
