// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// An exact decimal number of up to 65 digits, as a DECIMAL column holds it.
///
///     let price = MySQLDecimal("-12.50", precision: 10, scale: 2)
///
/// Two are equal when sign, precision, scale and digits are the same: 1.0 and 1.00 differ.
@frozen
public struct MySQLDecimal: Sendable {
    /// Whether the number is below zero; packed bytes may say so of a zero, text never does.
    public var isNegative: Bool
    /// Digits in all, 1 to 65.
    public let precision: UInt8
    /// Digits behind the point, 0 to 30.
    public let scale: UInt8
    /// Digits in groups of nine, from the left: what is left over of the integer part, its full groups, then the
    /// fraction's full groups and what is left over of it; zeros behind.
    public var words: [9 of UInt32]

    @inlinable
    init(isNegative: Bool, precision: UInt8, scale: UInt8, words: [9 of UInt32]) {
        self.isNegative = isNegative
        self.precision = precision
        self.scale = scale
        self.words = words
    }

    /// Bytes that a packed number takes, or nil where no column can have that precision and scale.
    @inlinable
    @inline(__always)
    public static func packedSize(precision: Int, scale: Int) -> Int? {
        guard precision >= 1, precision <= 65, scale >= 0, scale <= 30, scale <= precision else { return nil }
        // Between 0 and 65 each: nothing below can overflow.
        let integer = UInt8(truncatingIfNeeded: precision &- scale)
        let fraction = UInt8(truncatingIfNeeded: scale)
        return Int((integer / 9 &+ fraction / 9) &* 4 &+ leftoverSize(integer % 9) &+ leftoverSize(fraction % 9))
    }

    /// Bytes of a group of 0 to 8 digits.
    @inlinable
    @inline(__always)
    static func leftoverSize(_ digits: UInt8) -> UInt8 { (digits &+ 1) >> 1 }

    /// The first number that has more digits than `digits`; a call, which is a look into a table where a switch that is inlined
    /// is a jump that is guessed wrong.
    @usableFromInline
    @inline(never)
    static func limit(digits: UInt8) -> UInt32 {
        switch digits {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1000
        case 4: 10_000
        case 5: 100_000
        case 6: 1_000_000
        case 7: 10_000_000
        case 8: 100_000_000
        default: 1_000_000_000
        }
    }

    /// Zero; `precision` and `scale` are not looked at before ``read(from:)``.
    @inlinable
    @inline(__always)
    public init(precision: Int, scale: Int) {
        self.init(
            isNegative: false,
            precision: UInt8(truncatingIfNeeded: precision),
            scale: UInt8(truncatingIfNeeded: scale),
            words: [9 of UInt32](repeating: 0)
        )
    }

    /// Reads the packed form: groups of nine digits in 4 bytes big-endian and the left-over digits of each side in
    /// 1 to 4; the top bit of the first byte is inverted, and so is every bit of a negative number.
    ///
    /// Source: MySQL 9.7, `strings/decimal.cc`, `bin2decimal`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, precision: Int, scale: Int) throws(WireError) {
        guard MySQLDecimal.packedSize(precision: precision, scale: scale) != nil else {
            throw WireError(.invalidValue(UInt64(truncatingIfNeeded: precision)), at: reader.offset)
        }
        self.init(precision: precision, scale: scale)
        try read(from: &reader)
    }

    /// Reads the packed form of a number of this precision and scale, which must be zero so far.
    ///
    /// The digits go straight to where they stay: a number made and then moved is read in larger pieces than it was written in,
    /// which the processor waits for.
    @inlinable
    @_lifetime(reader: copy reader)
    public mutating func read(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        guard let size = MySQLDecimal.packedSize(precision: Int(precision), scale: Int(scale)) else {
            throw WireError(.invalidValue(UInt64(precision)), at: start)
        }
        guard size <= reader.remaining else {
            throw WireError(.truncated(needed: size, available: reader.remaining), at: start)
        }
        let integer = precision &- scale
        isNegative = reader.bytes[start] & 0x80 == 0
        // All ones for a negative number; the inverted top bit is in the first group alone.
        let mask: UInt64 = isNegative ? .max : 0
        var signBit: UInt64 = 1
        var count = 0
        // The reader moves only once the whole number is known to be good.
        var cursor = reader
        let integerGroups = integer / 9
        let fractionGroups = scale / 9
        try readLeftover(integer &- integerGroups &* 9, mask, &signBit, &count, from: &cursor)
        for _ in 0..<(integerGroups &+ fractionGroups) {
            let stored = try cursor.bigEndian(width: 4)
            let value = UInt32(truncatingIfNeeded: stored ^ mask ^ (signBit &<< 31))
            guard value < 1_000_000_000 else { throw WireError(.invalidValue(UInt64(value)), at: cursor.offset &- 4) }
            signBit = 0
            words[count] = value
            count &+= 1
        }
        try readLeftover(scale &- fractionGroups &* 9, mask, &signBit, &count, from: &cursor)
        reader = cursor
    }

    /// Reads a group of 1 to 8 digits, or none.
    @inlinable
    @inline(__always)
    @_lifetime(reader: copy reader)
    mutating func readLeftover(
        _ digits: UInt8,
        _ mask: UInt64,
        _ signBit: inout UInt64,
        _ count: inout Int,
        from reader: inout WireReader
    ) throws(WireError) {
        guard digits > 0 else { return }
        let width = Int(MySQLDecimal.leftoverSize(digits))
        let bits = UInt64(truncatingIfNeeded: width &* 8)
        let stored = try reader.bigEndian(width: width)
        let value = (stored ^ mask ^ (signBit &<< (bits &- 1))) & (UInt64.max &>> (64 &- bits))
        guard value < UInt64(MySQLDecimal.limit(digits: digits)) else {
            throw WireError(.invalidValue(value), at: reader.offset &- width)
        }
        signBit = 0
        words[count] = UInt32(truncatingIfNeeded: value)
        count &+= 1
    }

    /// Writes the packed form, the same bytes that it was read from.
    public func encode(into writer: inout WireWriter) {
        let integer = precision &- scale
        let mask: UInt64 = isNegative ? .max : 0
        var signBit: UInt64 = 1
        var index = 0
        func put(_ digits: UInt8, into writer: inout WireWriter) {
            guard digits > 0 else { return }
            let width = digits == 9 ? 4 : Int(MySQLDecimal.leftoverSize(digits))
            writer.bigEndian((UInt64(words[index]) ^ (signBit << UInt64(8 * width - 1))) ^ mask, width: width)
            signBit = 0
            index += 1
        }
        put(integer % 9, into: &writer)
        for _ in 0..<(integer / 9) { put(9, into: &writer) }
        for _ in 0..<(scale / 9) { put(9, into: &writer) }
        put(scale % 9, into: &writer)
    }
}

extension MySQLDecimal: Hashable {
    /// Whether sign, precision, scale and every digit are the same.
    @inlinable
    public static func == (left: MySQLDecimal, right: MySQLDecimal) -> Bool {
        guard left.isNegative == right.isNegative, left.precision == right.precision, left.scale == right.scale else {
            return false
        }
        for index in 0..<9 where left.words[index] != right.words[index] { return false }
        return true
    }

    /// Feeds all that equality compares.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(isNegative)
        hasher.combine(precision)
        hasher.combine(scale)
        for index in 0..<9 { hasher.combine(words[index]) }
    }
}
