// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONValueTests {
    @Test func `a document becomes a tree that owns its parts`() throws {
        let bytes = try JSONValue.object([
            JSONMember(key: "b", value: .array([.null, .bool(true), .int(-1), .uint(1), .double(0.5)])),
            JSONMember(key: "a", value: .opaque(.bit, [1])),
        ]).encode()
        let value = try JSONValue(JSONBinaryView(bytes.span))
        let expected = JSONValue.object([
            JSONMember(key: "a", value: .opaque(.bit, [1])),
            JSONMember(key: "b", value: .array([.null, .bool(true), .int(-1), .uint(1), .double(0.5)])),
        ])
        #expect(value == expected)
    }

    @Test(arguments: ServerDocuments.updatedInPlace)
    func `gaps are gone after reading and encoding, the text is the same`(_ document: ServerDocuments.Document) throws {
        let bytes = try JSONValue(JSONBinaryView(document.bytes.span)).encode()
        var text = TextWriter()
        try JSONBinaryView(bytes.span).write(to: &text)
        #expect(text.string == document.text)
        #expect(bytes.count <= document.bytes.count)
    }

    @Test func `signed and unsigned integers are different values`() throws {
        #expect(JSONValue.int(1) != .uint(1))
        #expect(try JSONValue.int(1).encode() == [0x05, 1, 0])
        #expect(try JSONValue.uint(1).encode() == [0x06, 1, 0])
    }
}
