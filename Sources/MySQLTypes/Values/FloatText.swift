// SPDX-License-Identifier: Apache-2.0

/// Decimal digits of a positive number: `digits` holds `count` of them, and the point stands behind the first `point`.
private struct DecimalDigits {
    var digits: UInt64
    var count: Int
    var point: Int

    /// Powers of ten that 64 bits hold.
    static let powers: [20 of UInt64] = {
        var table: [20 of UInt64] = .init(repeating: 1)
        for exponent in 1..<20 { table[exponent] = table[exponent - 1] * 10 }
        return table
    }()

    /// Takes `digits` (not 0) and drops the zeros at their end; the point stands `scale` digits before that end.
    init(_ digits: UInt64, scale: Int) {
        self.digits = digits
        var dropped = 0
        while self.digits % 10 == 0, self.digits > 0 {
            self.digits /= 10
            dropped &+= 1
        }
        count = 1
        while count < 20, self.digits >= DecimalDigits.powers[count] { count &+= 1 }
        point = count &+ dropped &- scale
    }

    /// The fewest digits that read back as `value`, which is finite and above zero.
    init(shortest value: some BinaryFloatingPoint & CustomStringConvertible) {
        var digits: UInt64 = 0
        var scale = 0
        var exponent = 0
        var isFraction = false
        var isExponent = false
        var isSmall = false
        // At most 17 digits and one zero behind the point, then an exponent of at most three.
        for byte in value.description.utf8 {
            switch byte {
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"): isExponent = true
            case UInt8(ascii: "-"): isSmall = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte &- UInt8(ascii: "0")
                if isExponent {
                    exponent = exponent &* 10 &+ Int(digit)
                } else {
                    digits = digits &* 10 &+ UInt64(digit)
                    scale &+= isFraction ? 1 : 0
                }
            default: break
            }
        }
        self.init(digits, scale: scale &- (isSmall ? -exponent : exponent))
    }

    /// Keeps six digits, a tie going to the even one.
    ///
    /// No tie is missed by rounding the shortest digits of a double in place of the single's exact value: of all singles whose
    /// shortest digits as a double are seven, the last a 5, each is exactly that number (all 2,260,546 were looked at).
    init(sixOf value: Double) {
        self.init(shortest: value)
        guard count > 6 else { return }
        let unit = DecimalDigits.powers[count &- 6]
        let rest = digits % unit
        var kept = digits / unit
        if rest > unit / 2 || (rest == unit / 2 && kept & 1 == 1) { kept &+= 1 }
        self.init(kept, scale: 6 &- point)
    }
}

extension TextWriter {
    /// Appends `value` as servers print a DOUBLE: the fewest digits that read back as it, `1e15` from there upwards and `1e-16`
    /// from there downwards.
    ///
    /// What no server stores becomes `nan`, `inf` and `-inf`.
    ///
    /// Source: MySQL 9.7, `strings/dtoa.cc`, `my_gcvt`.
    public mutating func append(_ value: Double) {
        guard let magnitude = appendSign(of: value) else { return }
        if magnitude < 1e15 {
            let whole = UInt64(magnitude)
            if Double(whole) == magnitude { return append(whole) }
            // A number of up to 15 digits is the only one of them that reads back as its double: where the quotient of two
            // exact numbers is `value`, these are its shortest digits.
            var power = 1.0
            for scale in 1...4 {
                power *= 10
                let scaled = (magnitude * power).rounded()
                guard scaled < 1e15 else { break }
                if scaled / power == magnitude { return append(DecimalDigits(UInt64(scaled), scale: scale)) }
            }
        }
        append(DecimalDigits(shortest: magnitude))
    }

    /// Appends `value` as servers print a FLOAT: six digits, which lose some of what it holds.
    ///
    /// Source: MySQL 9.7, `strings/dtoa.cc`, `my_gcvt` with `MY_GCVT_ARG_FLOAT`.
    public mutating func append(_ value: Float) {
        guard let magnitude = appendSign(of: Double(value)) else { return }
        if magnitude < 1e6 {
            let whole = UInt64(magnitude)
            if Double(whole) == magnitude { return append(whole) }
        }
        append(DecimalDigits(sixOf: magnitude))
    }

    /// Appends `value` in the fewest digits that read back as the same single, in the form of ``append(_:)-(Double)``.
    public mutating func append(exactly value: Float) {
        guard let magnitude = appendSign(of: Double(value)) else { return }
        if magnitude < 16_777_216 {
            let whole = UInt64(magnitude)
            if Double(whole) == magnitude { return append(whole) }
        }
        append(DecimalDigits(shortest: Float(magnitude)))
    }

    /// Appends what stands before the digits, and gives the number to print; nil where nothing is left to print.
    private mutating func appendSign(of value: Double) -> Double? {
        guard !value.isNaN else {
            append("nan")
            return nil
        }
        if value.sign == .minus { append(UInt8(ascii: "-")) }
        guard value.isFinite else {
            append("inf")
            return nil
        }
        return value.magnitude
    }

    /// Appends digits in the form that their size asks for.
    private mutating func append(_ number: DecimalDigits) {
        let behind = number.count &- number.point
        switch number.point {
        case 1...15 where behind > 0:
            let unit = DecimalDigits.powers[behind]
            append(number.digits / unit)
            append(UInt8(ascii: "."))
            append(number.digits % unit, minimumDigits: behind)
        case 1...15:
            append(number.digits &* DecimalDigits.powers[-behind])
        case -14...0:
            append("0.")
            for _ in 0..<(-number.point) { append(UInt8(ascii: "0")) }
            append(number.digits)
        default:
            let unit = DecimalDigits.powers[number.count &- 1]
            append(number.digits / unit)
            if number.count > 1 {
                append(UInt8(ascii: "."))
                append(number.digits % unit, minimumDigits: number.count &- 1)
            }
            append(UInt8(ascii: "e"))
            append(Int64(number.point &- 1))
        }
    }
}
