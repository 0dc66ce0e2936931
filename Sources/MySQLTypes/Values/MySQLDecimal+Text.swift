// SPDX-License-Identifier: Apache-2.0

import MySQLWire

extension MySQLDecimal: CustomStringConvertible {
    /// Reads `text`: an optional sign, digits and an optional point with digits behind it.
    ///
    /// Nil where it is no such text, where a digit other than zero has no place in `precision` and `scale`, or where no
    /// column can have them.
    public init?(_ text: some StringProtocol, precision: Int, scale: Int) {
        guard MySQLDecimal.packedSize(precision: precision, scale: scale) != nil else { return nil }
        let integer = precision - scale
        var characters = text.utf8[...]
        var negative = false
        if let first = characters.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            negative = first == UInt8(ascii: "-")
            characters = characters.dropFirst()
        }
        let point = characters.firstIndex(of: UInt8(ascii: ".")) ?? characters.endIndex
        let whole = characters[..<point]
        let part = characters[point...].dropFirst()
        guard !whole.isEmpty || !part.isEmpty,
            whole.allSatisfy(MySQLDecimal.isDigit), part.allSatisfy(MySQLDecimal.isDigit)
        else { return nil }
        let significant = whole.drop { $0 == UInt8(ascii: "0") }
        guard significant.count <= integer, part.dropFirst(scale).allSatisfy({ $0 == UInt8(ascii: "0") }) else {
            return nil
        }

        // The place of a digit counted from the first one of the leading group, were that group full.
        var words: [9 of UInt32] = .init(repeating: 0)
        var place = (9 - integer % 9) % 9 + integer - significant.count
        for character in significant {
            words[place / 9] = words[place / 9] * 10 + UInt32(character - UInt8(ascii: "0"))
            place += 1
        }
        let fractionStart = (integer + 8) / 9
        place = 0
        for character in part.prefix(scale) {
            let word = fractionStart + place / 9
            words[word] = words[word] * 10 + UInt32(character - UInt8(ascii: "0"))
            place += 1
        }
        while place < scale {
            words[fractionStart + place / 9] *= 10
            place += 1
        }
        var isZero = true
        for index in 0..<9 where words[index] != 0 { isZero = false }
        self.init(
            isNegative: negative && !isZero,
            precision: UInt8(precision),
            scale: UInt8(scale),
            words: words
        )
    }

    private static func isDigit(_ character: UInt8) -> Bool {
        character >= UInt8(ascii: "0") && character <= UInt8(ascii: "9")
    }

    /// Whether every digit is zero.
    public var isZero: Bool {
        for index in 0..<9 where words[index] != 0 { return false }
        return true
    }

    /// Groups of the integer part.
    private var integerGroups: Int { (Int(precision &- scale) + 8) / 9 }

    /// Writes what the server prints: a minus sign below zero, no zeros in front but the one before the point, and as
    /// many digits behind it as the scale says.
    public func write(to text: inout TextWriter) {
        text.lend(80) { room in write(to: &room) }
    }

    /// Writes what the server prints.
    func write(to room: inout TextRoom) {
        if isNegative && !isZero { room.put(UInt8(ascii: "-")) }
        let groups = integerGroups
        var index = 0
        while index < groups, words[index] == 0 { index &+= 1 }
        if index == groups {
            room.put(UInt8(ascii: "0"))
        } else {
            room.put(UInt64(words[index]))
            index &+= 1
            while index < groups {
                room.put(UInt64(words[index]), digits: 9)
                index &+= 1
            }
        }
        guard scale > 0 else { return }
        room.put(UInt8(ascii: "."))
        let end = groups &+ Int(scale / 9)
        while index < end {
            room.put(UInt64(words[index]), digits: 9)
            index &+= 1
        }
        let leftover = Int(scale % 9)
        if leftover > 0 { room.put(UInt64(words[index]), digits: leftover) }
    }

    /// The text that the server prints.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }

    /// The number without its point (12.34 is 1234), or nil where that is beyond 64 bits.
    public var unscaled: Int64? {
        let integer = precision &- scale
        var magnitude: UInt64 = 0
        var index = 0
        func add(_ digits: UInt8) -> Bool {
            guard digits > 0 else { return true }
            let (shifted, tooLarge) = magnitude.multipliedReportingOverflow(
                by: UInt64(MySQLDecimal.limit(digits: digits))
            )
            let (sum, overflow) = shifted.addingReportingOverflow(UInt64(words[index]))
            magnitude = sum
            index += 1
            return !tooLarge && !overflow
        }
        guard add(integer % 9) else { return nil }
        for _ in 0..<(integer / 9 &+ scale / 9) {
            guard add(9) else { return nil }
        }
        guard add(scale % 9) else { return nil }
        guard isNegative else { return Int64(exactly: magnitude) }
        // Down to -2^63, whose magnitude has no positive counterpart.
        return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
}
