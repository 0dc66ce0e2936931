// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

extension JSONBinaryView {
    /// Writes the text that the server gives for the value: `{"a": 1, "b": [1, 2.0]}`.
    ///
    /// Integers and decimals are written digit for digit, doubles with the fewest digits that give them back and
    /// always with a point or an exponent. Dates and times are strings (`"2024-02-29 23:59:59.000000"`), other SQL
    /// types are `"base64:type15:…"` with the number of their type. In strings only `"`, `\` and control characters
    /// are escaped. Bytes that are not UTF-8 (no server writes them) stay as they are, so text made of such a document
    /// is not UTF-8 either; its structure stays readable, because none of these bytes can pass for a quote.
    ///
    /// Complexity: one pass over the bytes; no memory is taken but for the text, where the writer has too little.
    /// - Parameter text: Where to write; unchanged if an error is thrown.
    /// - Throws: `WireError` if any part of the value is malformed, nested too deep or met more often than its bytes
    ///   allow.
    ///
    /// Source: MySQL 9.7, `sql-common/json_dom.cc`, `wrapper_to_string`, `double_quote`.
    public func write(to text: inout TextWriter) throws(WireError) {
        // Text is about as long as the document, with much room above that; where that does not suffice, it is written again.
        let expected = document.count &+ document.count / 2 &+ 256
        try text.lend(expected) { room throws(WireError) in
            var walk = JSONTextWalk(document)
            try walk.write(shape, to: &room)
        }
    }
}

extension TextWriter {
    /// Appends `content` as a JSON string in quotes, with the server's escapes.
    package mutating func append(quoted content: Span<UInt8>) {
        lend(content.count &+ content.count / 4 &+ 16) { room in
            room.put(quoting: content, from: 0, count: content.count)
        }
    }
}
