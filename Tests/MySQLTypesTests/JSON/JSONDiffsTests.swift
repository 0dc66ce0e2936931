// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONDiffsTests {
    private func text(_ bytes: [UInt8]) throws -> String {
        var text = TextWriter()
        try JSONBinaryView(bytes.span).write(to: &text)
        return text.string
    }

    /// `{"a": "s", "b": [1, 2, 3]}`.
    private static let document = JSONValue.object([
        JSONMember(key: "a", value: .string("s")), JSONMember(key: "b", value: .array([.int(1), .int(2), .int(3)])),
    ])

    private func apply(_ operation: JSONDiffOperation, _ path: String, _ value: JSONValue = .null) throws -> String {
        var writer = WireWriter()
        let path = Array(path.utf8)
        try JSONDiff(operation, at: JSONPath(path.span), value: value).encode(into: &writer)
        let diffs = writer.bytes
        let before = try Self.document.encode()
        return try text(JSONDiffs.apply(diffs.span, to: before.span))
    }

    @Test(arguments: ServerDocuments.partialUpdates)
    func `HC-047 diffs of the server give the document that the server holds`(_ update: ServerDocuments.Update) throws {
        let after = try JSONDiffs.apply(update.diffs.span, to: update.before.span)
        #expect(try text(after) == update.text)
        #expect(try text(update.after) == update.text)
    }

    @Test func `no diffs leave the bytes as they are`() throws {
        let before = ServerDocuments.updatedInPlace[0].bytes
        let none: [UInt8] = []
        #expect(try JSONDiffs.apply(none.span, to: before.span) == before)
    }

    @Test func `values are replaced, inserted and removed`() throws {
        #expect(try apply(.replace, "$.a", .null) == #"{"a": null, "b": [1, 2, 3]}"#)
        #expect(try apply(.replace, "$.b[1]", .int(9)) == #"{"a": "s", "b": [1, 9, 3]}"#)
        #expect(try apply(.replace, "$.b[last]", .int(9)) == #"{"a": "s", "b": [1, 2, 9]}"#)
        #expect(try apply(.insert, "$.c", .int(9)) == #"{"a": "s", "b": [1, 2, 3], "c": 9}"#)
        #expect(try apply(.insert, "$.b[0]", .int(9)) == #"{"a": "s", "b": [9, 1, 2, 3]}"#)
        #expect(try apply(.insert, "$.b[3]", .int(9)) == #"{"a": "s", "b": [1, 2, 3, 9]}"#)
        #expect(try apply(.insert, "$.b[10]", .int(9)) == #"{"a": "s", "b": [1, 2, 3, 9]}"#)
        #expect(try apply(.insert, "$.b[last]", .int(9)) == #"{"a": "s", "b": [1, 2, 9, 3]}"#)
        #expect(try apply(.insert, "$.b[last-9]", .int(9)) == #"{"a": "s", "b": [9, 1, 2, 3]}"#)
        #expect(try apply(.remove, "$.a") == #"{"b": [1, 2, 3]}"#)
        #expect(try apply(.remove, "$.b[last-1]") == #"{"a": "s", "b": [1, 3]}"#)
    }

    @Test(arguments: [
        (JSONDiffOperation.replace, "$"), (.insert, "$"), (.remove, "$"), (.replace, "$.x"), (.remove, "$.x"),
        (.insert, "$.a"), (.replace, "$[0]"), (.insert, "$[0]"), (.remove, "$[0]"), (.replace, "$.b[3]"),
        (.remove, "$.b[3]"), (.replace, "$.b[last-3]"), (.remove, "$.b[last-3]"), (.replace, "$.b.x"),
        (.insert, "$.b.x"), (.replace, "$.a[0]"), (.insert, "$.a[0]"), (.insert, "$.x.y"), (.insert, "$.x[0]"),
        (.insert, "$.b[3][0]"), (.replace, "$.b[0][0]"),
    ])
    func `a diff that does not fit is an error`(_ operation: JSONDiffOperation, _ path: String) {
        #expect(throws: WireError(.invalidValue(0), at: 0)) { try apply(operation, path, .int(1)) }
    }

    @Test func `the error names the diff that does not fit`() throws {
        var writer = WireWriter()
        try JSONDiff(.remove, at: JSONPath(legs: [.member([0x61])])).encode(into: &writer)
        let second = writer.count
        try JSONDiff(.remove, at: JSONPath(legs: [.member([0x61])])).encode(into: &writer)
        let before = try Self.document.encode()
        let diffs = writer.bytes
        #expect(throws: WireError(.invalidValue(1), at: second)) {
            try JSONDiffs.apply(diffs.span, to: before.span)
        }
    }

    @Test func `malformed paths and values are errors at their diff`() throws {
        let before = try Self.document.encode()
        let badPath: [UInt8] = [2, 1, 0x61]
        #expect(throws: WireError(.invalidValue(0x61), at: 0)) { try JSONDiffs.apply(badPath.span, to: before.span) }
        let badValue: [UInt8] = [0, 3, 0x24, 0x2e, 0x61, 2, 0x04, 0x07]
        #expect(throws: WireError(.invalidValue(7), at: 0)) { try JSONDiffs.apply(badValue.span, to: before.span) }
    }

    @Test func `a document may not grow beyond the deepest nesting`() throws {
        var deep = JSONValue.array([])
        for _ in 0..<99 { deep = .array([deep]) }
        #expect(throws: WireError(.nestedTooDeep(limit: 100), at: 0)) { try apply(.replace, "$.a", deep) }
    }
}
