// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

extension JSONValue {
    /// The column value that the server would write for this document: type byte and body.
    ///
    /// Keys are sorted by length, then bytes; a container takes the small form whenever it fits in 65535 bytes; small
    /// integers and literals stand in the entries of their container. A document the server wrote in one piece, read
    /// and encoded again, gives the same bytes; one it had updated in place comes out without its gaps.
    ///
    /// - Returns: The bytes of the column, without its length prefix.
    /// - Throws: `WireError` if a key is longer than 65535 bytes or stands twice in an object, the nesting exceeds
    ///   ``JSONBinaryView/maximumDepth``, or the document exceeds 4 GiB; the offset is meaningless and 0.
    ///
    /// Source: MySQL 9.7, `sql-common/json_binary.cc`, `serialize_json_value` and what it calls.
    public func encode() throws(WireError) -> [UInt8] {
        var writer = JSONBinaryWriter()
        _ = try writer.measure(self, depth: 0)
        writer.bytes.append(0)
        try writer.append(self, typeAt: 0)
        return writer.bytes
    }
}

/// Writes a document in two walks: the first finds which containers fit in the small form, the second writes.
///
/// The server tries the small form and begins again where it fails. The result is the same: a container fits exactly
/// if its small size is below 65536, since no offset in it is larger than its size, and whatever holds one that does
/// not fit does not fit either.
private struct JSONBinaryWriter {
    var bytes: [UInt8] = []
    /// Size in the small form of every container, in the order in which a walk meets them.
    private var smallSizes: [Int] = []
    private var nextContainer = 0

    /// Bytes that the body of `value` takes behind the entries of its container, were everything small.
    mutating func measure(_ value: JSONValue, depth: Int) throws(WireError) -> Int {
        switch value {
        case .null, .bool: return 1
        case .int, .uint: return value.integerWidth
        case .double: return 8
        case .string(let text): return Self.lengthSize(text.count) + text.count
        case .decimal(let decimal, let precision):
            let count = JSONDecimal.bytes(of: decimal, storedPrecision: precision).count
            return 1 + Self.lengthSize(count) + count
        case .opaque(_, let content): return 1 + Self.lengthSize(content.count) + content.count
        case .array(let elements):
            let slot = try openContainer(depth: depth)
            var size = 4 + 3 * elements.count
            for element in elements { size += try measureUnlessInlined(element, depth: depth + 1) }
            smallSizes[slot] = size
            return size
        case .object(let members):
            let slot = try openContainer(depth: depth)
            var size = 4 + 7 * members.count
            for member in try Self.sorted(members) {
                guard member.key.count <= Int(UInt16.max) else {
                    throw WireError(.impossibleCount(UInt64(member.key.count)), at: 0)
                }
                size += member.key.count
                size += try measureUnlessInlined(member.value, depth: depth + 1)
            }
            smallSizes[slot] = size
            return size
        }
    }

    private mutating func openContainer(depth: Int) throws(WireError) -> Int {
        guard depth < JSONBinaryView.maximumDepth else {
            throw WireError(.nestedTooDeep(limit: JSONBinaryView.maximumDepth), at: 0)
        }
        smallSizes.append(0)
        return smallSizes.count - 1
    }

    private mutating func measureUnlessInlined(_ value: JSONValue, depth: Int) throws(WireError) -> Int {
        value.inlined(isLarge: false) == nil ? try measure(value, depth: depth) : 0
    }

    /// Appends the body of `value` and puts its type byte at `slot`.
    mutating func append(_ value: JSONValue, typeAt slot: Int) throws(WireError) {
        switch value {
        case .null, .bool:
            bytes.append(value.inlined(isLarge: false).map { UInt8(truncatingIfNeeded: $0.bits) } ?? 0)
            bytes[slot] = JSONTypeByte.literal
        case .int(let integer):
            appendLittleEndian(UInt64(bitPattern: integer), width: value.integerWidth)
            bytes[slot] = value.integerType
        case .uint(let integer):
            appendLittleEndian(integer, width: value.integerWidth)
            bytes[slot] = value.integerType
        case .double(let double):
            appendLittleEndian(double.bitPattern, width: 8)
            bytes[slot] = JSONTypeByte.double
        case .string(let text):
            appendLength(text.count)
            bytes.append(contentsOf: text)
            bytes[slot] = JSONTypeByte.string
        case .decimal(let decimal, let precision):
            let content = JSONDecimal.bytes(of: decimal, storedPrecision: precision)
            appendOpaque(.newDecimal, content, typeAt: slot)
        case .opaque(let type, let content): appendOpaque(type, content, typeAt: slot)
        case .array(let elements):
            let container = openContainer(count: elements.count)
            bytes[slot] = container.isLarge ? JSONTypeByte.largeArray : JSONTypeByte.smallArray
            try append(elements, in: container)
        case .object(let members):
            let container = openContainer(count: members.count)
            bytes[slot] = container.isLarge ? JSONTypeByte.largeObject : JSONTypeByte.smallObject
            try append(members: try Self.sorted(members), in: container)
        }
    }

    private func limit(_ count: Int) throws(WireError) {
        guard count <= Int(UInt32.max) else { throw WireError(.impossibleCount(UInt64(count)), at: 0) }
    }

    /// A container whose counts were written and whose size is not known yet.
    private struct Container {
        var start: Int
        var isLarge: Bool
        var width: Int { isLarge ? 4 : 2 }
    }

    private mutating func openContainer(count: Int) -> Container {
        let container = Container(start: bytes.count, isLarge: smallSizes[nextContainer] > Int(UInt16.max))
        nextContainer += 1
        appendLittleEndian(UInt64(count), width: container.width)
        appendLittleEndian(0, width: container.width)
        return container
    }

    private mutating func append(members: [JSONMember], in container: Container) throws(WireError) {
        let entrySize = container.width + 2 + container.width + 1
        var keyOffset = 2 * container.width + members.count * entrySize
        for member in members {
            try limit(keyOffset)
            appendLittleEndian(UInt64(keyOffset), width: container.width)
            appendLittleEndian(UInt64(member.key.count), width: 2)
            keyOffset += member.key.count
        }
        let entries = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: members.count * (container.width + 1)))
        for member in members { bytes.append(contentsOf: member.key) }
        for (index, member) in members.enumerated() {
            try append(member.value, in: container, entry: entries + index * (container.width + 1))
        }
        try close(container)
    }

    private mutating func append(_ elements: [JSONValue], in container: Container) throws(WireError) {
        let entries = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: elements.count * (container.width + 1)))
        for (index, element) in elements.enumerated() {
            try append(element, in: container, entry: entries + index * (container.width + 1))
        }
        try close(container)
    }

    private mutating func append(
        _ value: JSONValue,
        in container: Container,
        entry: Int
    ) throws(WireError) {
        if let inlined = value.inlined(isLarge: container.isLarge) {
            bytes[entry] = inlined.type
            put(inlined.bits, at: entry + 1, width: container.width)
        } else {
            let offset = bytes.count - container.start
            try limit(offset)
            put(UInt64(offset), at: entry + 1, width: container.width)
            try append(value, typeAt: entry)
        }
    }

    private mutating func close(_ container: Container) throws(WireError) {
        let size = bytes.count - container.start
        try limit(size)
        put(UInt64(size), at: container.start + container.width, width: container.width)
    }

    private mutating func appendOpaque(_ type: ColumnType, _ content: [UInt8], typeAt slot: Int) {
        bytes.append(type.rawValue)
        appendLength(content.count)
        bytes.append(contentsOf: content)
        bytes[slot] = JSONTypeByte.opaque
    }

    /// Appends a length in groups of 7 bits, low ones first, each but the last with its top bit set.
    private mutating func appendLength(_ count: Int) {
        var rest = count
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private static func lengthSize(_ count: Int) -> Int {
        let bits = Int.bitWidth - count.leadingZeroBitCount
        return max(1, (bits + 6) / 7)
    }

    private mutating func appendLittleEndian(_ value: UInt64, width: Int) {
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }

    private mutating func put(_ value: UInt64, at offset: Int, width: Int) {
        for index in 0..<width { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
    }

    /// The members as they stand in a document; they mostly do already.
    private static func sorted(_ members: [JSONMember]) throws(WireError) -> [JSONMember] {
        func isAscending(_ members: [JSONMember]) -> Bool {
            members.indices.dropFirst().allSatisfy { members[$0 - 1].precedes(members[$0]) }
        }
        if isAscending(members) { return members }
        let sorted = members.sorted { $0.precedes($1) }
        guard isAscending(sorted) else { throw WireError(.invalidValue(UInt64(members.count)), at: 0) }
        return sorted
    }
}

extension JSONValue {
    /// Bytes of an integer in its shortest form; 0 for everything else.
    fileprivate var integerWidth: Int {
        switch self {
        case .int(let value): Int16(exactly: value) != nil ? 2 : Int32(exactly: value) != nil ? 4 : 8
        case .uint(let value): UInt16(exactly: value) != nil ? 2 : UInt32(exactly: value) != nil ? 4 : 8
        default: 0
        }
    }

    fileprivate var integerType: UInt8 {
        let isSigned = if case .int = self { true } else { false }
        return switch integerWidth {
        case 2: isSigned ? JSONTypeByte.int16 : JSONTypeByte.uint16
        case 4: isSigned ? JSONTypeByte.int32 : JSONTypeByte.uint32
        default: isSigned ? JSONTypeByte.int64 : JSONTypeByte.uint64
        }
    }

    /// Type and bits of a value that stands in an entry of its container, or nil where the entry holds an offset.
    fileprivate func inlined(isLarge: Bool) -> (type: UInt8, bits: UInt64)? {
        switch self {
        case .null: return (JSONTypeByte.literal, 0)
        case .bool(let value): return (JSONTypeByte.literal, value ? 1 : 2)
        case .int(let value):
            guard integerWidth <= (isLarge ? 4 : 2) else { return nil }
            return (integerType, UInt64(bitPattern: value))
        case .uint(let value):
            guard integerWidth <= (isLarge ? 4 : 2) else { return nil }
            return (integerType, value)
        default: return nil
        }
    }
}
