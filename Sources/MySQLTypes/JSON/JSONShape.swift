// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The type bytes of binary JSON.
///
/// Source: MySQL 9.7, `sql-common/json_binary.h`, `JSONB_TYPE_SMALL_OBJECT` and following.
enum JSONTypeByte {
    static let smallObject: UInt8 = 0x00
    static let largeObject: UInt8 = 0x01
    static let smallArray: UInt8 = 0x02
    static let largeArray: UInt8 = 0x03
    static let literal: UInt8 = 0x04
    static let int16: UInt8 = 0x05
    static let uint16: UInt8 = 0x06
    static let int32: UInt8 = 0x07
    static let uint32: UInt8 = 0x08
    static let int64: UInt8 = 0x09
    static let uint64: UInt8 = 0x0a
    static let double: UInt8 = 0x0b
    static let string: UInt8 = 0x0c
    static let opaque: UInt8 = 0x0f
}

/// What a value is and where it lies, as numbers only: everything a ``JSONBinaryView`` knows but the bytes.
@usableFromInline
struct JSONShape {
    var kind: JSONBinaryView.Kind
    /// Elements or members; their entries lie inside ``start``..<``end``.
    var count = 0
    /// The scalar itself, or the SQL type of an opaque value.
    var bits: UInt64 = 0
    /// Whether counts, sizes and offsets take 4 bytes instead of 2.
    var isLarge = false
    /// Arrays and objects around and including this value; 1 for the outermost.
    var depth = 1
    /// First byte of a string's or opaque value's content, or of a container's body.
    var start: Int
    /// Byte behind the last of the value.
    var end: Int
    /// Bytes that belong to this value alone: a scalar's body, a container's counts and entries.
    var occupied = 0

    /// Bytes of a count, size or offset.
    var width: Int { isLarge ? 4 : 2 }

    /// Bytes of a container before its keys and values.
    var headerSize: Int { Self.headerSize(kind: kind, count: count, width: width) }

    init(kind: JSONBinaryView.Kind, start: Int, end: Int) {
        self.kind = kind
        self.start = start
        self.end = end
    }

    /// Reads the body of a value of `type` that begins `start` bytes into `document` and ends with it at the latest.
    init(type: UInt8, of document: Span<UInt8>, at start: Int, depth: Int) throws(WireError) {
        var reader = WireReader(document)
        try reader.advance(start)
        self.init(kind: .null, start: start, end: start)
        self.depth = depth
        switch type {
        case JSONTypeByte.smallObject...JSONTypeByte.largeArray:
            try self.init(container: type, of: document, from: start, to: document.count, depth: depth)
            return
        case JSONTypeByte.literal:
            let literal = try reader.uint8()
            guard literal <= 2 else { throw WireError(.invalidValue(UInt64(literal)), at: start) }
            kind = literal == 0 ? .null : .bool
            bits = literal == 1 ? 1 : 0
        case JSONTypeByte.int16:
            kind = .int
            bits = UInt64(bitPattern: Int64(Int16(bitPattern: try reader.uint16())))
        case JSONTypeByte.int32:
            kind = .int
            bits = UInt64(bitPattern: Int64(Int32(bitPattern: try reader.uint32())))
        case JSONTypeByte.int64:
            kind = .int
            bits = try reader.uint64()
        case JSONTypeByte.uint16:
            kind = .uint
            bits = UInt64(try reader.uint16())
        case JSONTypeByte.uint32:
            kind = .uint
            bits = UInt64(try reader.uint32())
        case JSONTypeByte.uint64:
            kind = .uint
            bits = try reader.uint64()
        case JSONTypeByte.double:
            kind = .double
            bits = try reader.uint64()
        case JSONTypeByte.string:
            kind = .string
            try readContent(from: &reader)
        case JSONTypeByte.opaque:
            kind = .opaque
            bits = UInt64(try reader.uint8())
            try readContent(from: &reader)
        default:
            throw WireError(.invalidValue(UInt64(type)), at: start)
        }
        end = reader.offset
        occupied = reader.offset &- start
    }

    /// Reads the length of a string's or opaque value's content that begins at the next byte.
    private mutating func readContent(from reader: inout WireReader) throws(WireError) {
        let content = try Self.content(of: reader.bytes, from: reader.offset, to: reader.bytes.count)
        start = content.lowerBound
        try reader.advance(content.upperBound &- reader.offset)
    }

    /// Where the content lies whose length is at `position`, before `end`: 7 bits in each byte, low bits first, at most 5 bytes.
    @inline(__always)
    static func content(of document: Span<UInt8>, from position: Int, to end: Int) throws(WireError) -> Range<Int> {
        let word = document.word(at: position)
        guard word & 0x80 != 0 || position >= end else {
            let start = position &+ 1
            let length = Int(word & 0x7f)
            guard length <= end &- start else { throw WireError(.impossibleCount(word & 0x7f), at: position) }
            return start..<(start &+ length)
        }
        return try longContent(word, from: position, to: end)
    }

    private static func longContent(_ word: UInt64, from position: Int, to end: Int) throws(WireError) -> Range<Int> {
        var length: UInt64 = 0
        var start = position
        var byte: UInt64 = 0
        repeat {
            guard start < end else { throw WireError(.truncated(needed: 1, available: 0), at: start) }
            let index = UInt64(truncatingIfNeeded: start &- position)
            byte = word >> (8 &* index) & 0xff
            length |= (byte & 0x7f) << (7 &* index)
            start &+= 1
        } while byte >= 0x80 && start &- position < 5
        guard byte < 0x80, length <= UInt64(end &- start) else {
            throw WireError(.impossibleCount(length), at: position)
        }
        return start..<(start &+ Int(length))
    }

    /// Reads the header of an array or object of `type` that begins at `start` and ends at `limit` at the latest.
    init(container type: UInt8, of document: Span<UInt8>, from start: Int, to limit: Int, depth: Int) throws(WireError)
    {
        guard depth <= JSONBinaryView.maximumDepth else {
            throw WireError(.nestedTooDeep(limit: JSONBinaryView.maximumDepth), at: start)
        }
        self.init(kind: type <= JSONTypeByte.largeObject ? .object : .array, start: start, end: start)
        self.depth = depth
        isLarge = type & 1 == 1
        let available = limit &- start
        for field in 0..<2 where available < (field &+ 1) &* width {
            let rest = available &- field &* width
            throw WireError(.truncated(needed: width, available: rest), at: start &+ field &* width)
        }
        let header = document.word(at: start)
        let elements = isLarge ? header & 0xffff_ffff : header & 0xffff
        let size = isLarge ? header >> 32 : header >> 16 & 0xffff
        // Both come from at most 32 bits; below 2^32 elements of at most 11 bytes: no overflow.
        guard size <= UInt64(available) else { throw WireError(.impossibleCount(size), at: start &+ width) }
        occupied = Self.headerSize(kind: kind, count: Int(elements), width: width)
        guard occupied <= Int(size) else { throw WireError(.impossibleCount(elements), at: start) }
        count = Int(elements)
        end = start &+ Int(size)
    }

    /// Whether a value entry holds the value itself instead of its offset.
    static func isInlined(_ type: UInt8, isLarge: Bool) -> Bool {
        switch type {
        case JSONTypeByte.literal, JSONTypeByte.int16, JSONTypeByte.uint16: true
        case JSONTypeByte.int32, JSONTypeByte.uint32: isLarge
        default: false
        }
    }

    private static func headerSize(kind: JSONBinaryView.Kind, count: Int, width: Int) -> Int {
        let keyEntry = kind == .object ? width &+ 2 : 0
        return width &* 2 &+ count &* (keyEntry &+ width &+ 1)
    }
}

/// How many bytes of a document a walk over all its values may still meet.
///
/// Offsets could be forged so that many entries share one value, and thirty levels of two entries each would print a
/// billion values from 300 bytes. In a document the server wrote, the counts-and-entries of every container, every key
/// and every scalar's body are separate pieces of the document, gaps beside them, so together they are never longer
/// than it. A walk that pays for each of these pieces as it meets it, from a purse of the document's length, hence
/// finishes every true document; a forged one runs dry after as many bytes as it has. What is printed or built for a
/// piece is at most a constant times its length, because each value has paid for its entry with its container.
struct JSONWalkBudget {
    private var left: Int

    init(byteCount: Int) {
        left = byteCount
    }

    /// Pays for what belongs to `view` alone.
    mutating func pay(for view: borrowing JSONBinaryView) throws(WireError) {
        try pay(view.shape.occupied, at: view.shape.start)
    }

    /// Pays for `count` bytes met at `offset`.
    mutating func pay(_ count: Int, at offset: Int) throws(WireError) {
        guard count <= left else { throw WireError(.impossibleCount(UInt64(count)), at: offset) }
        left &-= count
    }
}
