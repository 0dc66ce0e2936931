// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// Exact decimal digits of numbers that are neither so small nor so large that C would write an exponent.
struct SignificantDigits {
    private var integer: UInt64
    /// Digits behind the point, and how many.
    private var fraction: [24 of UInt8] = .init(repeating: 0)
    private var count = 0
    private let isNegative: Bool

    /// Rounds `value` to `precision` (at most 20) digits, a half to the even one, as `%g` does; nil where that would write an
    /// exponent, or the value is no number.
    init?(_ value: Double, precision: Int) {
        isNegative = value.sign == .minus
        let magnitude = value.magnitude
        guard magnitude >= 1e-4, magnitude < 1e18 else { return nil }
        let significand = magnitude.significandBitPattern | 1 << 52
        // The value is the significand divided by 2 to the power of this; up to 66, since it is 1e-4 or more.
        let shift = 52 - Int(magnitude.exponent)
        guard shift > 0 else {
            integer = significand << UInt64(-shift)
            guard SignificantDigits.count(integer) <= precision else { return nil }
            return
        }
        integer = shift < 64 ? significand >> UInt64(shift) : 0
        let length = integer == 0 ? 0 : SignificantDigits.count(integer)
        guard length <= precision else { return nil }
        let unit = UInt128(1) << UInt128(shift)
        var rest = UInt128(significand) & (unit - 1)
        var missing = precision - length
        var hasBegun = length > 0
        while missing > 0, rest != 0, count < 24 {
            rest *= 10
            let digit = UInt8(truncatingIfNeeded: rest >> UInt128(shift))
            rest &= unit - 1
            fraction[count] = digit
            count += 1
            // Zeros behind the point do not count until another digit came.
            hasBegun = hasBegun || digit != 0
            if hasBegun { missing -= 1 }
        }
        let isOdd = (count > 0 ? UInt64(fraction[count - 1]) : integer) & 1 != 0
        let isUp = rest * 2 > unit || (rest * 2 == unit && isOdd)
        if isUp { roundUp() }
        guard integer == 0 || SignificantDigits.count(integer) <= precision else { return nil }
        while count > 0, fraction[count - 1] == 0 { count -= 1 }
    }

    private mutating func roundUp() {
        var index = count - 1
        while index >= 0 {
            if fraction[index] < 9 {
                fraction[index] += 1
                return
            }
            fraction[index] = 0
            index -= 1
        }
        integer += 1
    }

    private static func count(_ value: UInt64) -> Int {
        var count = 1
        var rest = value / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }

    /// Appends the digits.
    func write(to text: inout TextWriter) {
        if isNegative { text.append(UInt8(ascii: "-")) }
        text.append(integer)
        guard count > 0 else { return }
        text.append(UInt8(ascii: "."))
        for index in 0..<count { text.append(UInt8(ascii: "0") + fraction[index]) }
    }
}
