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
        lend(TextRoom.doubleLength) { room in _ = room.put(value) }
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
        let digits = ShortestDigits(value.magnitude)
        lend(TextRoom.doubleLength) { room in
            if value.sign == .minus { room.put(UInt8(ascii: "-")) }
            _ = room.put(digits)
        }
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
        var digits = ShortestDigits(Double(value.magnitude))
        digits.round(to: 6)
        lend(TextRoom.doubleLength) { room in
            if value.sign == .minus { room.put(UInt8(ascii: "-")) }
            _ = room.put(digits)
        }
    }

    /// Appends `value` with one digit before the point, five behind it and an exponent of at least two digits, as C's
    /// `%.5e` does.
    mutating func append(scientific value: Float) {
        guard value.isFinite else {
            append(text: value.description)
            return
        }
        var digits = ShortestDigits(Double(value.magnitude))
        digits.round(to: 6)
        let six = digits.padded(to: 6)
        let exponent = digits.pointPosition - 1
        lend(TextRoom.doubleLength) { room in
            if value.sign == .minus { room.put(UInt8(ascii: "-")) }
            room.put(six / 100_000)
            room.put(UInt8(ascii: "."))
            room.put(six % 100_000, digits: 5)
            room.put(UInt8(ascii: "e"))
            room.put(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
            room.put(UInt64(exponent.magnitude), minimumDigits: 2)
        }
    }
}

extension TextRoom {
    /// Bytes that no `Double` exceeds: a sign, `0.`, 14 zeros and 17 digits.
    static let doubleLength = 40

    /// Appends a finite number as ``TextWriter/append(_:)-(Double)`` does, and answers whether a point or an exponent is in it.
    mutating func put(_ value: Double) -> Bool {
        // Below 1e15 a whole number is its own shortest text, and the most frequent one.
        if value.magnitude < 1e15, let whole = Int64(exactly: value), whole != 0 {
            put(whole)
            return false
        }
        if value.sign == .minus { put(UInt8(ascii: "-")) }
        return put(ShortestDigits(value.magnitude))
    }

    /// Appends digits with their point, or with an exponent where the point is far from them, and answers whether either is.
    mutating func put(_ digits: ShortestDigits) -> Bool {
        let point = digits.pointPosition
        if point > 0 && point < digits.count {
            put(digits, pointAfter: point)
        } else if point > 15 || point < -14 {
            put(digits, pointAfter: 1)
            put(UInt8(ascii: "e"))
            put(Int64(point - 1))
        } else if point <= 0 {
            put(word: 0x2e30, 2)
            var zeros = 0 &- point
            while zeros > 0 {
                put(word: TextWriter.zeros, min(zeros, 8))
                zeros &-= 8
            }
            put(digits.significand)
        } else {
            put(digits.padded(to: point))
            return false
        }
        return true
    }

    /// Appends `digits` with a point after the first `point` of them, where any follow.
    private mutating func put(_ digits: ShortestDigits, pointAfter point: Int) {
        guard point < digits.count else {
            put(digits.significand)
            return
        }
        var rest = digits.significand
        var front = point
        var count = digits.count
        if count > 16 {
            // At most 17: one goes in front of the 16 that fit in two words.
            let first = rest / 10_000_000_000_000_000
            put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: first))
            rest &-= first &* 10_000_000_000_000_000
            front &-= 1
            count = 16
        }
        let unused = UInt128(truncatingIfNeeded: 8 &* (16 &- count))
        put(DecimalDigits.sixteen(rest) &>> unused, count, pointAfter: front)
    }
}
