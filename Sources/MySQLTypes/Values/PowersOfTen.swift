// SPDX-License-Identifier: Apache-2.0

/// The highest 128 bits of powers of ten, rounded up: what turning a binary number into decimal digits needs.
enum PowersOfTen {
    /// The least and the greatest power that a `Double` needs.
    static let exponents = -292...324

    /// For 10^e, the number g from 2^127 up to 2^128 for which g - 1 < 10^e / 2^n <= g with a whole n.
    ///
    /// Made from exact arithmetic when first asked for: 617 numbers of 16 bytes.
    static let significands: [UInt128] = negative.reversed() + positive

    /// 10^0, 10^1, … by multiplying.
    private static var positive: [UInt128] {
        var number: [UInt64] = [1]
        return (0...exponents.upperBound).map { exponent in
            if exponent > 0 { multiplyByTen(&number) }
            let (top, isExact) = top(of: number)
            return isExact ? top : top + 1
        }
    }

    /// 10^-1, 10^-2, … by dividing a power of two that leaves 128 bits and more; rounding down twice is rounding down once, and
    /// none of these is exact.
    private static var negative: [UInt128] {
        var number = Array(repeating: UInt64(0), count: 18) + [1]
        return (1...(-exponents.lowerBound)).map { _ in
            divideByTen(&number)
            return top(of: number).bits + 1
        }
    }

    private static func multiplyByTen(_ number: inout [UInt64]) {
        var carry: UInt64 = 0
        for index in number.indices {
            let product = number[index].multipliedFullWidth(by: 10)
            let (low, overflow) = product.low.addingReportingOverflow(carry)
            number[index] = low
            carry = product.high + (overflow ? 1 : 0)
        }
        if carry > 0 { number.append(carry) }
    }

    private static func divideByTen(_ number: inout [UInt64]) {
        var rest: UInt64 = 0
        for index in number.indices.reversed() {
            // The rest is below 10, so the quotient fits.
            let divided = (10 as UInt64).dividingFullWidth((rest, number[index]))
            number[index] = divided.quotient
            rest = divided.remainder
        }
        while number.count > 2, number.last == 0 { number.removeLast() }
    }

    /// The 128 bits from the highest one on, and whether all below are zero.
    private static func top(of number: [UInt64]) -> (bits: UInt128, isExact: Bool) {
        func limb(_ fromTop: Int) -> UInt64 { fromTop < number.count ? number[number.count - 1 - fromTop] : 0 }
        let shift = UInt64(limb(0).leadingZeroBitCount)
        let below = shift == 0 ? 0 : limb(2) >> (64 - shift)
        let bits = (UInt128(limb(0)) << 64 | UInt128(limb(1))) << UInt128(shift) | UInt128(below)
        let isExact = limb(2) << shift == 0 && number.dropLast(3).allSatisfy { $0 == 0 }
        return (bits, isExact)
    }
}
