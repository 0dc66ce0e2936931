// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The word between source and number that sets a stream of transactions apart (MySQL 8.3 and above).
///
/// A letter or underscore and up to 31 letters, digits or underscores, in lower case. ``empty`` is "no tag".
public struct GTIDTag: Sendable, Hashable {
    /// The longest tag, in bytes.
    public static let maximumCount = 32

    /// No tag.
    public static let empty = GTIDTag()

    /// The characters, 8 to a word, the first in the highest byte; zeros behind the last, which no tag contains.
    ///
    /// So the order of the words is the order of the bytes, and a tag takes no memory of its own.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    private init() {}

    /// Bytes in the tag; 0 for none.
    public var count: Int {
        for (index, word) in [words.3, words.2, words.1, words.0].enumerated() where word != 0 {
            return 32 - 8 * index - word.trailingZeroBitCount / 8
        }
        return 0
    }

    /// Whether this is "no tag".
    public var isEmpty: Bool { words.0 == 0 }

    /// Reads a packed length and that many bytes.
    ///
    /// - Throws: ``WireError/Kind/impossibleCount(_:)`` for a tag longer than 32 bytes;
    ///   ``WireError/Kind/invalidValue(_:)`` with the byte that no tag may have there.
    ///
    /// Source: MySQL 9.7, `libs/mysql/gtid/tag.cpp`, `Tag::decode_tag`.
    public init(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let length = try reader.packedInteger()
        guard length <= UInt64(GTIDTag.maximumCount) else { throw WireError(.impossibleCount(length), at: start) }
        self.init()
        let first = reader.offset
        let bytes = try reader.span(count: Int(length))
        for index in bytes.indices {
            let byte = bytes[index]
            guard GTIDTag.mayHold(byte, at: index) else {
                throw WireError(.invalidValue(UInt64(byte)), at: first + index)
            }
            put(byte, at: index)
        }
    }

    /// Writes a packed length and the bytes; one zero byte for no tag.
    public func encode(into writer: inout WireWriter) {
        let count = count
        writer.packedInteger(UInt64(count))
        for index in 0..<count { writer.uint8(self[index]) }
    }

    /// Appends the characters.
    public func write(into text: inout TextWriter) {
        for index in 0..<count { text.append(self[index]) }
    }

    /// Takes the characters from `start` on that belong to a tag, in lower case; nil where they are more than 32.
    ///
    /// - Returns: ``empty`` where none is there.
    init?(_ characters: [UInt8], from start: Int) {
        self.init()
        var index = 0
        while start + index < characters.count {
            var character = characters[start + index]
            if UInt8(ascii: "A")...UInt8(ascii: "Z") ~= character { character += 32 }
            guard GTIDTag.mayHold(character, at: index) else { return }
            guard index < GTIDTag.maximumCount else { return nil }
            put(character, at: index)
            index += 1
        }
    }

    private subscript(_ index: Int) -> UInt8 {
        let word =
            switch index / 8 {
            case 0: words.0
            case 1: words.1
            case 2: words.2
            default: words.3
            }
        return UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index % 8)))
    }

    /// Sets a byte that was zero.
    private mutating func put(_ byte: UInt8, at index: Int) {
        let shifted = UInt64(byte) << UInt64(56 - 8 * (index % 8))
        switch index / 8 {
        case 0: words.0 |= shifted
        case 1: words.1 |= shifted
        case 2: words.2 |= shifted
        default: words.3 |= shifted
        }
    }

    private static func mayHold(_ byte: UInt8, at index: Int) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
        default: false
        }
    }
}

extension GTIDTag {
    /// Whether both hold the same characters.
    public static func == (left: GTIDTag, right: GTIDTag) -> Bool { left.words == right.words }

    /// Feeds the characters to `hasher`.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension GTIDTag: LosslessStringConvertible {
    /// Takes a tag in either case, or an empty text for no tag.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard let tag = GTIDTag(characters, from: 0), tag.count == characters.count else { return nil }
        self = tag
    }

    /// The tag in lower case; empty for no tag.
    public var description: String {
        var text = TextWriter(capacity: GTIDTag.maximumCount)
        write(into: &text)
        return text.string
    }
}

extension GTIDTag: Comparable {
    /// Orders by bytes, no tag first, as the server does.
    public static func < (left: GTIDTag, right: GTIDTag) -> Bool { left.words < right.words }
}
