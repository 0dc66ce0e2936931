// SPDX-License-Identifier: Apache-2.0

/// Whole numbers of any length as the bytes of Java's `BigInteger`: two's complement, highest byte first, as few as possible.
enum TwosComplement {
    /// The bytes of a number of which the decimal digits are given; other characters, as a point or a sign, are passed over.
    static func bytes(ofDigits digits: Span<UInt8>, isNegative: Bool) -> [UInt8] {
        // Lowest byte first.
        var magnitude: [UInt8] = [0]
        for index in digits.indices {
            let digit = digits[index] &- UInt8(ascii: "0")
            guard digit < 10 else { continue }
            var carry = UInt16(digit)
            for place in magnitude.indices {
                let sum = UInt16(magnitude[place]) * 10 + carry
                magnitude[place] = UInt8(truncatingIfNeeded: sum)
                carry = sum >> 8
            }
            if carry > 0 { magnitude.append(UInt8(truncatingIfNeeded: carry)) }
        }
        // Room for the sign.
        magnitude.append(0)
        if isNegative {
            var carry: UInt16 = 1
            for place in magnitude.indices {
                let sum = UInt16(~magnitude[place]) + carry
                magnitude[place] = UInt8(truncatingIfNeeded: sum)
                carry = sum >> 8
            }
        }
        while magnitude.count > 1 {
            let (last, next) = (magnitude[magnitude.count - 1], magnitude[magnitude.count - 2])
            guard last == 0 && next < 0x80 || last == 0xff && next >= 0x80 else { break }
            magnitude.removeLast()
        }
        return magnitude.reversed()
    }
}
