// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A JSON value of MySQL that owns its parts: what a document becomes when it is to be changed or kept.
///
/// ```swift
/// let document = JSONValue.object([JSONMember(key: "a", value: .int(1))])
/// let bytes = try document.encode()
/// ```
///
/// Strings and keys are bytes, because the server's are not checked; ``string(_:)-(String)`` makes one of a `String`.
public indirect enum JSONValue: Sendable, Hashable {
    /// The literal `null`.
    case null
    /// The literals `true` and `false`.
    case bool(Bool)
    /// A signed integer.
    case int(Int64)
    /// An unsigned integer; the server keeps it apart from signed ones.
    case uint(UInt64)
    /// An IEEE 754 double; the server stores finite ones only.
    case double(Double)
    /// Text in utf8mb4.
    case string([UInt8])
    /// An exact number and the precision it is stored with, which may exceed that of any column (up to 81 digits).
    case decimal(MySQLDecimal, storedPrecision: UInt8)
    /// A value of another SQL type, in the form of that type.
    case opaque(ColumnType, [UInt8])
    /// Values in order.
    case array([JSONValue])
    /// Keys with values in any order; no key twice.
    case object([JSONMember])

    /// Makes a string value.
    public static func string(_ text: String) -> JSONValue {
        .string(Array(text.utf8))
    }

    /// Makes a decimal that is stored with its own precision.
    public static func decimal(_ value: MySQLDecimal) -> JSONValue {
        .decimal(value, storedPrecision: UInt8(value.precision))
    }

    /// Copies everything out of `view`.
    ///
    /// Complexity: O(bytes of the document), whatever its offsets claim.
    /// - Parameter view: The value to copy.
    /// - Throws: `WireError` if any part of it is malformed, nested too deep or met more often than its bytes allow.
    public init(_ view: borrowing JSONBinaryView) throws(WireError) {
        var budget = JSONWalkBudget(byteCount: view.document.count)
        try self.init(view, within: &budget)
    }

    private init(_ view: borrowing JSONBinaryView, within budget: inout JSONWalkBudget) throws(WireError) {
        try budget.pay(for: view)
        switch view.kind {
        case .null: self = .null
        case .bool: self = .bool(view.shape.bits != 0)
        case .int: self = .int(Int64(bitPattern: view.shape.bits))
        case .uint: self = .uint(view.shape.bits)
        case .double: self = .double(Double(bitPattern: view.shape.bits))
        case .string: self = .string(Array(copying: view.content))
        case .opaque:
            let type = ColumnType(rawValue: UInt8(truncatingIfNeeded: view.shape.bits))
            if type == .newDecimal {
                let decimal = try JSONDecimal.read(view.content, at: view.shape.start)
                self = .decimal(decimal.value, storedPrecision: decimal.storedPrecision)
            } else {
                self = .opaque(type, Array(copying: view.content))
            }
        case .array:
            var elements: [JSONValue] = []
            // Its entries were just paid for, so there are at most as many as a third of the document's bytes.
            elements.reserveCapacity(view.count)
            for index in 0..<view.count { elements.append(try JSONValue(view.value(at: index), within: &budget)) }
            self = .array(elements)
        case .object:
            var members: [JSONMember] = []
            members.reserveCapacity(view.count)
            for index in 0..<view.count {
                let key = try view.key(at: index)
                try budget.pay(key.count, at: view.shape.start)
                let value = try JSONValue(view.value(at: index), within: &budget)
                members.append(JSONMember(key: Array(copying: key), value: value))
            }
            self = .object(members)
        }
    }
}

/// A key of a JSON object with its value.
public struct JSONMember: Sendable, Hashable {
    /// The key, utf8mb4; at most 65535 bytes.
    public var key: [UInt8]
    /// What stands under the key.
    public var value: JSONValue

    /// Puts `value` under `key`.
    public init(key: [UInt8], value: JSONValue) {
        self.key = key
        self.value = value
    }

    /// Puts `value` under `key`.
    public init(key: String, value: JSONValue) {
        self.init(key: Array(key.utf8), value: value)
    }

    /// Whether this key stands before that of `other` in a document: the shorter first, then by bytes.
    func precedes(_ other: JSONMember) -> Bool {
        guard key.count == other.key.count else { return key.count < other.key.count }
        return key.lexicographicallyPrecedes(other.key)
    }
}
