// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// One pass over a document that writes its text, without a view of each of its values.
///
/// Keys and scalars go from the bytes of the document to the text at once. What a document may do is what
/// ``JSONBinaryView`` and ``JSONShape`` let it do, and a test compares the two over damaged documents.
struct JSONTextWalk: ~Copyable, ~Escapable {
    private let document: Span<UInt8>
    private var budget: JSONWalkBudget

    /// Prepares to go through the value at the beginning of `document`.
    @_lifetime(copy document)
    init(_ document: Span<UInt8>) {
        self.document = document
        budget = JSONWalkBudget(byteCount: document.count)
    }

    /// Writes a value of the document and all below it.
    @_lifetime(self: copy self)
    mutating func write(_ shape: JSONShape, to room: inout TextRoom) throws(WireError) {
        guard shape.kind != .array, shape.kind != .object else {
            try writeElements(of: shape, to: &room)
            return
        }
        try budget.pay(shape.occupied, at: shape.start)
        switch shape.kind {
        case .null, .array, .object: room.putNull()
        case .bool: room.put(shape.bits != 0)
        case .int: room.put(Int64(bitPattern: shape.bits))
        case .uint: room.put(shape.bits)
        case .double: try write(double: shape.bits, at: shape.start, to: &room)
        case .string: room.put(quoting: document, from: shape.start, count: shape.end &- shape.start)
        case .opaque:
            try write(UInt8(truncatingIfNeeded: shape.bits), content: shape.start..<shape.end, to: &room)
        }
    }

    /// Writes an array or object.
    @_lifetime(self: copy self)
    private mutating func writeElements(of shape: JSONShape, to room: inout TextRoom) throws(WireError) {
        // Its header was compared with its size, and that with the bytes there are, so every entry lies inside.
        let header = shape.occupied
        try budget.pay(header, at: shape.start)
        let width = shape.width
        let start = shape.start
        let size = shape.end &- start
        let isObject = shape.kind == .object
        let bits = UInt64(truncatingIfNeeded: 8 &* width)
        let mask = UInt64.max &>> (64 &- bits)
        var keyEntry = start &+ 2 &* width
        var valueEntry = start &+ header &- shape.count &* (width &+ 1)
        room.put(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        for index in 0..<shape.count {
            if isObject {
                let entry = document.word(at: keyEntry)
                let offset = Int(entry & mask)
                let length = Int(entry &>> bits & 0xffff)
                guard offset >= header, offset &+ length <= size else {
                    throw WireError(.invalidValue(entry & mask), at: keyEntry)
                }
                try budget.pay(length, at: start)
                room.put(
                    quoting: document,
                    from: start &+ offset,
                    count: length,
                    opening: index == 0 ? (0x22, 1) : (0x22_202c, 3),
                    closing: (0x20_3a22, 3)
                )
                keyEntry &+= width &+ 2
            } else if index > 0 {
                room.put(word: 0x202c, 2)
            }
            let entry = document.word(at: valueEntry)
            let field = entry >> 8 & mask
            switch UInt8(truncatingIfNeeded: entry) {
            case JSONTypeByte.literal: try write(literal: field & 0xff, at: valueEntry &+ 1, to: &room)
            case JSONTypeByte.int16: room.put(Int64(Int16(truncatingIfNeeded: field)))
            case JSONTypeByte.uint16: room.put(field & 0xffff)
            case JSONTypeByte.int32 where width == 4: room.put(Int64(Int32(truncatingIfNeeded: field)))
            case JSONTypeByte.uint32 where width == 4: room.put(field)
            case let type:
                guard field >= UInt64(header), field <= UInt64(size) else {
                    throw WireError(.invalidValue(field), at: valueEntry &+ 1)
                }
                try writeValue(type, at: start &+ Int(field), in: shape, to: &room)
            }
            valueEntry &+= width &+ 1
        }
        room.put(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }

    /// Writes a value that an entry of `parent` leads to.
    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func writeValue(
        _ type: UInt8,
        at start: Int,
        in parent: JSONShape,
        to room: inout TextRoom
    ) throws(WireError) {
        switch type {
        case JSONTypeByte.string:
            let content = try JSONShape.content(of: document, from: start, to: parent.end)
            try budget.pay(content.upperBound &- start, at: content.lowerBound)
            room.put(quoting: document, from: content.lowerBound, count: content.count)
        case JSONTypeByte.int32:
            room.put(Int64(Int32(truncatingIfNeeded: try number(of: 4, at: start, in: parent))))
        case JSONTypeByte.uint32: room.put(try number(of: 4, at: start, in: parent) & 0xffff_ffff)
        case JSONTypeByte.int64: room.put(Int64(bitPattern: try number(of: 8, at: start, in: parent)))
        case JSONTypeByte.uint64: room.put(try number(of: 8, at: start, in: parent))
        case JSONTypeByte.double:
            try write(double: try number(of: 8, at: start, in: parent), at: start, to: &room)
        case JSONTypeByte.smallObject...JSONTypeByte.largeArray:
            let shape = try JSONShape(
                container: type,
                of: document,
                from: start,
                to: parent.end,
                depth: parent.depth &+ 1
            )
            try writeElements(of: shape, to: &room)
        case JSONTypeByte.opaque:
            guard start < parent.end else { throw WireError(.truncated(needed: 1, available: 0), at: start) }
            let content = try JSONShape.content(of: document, from: start &+ 1, to: parent.end)
            try budget.pay(content.upperBound &- start, at: content.lowerBound)
            try write(document[start], content: content, to: &room)
        default: throw WireError(.invalidValue(UInt64(type)), at: start)
        }
    }

    /// The bytes of a number, and what stands behind them where they are fewer than 8.
    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func number(of count: Int, at start: Int, in parent: JSONShape) throws(WireError) -> UInt64 {
        guard count <= parent.end &- start else {
            throw WireError(.truncated(needed: count, available: parent.end &- start), at: start)
        }
        try budget.pay(count, at: start)
        return document.word(at: start)
    }

    @inline(__always)
    private func write(literal: UInt64, at start: Int, to room: inout TextRoom) throws(WireError) {
        switch literal {
        case 0: room.putNull()
        case 1: room.put(true)
        case 2: room.put(false)
        default: throw WireError(.invalidValue(literal), at: start)
        }
    }

    private func write(double bits: UInt64, at start: Int, to room: inout TextRoom) throws(WireError) {
        let double = Double(bitPattern: bits)
        // JSON has no such numbers and the server stores none.
        guard double.isFinite else { throw WireError(.invalidValue(bits), at: start) }
        if !room.put(double) { room.put(word: 0x302e, 2) }
    }

    private func write(_ type: UInt8, content: Range<Int>, to room: inout TextRoom) throws(WireError) {
        switch ColumnType(rawValue: type) {
        case .newDecimal:
            let bytes = document.extracting(content)
            try JSONDecimal.read(bytes, at: content.lowerBound).value.write(to: &room)
        case .date: try packedTime(content).writeDate(to: &room)
        case .dateTime, .timestamp: try packedTime(content).writeDateTime(to: &room)
        case .time: try packedTime(content).writeTime(to: &room)
        case .varString: room.put(quoting: document, from: content.lowerBound, count: content.count)
        default:
            room.put(word: 0x3436_6573_6162_22, 7)
            room.put(word: 0x6570_7974_3a, 5)
            room.put(UInt64(type))
            room.put(UInt8(ascii: ":"))
            room.put(base64InJSON: document.extracting(content))
            room.put(UInt8(ascii: "\""))
        }
    }

    private func packedTime(_ content: Range<Int>) throws(WireError) -> JSONPackedTime {
        guard content.count >= 8 else {
            throw WireError(.truncated(needed: 8, available: content.count), at: content.lowerBound)
        }
        guard content.count == 8 else {
            throw WireError(.trailing(count: content.count &- 8), at: content.lowerBound &+ 8)
        }
        return JSONPackedTime(
            packed: Int64(bitPattern: document.word(at: content.lowerBound)),
            offset: content.lowerBound
        )
    }
}

extension TextRoom {
    @inline(__always)
    fileprivate mutating func putNull() { put(word: 0x6c6c_756e, 4) }

    @inline(__always)
    fileprivate mutating func put(_ value: Bool) {
        if value { put(word: 0x6575_7274, 4) } else { put(word: 0x65_736c_6166, 5) }
    }
}
