// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// An exact decimal number of up to 65 digits, as DECIMAL columns hold it.
@frozen
public struct MySQLDecimal: Sendable {
    /// Whether the number is below zero; never set for zero.
    public var isNegative: Bool { hasMinus }
    @usableFromInline var hasMinus: Bool
    /// Digits of the column, in front of the point and behind it.
    public let precision: UInt8
    /// Digits of the column behind the point.
    public let scale: UInt8
    /// Groups of up to 9 digits in the order of the packed form: what is left over of the integer part, its whole groups,
    /// whole groups of the fraction, what is left over of it.
    @usableFromInline var words: [9 of UInt32]

    /// The largest number of digits.
    public static let maximumPrecision = 65
    /// The largest number of digits behind the point.
    public static let maximumScale = 30

    @inlinable
    init(zeroOf precision: Int, scale: Int) {
        hasMinus = false
        self.precision = UInt8(truncatingIfNeeded: precision)
        self.scale = UInt8(truncatingIfNeeded: scale)
        words = .init(repeating: 0)
    }

    /// Bytes of a packed group of so many digits (0 to 9).
    @inlinable
    @inline(__always)
    static func byteCount(digits: Int) -> Int {
        digits == 9 ? 4 : (digits &+ 1) >> 1
    }

    /// Bytes of the packed form; nil where no column has such digits.
    @inlinable
    public static func packedSize(precision: Int, scale: Int) -> Int? {
        guard precision >= 1, precision <= maximumPrecision, scale >= 0, scale <= maximumScale, scale <= precision
        else {
            return nil
        }
        let integer = precision - scale
        return integer / 9 * 4 + byteCount(digits: integer % 9) + scale / 9 * 4 + byteCount(digits: scale % 9)
    }

    /// Reads the packed form: groups of 9 digits as 4 bytes big-endian, the integer part's left-over digits first and the
    /// fraction's last in 1 to 4 bytes; the top bit of the first byte is set for numbers of zero and above, and below zero
    /// all bytes are inverted.
    ///
    /// Source: MySQL 9.7, `strings/decimal.cc`, `bin2decimal`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, precision: Int, scale: Int) throws(WireError) {
        guard let size = MySQLDecimal.packedSize(precision: precision, scale: scale) else {
            throw WireError(.invalidValue(UInt64(truncatingIfNeeded: precision)), at: reader.offset)
        }
        let start = reader.offset
        var bytes = WireReader(try reader.span(count: size))
        self.init(zeroOf: precision, scale: scale)
        let first = bytes.bytes[0]
        let isNegative = first & 0x80 == 0
        let mask: UInt64 = isNegative ? .max : 0
        // The sign bit stands in whatever group comes first; it is flipped there.
        var flip: UInt64 = 0x80
        var word = 0
        let integer = precision &- scale
        var any: UInt32 = 0
        let lead = integer % 9
        if lead > 0 {
            let width = MySQLDecimal.byteCount(digits: lead)
            let value = try MySQLDecimal.group(
                &bytes,
                width: width,
                mask: mask,
                flip: flip << UInt64(8 &* (width &- 1)),
                digits: lead,
                start
            )
            flip = 0
            words[word] = value
            any |= value
            word &+= 1
        }
        for _ in 0..<(integer / 9 &+ scale / 9) {
            let value = try MySQLDecimal.group(&bytes, width: 4, mask: mask, flip: flip << 24, digits: 9, start)
            flip = 0
            words[word] = value
            any |= value
            word &+= 1
        }
        let tail = scale % 9
        if tail > 0 {
            let width = MySQLDecimal.byteCount(digits: tail)
            let value = try MySQLDecimal.group(
                &bytes,
                width: width,
                mask: mask,
                flip: flip << UInt64(8 &* (width &- 1)),
                digits: tail,
                start
            )
            words[word] = value
            any |= value
        }
        hasMinus = isNegative && any != 0
    }

    @inlinable
    @inline(__always)
    @_lifetime(bytes: copy bytes)
    static func group(
        _ bytes: inout WireReader,
        width: Int,
        mask: UInt64,
        flip: UInt64,
        digits: Int,
        _ start: Int
    ) throws(WireError) -> UInt32 {
        // `width` is 1 to 4 bytes, so the inverted bits above them are cut off again.
        let value = (try bytes.bigEndian(width: width) ^ mask ^ flip) & (1 << UInt64(8 &* width) &- 1)
        guard value < (digits == 9 ? 1_000_000_000 : MySQLDecimal.powers[digits]) else {
            throw WireError(.invalidValue(value), at: start)
        }
        return UInt32(truncatingIfNeeded: value)
    }

    /// Powers of ten, by exponent.
    @usableFromInline static let powers: [10 of UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    ]
}

extension MySQLDecimal {
    /// Digits of each group in order.
    func groupDigits(_ index: Int) -> Int {
        let integer = Int(precision) - Int(scale)
        let lead = integer % 9
        if lead > 0, index == 0 { return lead }
        let whole = integer / 9 + Int(scale) / 9 + (lead > 0 ? 1 : 0)
        return index < whole ? 9 : Int(scale) % 9
    }

    /// Number of groups.
    var groupCount: Int {
        let integer = Int(precision) - Int(scale)
        return (integer + 8) / 9 + (Int(scale) + 8) / 9
    }

    /// Number of groups in front of the point.
    private var integerGroupCount: Int { (Int(precision) - Int(scale) + 8) / 9 }

    /// Writes the packed form.
    public func encode(into writer: inout WireWriter) {
        let mask: UInt64 = isNegative ? .max : 0
        var flip: UInt64 = 0x80
        for index in 0..<groupCount {
            let width = MySQLDecimal.byteCount(digits: groupDigits(index))
            writer.bigEndian((UInt64(words[index]) ^ mask) ^ (flip << UInt64(8 * (width - 1))), width: width)
            flip = 0
        }
    }

    /// Reads text such as `-12.34`; nil where it is no number, or has more digits than there is room for.
    public init?(_ text: some StringProtocol, precision: Int, scale: Int) {
        guard MySQLDecimal.packedSize(precision: precision, scale: scale) != nil else { return nil }
        self.init(zeroOf: precision, scale: scale)
        var bytes = Array(text.utf8)
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
        var integer = Array(bytes[..<point].drop { $0 == UInt8(ascii: "0") })
        var fraction = point < bytes.count ? Array(bytes[(point + 1)...]) : []
        guard !bytes.isEmpty, bytes != [UInt8(ascii: ".")], integer.count <= precision - scale, fraction.count <= scale,
            (integer + fraction).allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        else { return nil }
        integer.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: precision - scale - integer.count), at: 0)
        fraction.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: scale - fraction.count))
        let digits = integer + fraction
        var at = 0
        for index in 0..<groupCount {
            for _ in 0..<groupDigits(index) {
                words[index] = words[index] * 10 + UInt32(digits[at] - UInt8(ascii: "0"))
                at += 1
            }
        }
        hasMinus = isNegative && digits.contains { $0 != UInt8(ascii: "0") }
    }

    /// Appends the number as the server prints it: every digit behind the point, one digit at least in front of it.
    public func write(to text: inout TextWriter) {
        if isNegative { text.append(UInt8(ascii: "-")) }
        var isLeading = true
        for index in 0..<integerGroupCount {
            guard !isLeading || words[index] != 0 else { continue }
            text.append(UInt64(words[index]), minimumDigits: isLeading ? 1 : 9)
            isLeading = false
        }
        if isLeading { text.append(UInt8(ascii: "0")) }
        guard scale > 0 else { return }
        text.append(UInt8(ascii: "."))
        for index in integerGroupCount..<groupCount {
            text.append(UInt64(words[index]), minimumDigits: groupDigits(index))
        }
    }

    /// The number without its point, where 64 bits hold it.
    public var unscaled: Int64? {
        var magnitude: UInt64 = 0
        for index in 0..<groupCount {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: MySQLDecimal.powers[groupDigits(index)])
            let (sum, carry) = product.addingReportingOverflow(UInt64(words[index]))
            guard !overflow, !carry else { return nil }
            magnitude = sum
        }
        return isNegative ? Int64(exactly: -Int128(magnitude)) : Int64(exactly: magnitude)
    }
}

extension MySQLDecimal: Hashable, CustomStringConvertible {
    /// Whether both are the same number with the same digits behind the point, of columns of the same digits.
    public static func == (left: MySQLDecimal, right: MySQLDecimal) -> Bool {
        guard left.isNegative == right.isNegative, left.precision == right.precision, left.scale == right.scale else {
            return false
        }
        for index in 0..<9 where left.words[index] != right.words[index] { return false }
        return true
    }

    /// Feeds what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(isNegative)
        hasher.combine(scale)
        for index in 0..<9 { hasher.combine(words[index]) }
    }

    /// The number as the server prints it.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
