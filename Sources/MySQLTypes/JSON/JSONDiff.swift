// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// What a JSON diff does to its document.
///
/// Source: MySQL 9.7, `sql/json_diff.h`, `enum_json_diff_operation`.
@frozen
public enum JSONDiffOperation: UInt8, Sendable, Hashable {
    /// A value that exists is replaced.
    case replace = 0
    /// A member is added to an object, or an element put into an array before the one at the path.
    case insert = 1
    /// A value that exists is taken out.
    case remove = 2
}

/// One change of a JSON document, seen in place.
@frozen
public struct JSONDiffView: ~Escapable {
    /// What is done.
    public let operation: JSONDiffOperation
    /// Where: the text of a ``JSONPath``.
    public let path: Span<UInt8>
    /// The binary JSON that is put there; empty where ``operation`` is ``JSONDiffOperation/remove``.
    ///
    /// In the other operations no bytes at all mean `null`, as in a column.
    public let value: Span<UInt8>
    /// Bytes from the start of the list to this diff.
    public let offset: Int

    /// Reads one diff: the operation in one byte, the path and (not for a removal) the value with their lengths.
    ///
    /// Source: MySQL 9.7, `sql/json_diff.cc`, `Json_diff_vector::read_binary`.
    /// - Parameter reader: Where to read; stays where it is if an error is thrown.
    /// - Throws: `WireError` if the diff is cut or its operation does not exist.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        let offset = reader.offset
        var ahead = reader
        let number = try ahead.uint8()
        guard let operation = JSONDiffOperation(rawValue: number) else {
            throw WireError(.invalidValue(UInt64(number)), at: offset)
        }
        path = try ahead.lengthEncodedSpan()
        value = operation == .remove ? path.extracting(0..<0) : try ahead.lengthEncodedSpan()
        self.operation = operation
        self.offset = offset
        reader = ahead
    }

    /// Writes the diff as it was read.
    public func encode(into writer: inout WireWriter) {
        writer.uint8(operation.rawValue)
        writer.lengthEncodedSpan(path)
        if operation != .remove { writer.lengthEncodedSpan(value) }
    }
}

/// Goes through the diffs of one column in a partial update, in the order in which they are applied.
///
/// ```swift
/// var cursor = JSONDiffCursor(columnBytes.span)
/// while let diff = try cursor.next() { print(diff.operation, String(repairing: diff.path)) }
/// ```
@frozen
public struct JSONDiffCursor: ~Escapable {
    private var reader: WireReader

    /// Starts at the first diff of the list, which has no length prefix here; an empty list changes nothing.
    @_lifetime(copy diffs)
    public init(_ diffs: Span<UInt8>) {
        reader = WireReader(diffs)
    }

    /// The next diff, or nil after the last.
    ///
    /// - Throws: `WireError` if it is cut or its operation does not exist.
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() throws(WireError) -> JSONDiffView? {
        if reader.isAtEnd { return nil }
        return try JSONDiffView(from: &reader)
    }
}

/// One change of a JSON document that owns its parts.
public struct JSONDiff: Sendable, Hashable {
    /// What is done.
    public var operation: JSONDiffOperation
    /// Where it is done.
    public var path: JSONPath
    /// What is put there; ignored where ``operation`` is ``JSONDiffOperation/remove``.
    public var value: JSONValue

    /// Says what to do where.
    public init(_ operation: JSONDiffOperation, at path: JSONPath, value: JSONValue = .null) {
        self.operation = operation
        self.path = path
        self.value = value
    }

    /// Copies everything out of `view`.
    ///
    /// - Parameter view: The diff to copy.
    /// - Throws: `WireError` if its path or its value is malformed; the offset is that of the diff in its list.
    public init(_ view: borrowing JSONDiffView) throws(WireError) {
        operation = view.operation
        do throws(WireError) {
            path = try JSONPath(view.path)
            value = view.operation == .remove ? .null : try JSONValue(JSONBinaryView(view.value))
        } catch {
            throw WireError(error.kind, at: view.offset)
        }
    }

    /// Writes the diff in the form of the binlog.
    ///
    /// - Throws: `WireError` if the value has no binary form (``JSONValue/encode()``).
    public func encode(into writer: inout WireWriter) throws(WireError) {
        let encoded = operation == .remove ? [] : try value.encode()
        var text = TextWriter()
        path.write(to: &text)
        writer.uint8(operation.rawValue)
        writer.lengthEncodedSpan(text.span)
        if operation != .remove { writer.lengthEncodedSpan(encoded.span) }
    }
}
