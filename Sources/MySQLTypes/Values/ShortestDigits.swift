// SPDX-License-Identifier: Apache-2.0

/// The fewest decimal digits that lead back to a binary number, apart from where they are printed.
///
/// The number is `0.digits` times 10 to the power of `pointPosition`.
struct ShortestDigits {
    /// Up to 17 digits, the first not zero unless all are; none of the last is zero.
    var significand: UInt64
    /// How many digits ``significand`` has; 1 for zero.
    var count: Int
    /// Digits before the point; 0 or less where zeros follow the point.
    var pointPosition: Int

    /// Takes the digits of `value`, which is finite and not negative.
    init(_ value: Double) {
        self.init(parsing: value.description)
    }

    /// Takes the digits of `value`, above zero, where it is a number of 1 to 4 decimals and at most 15 digits, as prices and
    /// measurements are; nil for all others.
    ///
    /// No two numbers of up to 15 digits lead to the same double. Where a whole number below 10^15 divided by a power of ten
    /// (both exact, so the quotient is the double nearest to the true one) is `value`, its digits are therefore the fewest;
    /// and a zero at their end would have been found with a smaller power.
    init?(fewDecimalsOf value: Double) {
        var power = 1.0
        for decimals in 1...4 {
            power *= 10
            let scaled = (value * power).rounded()
            guard scaled < 1e15 else { return nil }
            guard scaled >= 1, scaled / power == value else { continue }
            significand = UInt64(scaled)
            count = 1
            var limit: UInt64 = 10
            while limit <= significand {
                limit *= 10
                count += 1
            }
            pointPosition = count - decimals
            return
        }
        return nil
    }

    /// Takes the digits of `value`, which is finite and not negative.
    init(_ value: Float) {
        self.init(parsing: value.description)
    }

    /// Takes apart what the standard library prints: `12.0`, `0.001`, `1e-16`, `1.5e+300`.
    private init(parsing description: String) {
        significand = 0
        count = 0
        pointPosition = 0
        var behindPoint = false
        var behindExponent = false
        var exponent = 0
        var exponentIsNegative = false
        // Zeros at the end are held back until a digit follows them.
        var zeros = 0
        for character in description.utf8 {
            switch character {
            case UInt8(ascii: "."): behindPoint = true
            case UInt8(ascii: "e"): behindExponent = true
            case UInt8(ascii: "-"): exponentIsNegative = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = UInt64(character - UInt8(ascii: "0"))
                if behindExponent {
                    exponent = exponent * 10 + Int(digit)
                    continue
                }
                if digit != 0 {
                    for _ in 0...zeros { significand &*= 10 }
                    significand &+= digit
                    count += zeros + 1
                    zeros = 0
                } else if significand != 0 {
                    zeros += 1
                }
                if !behindPoint && significand != 0 { pointPosition += 1 }
                if behindPoint && significand == 0 { pointPosition -= 1 }
            default: break
            }
        }
        pointPosition += exponentIsNegative ? -exponent : exponent
        if significand == 0 {
            count = 1
            pointPosition = 1
        }
    }

    /// Rounds to at most `limit` digits, 1 to 17, halves to the even neighbour, and drops the zeros at the end.
    ///
    /// For the digits of a `Double` that was a `Float`, and 6 digits, this is the correct rounding of the number itself:
    /// digits that end in a lone 5 behind the sixth are exact there, in each of the 2,260,546 positive numbers that have such.
    mutating func round(to limit: Int) {
        guard count > limit else { return }
        var divisor: UInt64 = 1
        for _ in 0..<(count - limit) { divisor *= 10 }
        let rest = significand % divisor
        significand /= divisor
        count = limit
        if rest > divisor / 2 || (rest == divisor / 2 && significand & 1 == 1) {
            significand += 1
            // All digits were 9: one more before the point.
            if significand == ShortestDigits.powerOfTen(limit) {
                significand = 1
                count = 1
                pointPosition += 1
            }
        }
        while count > 1, significand % 10 == 0 {
            significand /= 10
            count -= 1
        }
    }

    private static func powerOfTen(_ exponent: Int) -> UInt64 {
        var power: UInt64 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    /// The digits with zeros behind, up to `count` of them.
    func padded(to count: Int) -> UInt64 {
        var padded = significand
        for _ in 0..<max(0, count - self.count) { padded *= 10 }
        return padded
    }
}
