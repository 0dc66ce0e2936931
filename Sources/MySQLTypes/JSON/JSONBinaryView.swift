// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A value of MySQL's binary JSON, seen in place.
///
/// ```swift
/// let view = try JSONBinaryView(columnBytes.span)
/// for index in 0..<view.count {
///     let key = String(repairing: try view.key(at: index))
///     let value = try view.value(at: index)
/// }
/// ```
///
/// Shape: one type byte, then the body. Scalars follow at once; an array or object begins with its number of elements,
/// its size in bytes, key entries (objects: offset, 2-byte length), value entries (type byte, offset or the value
/// itself), then keys and values in any order and with gaps: a server that updates a document in place leaves holes.
/// Numbers are little-endian; counts, sizes and offsets take 2 bytes in the small form and 4 in the large one, and
/// offsets count from the first byte of the body. Elements are therefore found by their offsets alone.
///
/// Offsets may be made to meet (many entries, one value), so a walk over everything should be bounded by what it has
/// seen: ``write(to:)`` and ``JSONValue/init(_:)`` are.
///
/// MariaDB has no such type: its JSON columns are text and never come here.
///
/// Source: MySQL 9.7, `sql-common/json_binary.h` and `json_binary.cc`, `parse_value`, `Value::element`, `Value::key`.
@frozen
public struct JSONBinaryView: ~Escapable {
    /// What a value is.
    @frozen
    public enum Kind: Sendable, Hashable {
        /// The literal `null`; also a column value of no bytes at all.
        case null
        /// The literals `true` and `false`.
        case bool
        /// A signed integer.
        case int
        /// An unsigned integer.
        case uint
        /// An IEEE 754 double.
        case double
        /// Text in utf8mb4.
        case string
        /// A value of an SQL type that JSON has no word for: decimals, dates, times, bytes.
        case opaque
        /// Values in order.
        case array
        /// Keys with values.
        case object
    }

    /// Deepest nesting of arrays and objects that the server writes or reads.
    ///
    /// The server calls it `JSON_DOCUMENT_MAX_DEPTH`.
    public static let maximumDepth = 100

    /// From the first byte of the column value to the last of this value; so offsets in errors are the column's.
    let document: Span<UInt8>
    /// Where in ``document`` the value lies and what it is.
    let shape: JSONShape

    /// Reads a whole column value: its type byte and the body; no bytes at all are the literal `null`.
    ///
    /// A NOT NULL column that was filled without a value (INSERT IGNORE, ALTER) holds no bytes, which the server reads
    /// as `null` as well.
    ///
    /// Complexity: O(1); elements are checked when they are asked for.
    /// - Parameter bytes: The column value without its length prefix.
    /// - Throws: `WireError` if the value is cut, is longer than it says, or has a type that does not exist.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) throws(WireError) {
        guard !bytes.isEmpty else {
            document = bytes
            shape = JSONShape(kind: .null, start: 0, end: 0)
            return
        }
        let shape = try JSONShape(type: bytes[0], of: bytes, at: 1, depth: 1)
        guard shape.end == bytes.count else {
            throw WireError(.trailing(count: bytes.count - shape.end), at: shape.end)
        }
        document = bytes
        self.shape = shape
    }

    @_lifetime(copy document)
    private init(_ document: Span<UInt8>, _ shape: JSONShape) {
        self.document = document.extracting(0..<shape.end)
        self.shape = shape
    }

    /// What the value is.
    public var kind: Kind { shape.kind }

    /// Elements of an array or members of an object; 0 for everything else.
    public var count: Int { shape.count }

    /// The value of a literal `true` or `false`.
    public var bool: Bool? { kind == .bool ? shape.bits != 0 : nil }

    /// The value of a signed integer.
    public var int: Int64? { kind == .int ? Int64(bitPattern: shape.bits) : nil }

    /// The value of an unsigned integer.
    public var uint: UInt64? { kind == .uint ? shape.bits : nil }

    /// The value of a double.
    public var double: Double? { kind == .double ? Double(bitPattern: shape.bits) : nil }

    /// The bytes of a string, as they are: the server writes utf8mb4, nobody has checked it here.
    public var string: Span<UInt8>? {
        @_lifetime(copy self)
        get {
            guard kind == .string else { return nil }
            return content
        }
    }

    /// The SQL type of an opaque value.
    public var opaqueType: ColumnType? {
        kind == .opaque ? ColumnType(rawValue: UInt8(truncatingIfNeeded: shape.bits)) : nil
    }

    /// The bytes of an opaque value, in the form of its type.
    public var opaqueBytes: Span<UInt8>? {
        @_lifetime(copy self)
        get {
            guard kind == .opaque else { return nil }
            return content
        }
    }

    /// The key of an object's member, as it is.
    ///
    /// Keys come sorted by length, then by bytes.
    /// - Parameter index: 0 to ``count`` - 1.
    /// - Returns: The key's bytes, utf8mb4 when the server wrote them.
    /// - Throws: `WireError` if this is no object, has no such member, or the key lies outside it.
    @_lifetime(copy self)
    public func key(at index: Int) throws(WireError) -> Span<UInt8> {
        guard kind == .object, index >= 0, index < count else { throw missing(index) }
        var reader = WireReader(document)
        // Inside the header, which was compared with the value's size: no sum here can exceed it.
        try reader.advance(shape.start &+ shape.width &* 2 &+ index &* (shape.width &+ 2))
        let offset = Int(try reader.littleEndian(width: shape.width))
        let length = Int(try reader.uint16())
        // Both come from at most 32 bits, so their sum does not overflow.
        guard offset >= shape.headerSize, offset &+ length <= shape.end &- shape.start else {
            throw WireError(.invalidValue(UInt64(offset)), at: reader.offset &- shape.width &- 2)
        }
        return document.extracting((shape.start &+ offset)..<(shape.start &+ offset &+ length))
    }

    /// An element of an array, or the value of an object's member.
    ///
    /// - Parameter index: 0 to ``count`` - 1.
    /// - Returns: The value in place.
    /// - Throws: `WireError` if there is no such element, it does not lie inside this value, or it is malformed.
    @_lifetime(copy self)
    public func value(at index: Int) throws(WireError) -> JSONBinaryView {
        guard index >= 0, index < count else { throw missing(index) }
        let width = shape.width
        let entries = shape.headerSize &- count &* (width &+ 1)
        let entry = shape.start &+ entries &+ index &* (width &+ 1)
        var reader = WireReader(document)
        try reader.advance(entry)
        let type = try reader.uint8()
        if JSONShape.isInlined(type, isLarge: shape.isLarge) {
            var inlined = try JSONShape(type: type, of: document, at: entry &+ 1, depth: shape.depth)
            inlined.occupied = 0
            return JSONBinaryView(document, inlined)
        }
        let offset = Int(try reader.littleEndian(width: width))
        guard offset >= shape.headerSize, offset <= shape.end &- shape.start else {
            throw WireError(.invalidValue(UInt64(offset)), at: entry &+ 1)
        }
        let found = try JSONShape(type: type, of: document, at: shape.start &+ offset, depth: shape.depth &+ 1)
        return JSONBinaryView(document, found)
    }

    /// The bytes from the start to the end of the value itself.
    var content: Span<UInt8> {
        @_lifetime(copy self)
        get { document.extracting(shape.start..<shape.end) }
    }

    private func missing(_ index: Int) -> WireError {
        WireError(.invalidValue(UInt64(truncatingIfNeeded: index)), at: shape.start)
    }
}
