// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// Changes of JSON documents as partial updates carry them.
public enum JSONDiffs {
    /// The document that `diffs` make of `before`.
    ///
    /// The result has the server's layout for a fresh document. The server that wrote the diffs may hold the same
    /// document in other bytes, because it changes documents in place; the text is the same. No diffs at all give
    /// `before` as it is.
    ///
    /// Paths are followed to the letter, as a replica does: a value that is not an array has no element 0. An element
    /// inserted behind the end of an array is appended.
    ///
    /// - Parameters:
    ///   - diffs: The list of diffs without its length prefix.
    ///   - before: The column value in the before image.
    /// - Returns: The complete new column value.
    /// - Throws: `WireError` of kind ``WireError/Kind/invalidValue(_:)`` if a diff does not fit the document (nothing
    ///   to replace or remove, something in the way of an insertion, the path `$`), with the diff's place in the list
    ///   as offset and its number, from 0, as value; other kinds if diffs or document are malformed.
    ///
    /// Source: MySQL 9.7, `sql/json_diff.cc`, `apply_json_diffs`, `seek_exact_path`.
    public static func apply(_ diffs: Span<UInt8>, to before: Span<UInt8>) throws(WireError) -> [UInt8] {
        var cursor = JSONDiffCursor(diffs)
        guard !diffs.isEmpty else { return Array(copying: before) }
        var document = try JSONValue(JSONBinaryView(before))
        var number: UInt64 = 0
        while let view = try cursor.next() {
            let diff = try JSONDiff(view)
            guard document.apply(diff) else { throw WireError(.invalidValue(number), at: view.offset) }
            number += 1
        }
        return try document.encode()
    }
}

extension JSONValue {
    /// Does what `diff` says and returns true, or returns false if it does not fit; the value is then undefined.
    ///
    /// A diff does not fit if there is nothing to replace or remove at its path, something stands where it inserts a
    /// member, or the path is `$`.
    public mutating func apply(_ diff: JSONDiff) -> Bool {
        apply(diff.operation, legs: diff.path.legs[...], value: diff.value)
    }

    /// Steps down one leg and changes the container in place: it is taken out of `self` for that time, so that nobody
    /// else holds it and nothing is copied.
    fileprivate mutating func apply(
        _ operation: JSONDiffOperation,
        legs: ArraySlice<JSONPath.Leg>,
        value: JSONValue
    ) -> Bool {
        guard let leg = legs.first else { return false }
        let rest = legs.dropFirst()
        switch (self, leg) {
        case (.object(var members), .member(let key)):
            self = .null
            let index = members.firstIndex { $0.key == key }
            if let index, !rest.isEmpty {
                guard members[index].value.apply(operation, legs: rest, value: value) else { return false }
            } else {
                guard rest.isEmpty, members.apply(operation, to: key, at: index, value: value) else { return false }
            }
            self = .object(members)
            return true
        case (.array(var elements), .element(let index)):
            self = .null
            let place = min(Int(index), elements.count)
            guard elements.apply(operation, at: place, exists: Int(index) < elements.count, rest: rest, value: value)
            else {
                return false
            }
            self = .array(elements)
            return true
        case (.array(var elements), .elementFromEnd(let index)):
            self = .null
            let exists = Int(index) < elements.count
            let place = exists ? elements.count - 1 - Int(index) : 0
            guard elements.apply(operation, at: place, exists: exists, rest: rest, value: value) else { return false }
            self = .array(elements)
            return true
        default:
            return false
        }
    }
}

extension [JSONMember] {
    /// Changes the member at `index`, or adds `key` where there is none.
    fileprivate mutating func apply(
        _ operation: JSONDiffOperation,
        to key: [UInt8],
        at index: Int?,
        value: JSONValue
    ) -> Bool {
        switch (operation, index) {
        case (.replace, .some(let index)): self[index].value = value
        case (.insert, .none): append(JSONMember(key: key, value: value))
        case (.remove, .some(let index)): remove(at: index)
        case (.replace, .none), (.insert, .some), (.remove, .none): return false
        }
        return true
    }
}

extension [JSONValue] {
    /// Changes the element at `index` or one inside it.
    fileprivate mutating func apply(
        _ operation: JSONDiffOperation,
        at index: Int,
        exists: Bool,
        rest: ArraySlice<JSONPath.Leg>,
        value: JSONValue
    ) -> Bool {
        guard index < count || index == count && operation == .insert && rest.isEmpty else { return false }
        if rest.isEmpty, operation == .insert {
            insert(value, at: index)
            return true
        }
        guard exists else { return false }
        guard rest.isEmpty else { return self[index].apply(operation, legs: rest, value: value) }
        if operation == .replace {
            self[index] = value
        } else {
            remove(at: index)
        }
        return true
    }
}
