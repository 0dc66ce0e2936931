// SPDX-License-Identifier: Apache-2.0

extension TextWriter {
    /// Appends `value` as the servers print a DOUBLE column: the fewest digits that lead back to it, with an exponent below
    /// 1e-15 and, unless digits stand behind the point (1234567890123456.8), from 1e15 on.
    ///
    /// What no column can hold appears as `nan`, `inf` and `-inf`.
    ///
    /// Source: MySQL 9.7, `strings/dtoa.cc`, `my_gcvt`.
    public mutating func append(_ value: Double) {
        guard value.isFinite else {
            append(text: value.description)
            return
        }
        // Below 1e15 a whole number is its own shortest text, and the most frequent one.
        if value.magnitude < 1e15, let whole = Int64(exactly: value), whole != 0 {
            append(whole)
            return
        }
        if value.sign == .minus { append(UInt8(ascii: "-")) }
        append(ShortestDigits(fewDecimalsOf: value.magnitude) ?? ShortestDigits(value.magnitude))
    }

    /// Appends `value` with the fewest digits that lead back to it, laid out as the servers lay out numbers.
    ///
    /// The servers themselves print a FLOAT column with no more than six digits (16777216 as 16777200), which does not
    /// lead back to it: ``append(asServer:)``.
    ///
    /// What no column can hold appears as `nan`, `inf` and `-inf`.
    public mutating func append(_ value: Float) {
        guard value.isFinite else {
            append(text: value.description)
            return
        }
        if value.sign == .minus { append(UInt8(ascii: "-")) }
        append(ShortestDigits(value.magnitude))
    }

    /// Appends `value` as the servers print a FLOAT column: rounded to six digits, with an exponent from 1e15 on and below
    /// 1e-15.
    ///
    /// Source: MySQL 9.7, `strings/dtoa.cc`, `my_gcvt` with `MY_GCVT_ARG_FLOAT`.
    public mutating func append(asServer value: Float) {
        guard value.isFinite else {
            append(text: value.description)
            return
        }
        if value.sign == .minus { append(UInt8(ascii: "-")) }
        var digits = ShortestDigits(Double(value.magnitude))
        digits.round(to: 6)
        append(digits)
    }

    /// Appends `value` with one digit before the point, five behind it and an exponent of at least two digits, as C's
    /// `%.5e` does.
    mutating func append(scientific value: Float) {
        guard value.isFinite else {
            append(text: value.description)
            return
        }
        if value.sign == .minus { append(UInt8(ascii: "-")) }
        var digits = ShortestDigits(Double(value.magnitude))
        digits.round(to: 6)
        let six = digits.padded(to: 6)
        append(six / 100_000)
        append(UInt8(ascii: "."))
        append(six % 100_000, minimumDigits: 5)
        append(UInt8(ascii: "e"))
        let exponent = digits.pointPosition - 1
        append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        append(UInt64(exponent.magnitude), minimumDigits: 2)
    }

    /// Appends digits with their point, or with an exponent where the point is far from them.
    private mutating func append(_ digits: ShortestDigits) {
        let point = digits.pointPosition
        if point > 0 && point < digits.count {
            append(splitting: digits, at: point)
        } else if point > 15 || point < -14 {
            append(splitting: digits, at: 1)
            append(UInt8(ascii: "e"))
            append(point - 1)
        } else if point <= 0 {
            append("0.")
            for _ in 0..<(-point) { append(UInt8(ascii: "0")) }
            append(digits.significand)
        } else {
            append(digits.padded(to: point))
        }
    }

    /// Appends `digits` with a point after the first `point` of them, where any follow.
    private mutating func append(splitting digits: ShortestDigits, at point: Int) {
        let behind = digits.count - point
        guard behind > 0 else {
            append(digits.significand)
            return
        }
        var divisor: UInt64 = 1
        for _ in 0..<behind { divisor *= 10 }
        append(digits.significand / divisor)
        append(UInt8(ascii: "."))
        append(digits.significand % divisor, minimumDigits: behind)
    }
}
