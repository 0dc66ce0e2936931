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
        let exponent = Int(value.bitPattern >> 52 & 0x7ff)
        let fraction = value.bitPattern & ((1 << 52) - 1)
        self.init(
            exponent == 0 ? fraction : fraction | 1 << 52,
            timesTwoToThe: max(exponent, 1) &- 1075,
            isLowerNeighbourNearer: fraction == 0 && exponent > 1
        )
    }

    /// Takes the digits of `value`, which is finite and not negative.
    init(_ value: Float) {
        let exponent = Int(value.bitPattern >> 23 & 0xff)
        let fraction = UInt64(value.bitPattern & ((1 << 23) - 1))
        self.init(
            exponent == 0 ? fraction : fraction | 1 << 23,
            timesTwoToThe: max(exponent, 1) &- 150,
            isLowerNeighbourNearer: fraction == 0 && exponent > 1
        )
    }

    /// The shortest number in the interval that rounds to `binary` times 2^`exponent`, and the nearest to it among those.
    ///
    /// The interval's ends and its middle are scaled by a power of ten such that it holds at least one whole number and at most
    /// one multiple of ten. Products are cut to 64 bits with the lowest set where anything was cut off, which keeps every
    /// comparison exact.
    ///
    /// - Parameters:
    ///   - binary: Below 2^53.
    ///   - exponent: That of a `Double` or `Float`.
    ///   - isLowerNeighbourNearer: Whether the next number below is half as far as the one above.
    ///
    /// Source: R. Giulietti, "The Schubfach way to render doubles" (2020).
    private init(_ binary: UInt64, timesTwoToThe exponent: Int, isLowerNeighbourNearer: Bool) {
        guard binary != 0 else {
            (significand, count, pointPosition) = (0, 1, 1)
            return
        }
        // Whole logarithms by products that are exact for all exponents that occur.
        let power = (exponent &* 1_262_611 &- (isLowerNeighbourNearer ? 524_031 : 0)) >> 22
        let shift = UInt64(truncatingIfNeeded: exponent &+ (0 &- power &* 1_741_647) >> 19 &+ 1)
        let scale = PowersOfTen.significands[0 &- power &- PowersOfTen.exponents.lowerBound]
        let lower = Self.product(scale, (4 &* binary &- 2 &+ (isLowerNeighbourNearer ? 1 : 0)) &<< shift) &+ binary & 1
        let middle = Self.product(scale, 4 &* binary &<< shift)
        let upper = Self.product(scale, (4 &* binary &+ 2) &<< shift) &- binary & 1
        var digits = middle >> 2
        let tens = digits / 10
        let isTenBelowInside = tens > 0 && lower <= 40 &* tens
        let isTenAboveInside = tens > 0 && 40 &* tens &+ 40 <= upper
        var pointPosition = power
        if isTenBelowInside != isTenAboveInside {
            digits = tens &+ (isTenAboveInside ? 1 : 0)
            pointPosition &+= 1
        } else {
            let isBelowInside = lower <= 4 &* digits
            let isAboveInside = 4 &* digits &+ 4 <= upper
            if isBelowInside != isAboveInside {
                digits &+= isAboveInside ? 1 : 0
            } else {
                let half = 4 &* digits &+ 2
                digits &+= middle > half || (middle == half && digits & 1 == 1) ? 1 : 0
            }
        }
        significand = digits
        count = 0
        self.pointPosition = pointPosition
        dropZeros()
        count = DecimalDigits.count(significand)
        self.pointPosition &+= count
    }

    /// The upper 64 bits of the product, the lowest of them set where bits below were.
    @inline(__always)
    private static func product(_ scale: UInt128, _ factor: UInt64) -> UInt64 {
        let low = UInt64(truncatingIfNeeded: scale).multipliedFullWidth(by: factor).high
        let high = UInt64(truncatingIfNeeded: scale >> 64).multipliedFullWidth(by: factor)
        let (rest, carries) = high.low.addingReportingOverflow(low)
        return (high.high &+ (carries ? 1 : 0)) | (rest > 1 ? 1 : 0)
    }

    /// Takes the zeros off the end of the digits, which are not all zero, and moves the point along.
    @inline(__always)
    private mutating func dropZeros() {
        while significand % 100_000_000 == 0 { drop(8) }
        if significand % 10_000 == 0 { drop(4) }
        if significand % 100 == 0 { drop(2) }
        if significand % 10 == 0 { drop(1) }
    }

    @inline(__always)
    private mutating func drop(_ zeros: Int) {
        significand /= DecimalDigits.powerOfTen(zeros)
        pointPosition &+= zeros
    }

    /// Rounds to at most `limit` digits, 1 to 17, halves to the even neighbour, and drops the zeros at the end.
    ///
    /// For the digits of a `Double` that was a `Float`, and 6 digits, this is the correct rounding of the number itself:
    /// digits that end in a lone 5 behind the sixth are exact there, in each of the 2,260,546 positive numbers that have such.
    mutating func round(to limit: Int) {
        guard count > limit else { return }
        let divisor = DecimalDigits.powerOfTen(count - limit)
        let (quotient, rest) = significand.quotientAndRemainder(dividingBy: divisor)
        significand = quotient
        count = limit
        if rest > divisor / 2 || (rest == divisor / 2 && significand & 1 == 1) {
            significand += 1
            // All digits were 9: one more before the point.
            if significand == DecimalDigits.powerOfTen(limit) {
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

    /// The digits with zeros behind, up to `count` of them.
    func padded(to count: Int) -> UInt64 {
        significand &* DecimalDigits.powerOfTen(max(0, count - self.count))
    }
}
