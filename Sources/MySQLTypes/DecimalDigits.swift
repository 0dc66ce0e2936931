// SPDX-License-Identifier: Apache-2.0

/// Decimal digits of numbers as characters of one word or two, the first in the lowest byte.
enum DecimalDigits {
    /// The 16 characters of `value`, below 10^16.
    @inline(__always)
    static func sixteen(_ value: UInt64) -> UInt128 {
        let upper = value / 100_000_000
        let lower = value &- upper &* 100_000_000
        return UInt128(TextWriter.eightDigits(lower) | TextWriter.zeros) &<< 64
            | UInt128(TextWriter.eightDigits(upper) | TextWriter.zeros)
    }

    /// The two characters of `value`, below 100.
    @inline(__always)
    static func pair(_ value: UInt64) -> UInt64 {
        let tens = (value &* 103) >> 10
        return ((value &- tens &* 10) << 8 | tens) | 0x3030
    }

    /// How many digits `value` has; 1 for 0.
    @inline(__always)
    static func count(_ value: UInt64) -> Int {
        // 1233 / 4096 is a little more than the logarithm of 2, so that the guess is right or one too small.
        let guess = ((64 &- value.leadingZeroBitCount) &* 1233) >> 12
        return max(1, guess &+ (value >= powerOfTen(guess) ? 1 : 0))
    }

    /// 10 to the power of `exponent`, 0 to 19; more count as 19.
    @inline(__always)
    static func powerOfTen(_ exponent: Int) -> UInt64 {
        switch exponent {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1000
        case 4: 10_000
        case 5: 100_000
        case 6: 1_000_000
        case 7: 10_000_000
        case 8: 100_000_000
        case 9: 1_000_000_000
        case 10: 10_000_000_000
        case 11: 100_000_000_000
        case 12: 1_000_000_000_000
        case 13: 10_000_000_000_000
        case 14: 100_000_000_000_000
        case 15: 1_000_000_000_000_000
        case 16: 10_000_000_000_000_000
        case 17: 100_000_000_000_000_000
        case 18: 1_000_000_000_000_000_000
        default: 10_000_000_000_000_000_000
        }
    }
}
