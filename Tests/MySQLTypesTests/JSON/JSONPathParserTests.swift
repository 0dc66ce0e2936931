// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONPathParserTests {
    private func legs(_ text: String) throws -> [JSONPath.Leg] {
        let bytes = Array(text.utf8)
        return try JSONPath(bytes.span).legs
    }

    @Test func `space between the parts is skipped`() throws {
        #expect(try legs(" $ . a [ 1 ] [ last - 1 ] ") == [.member([0x61]), .element(1), .elementFromEnd(1)])
    }

    @Test func `escapes in quoted keys are resolved`() throws {
        #expect(try legs(#"$."\b\t\n\f\r\"\\\/""#) == [.member([8, 9, 10, 12, 13, 0x22, 0x5c, 0x2f])])
        #expect(try legs(#"$."\u0041\u00e9\ud83c\udf89""#) == [.member(Array("Aé🎉".utf8))])
    }

    @Test func `the server writes letters of any script without quotes`() throws {
        #expect(try legs("$.é.b") == [.member(Array("é".utf8)), .member([0x62])])
    }

    @Test(arguments: [
        ("", 0), ("a", 0), ("$a", 1), ("$.", 2), ("$..a", 2), ("$.*", 2), ("$[*]", 2), ("$**.a", 1), ("$[", 2),
        ("$[]", 2),
        ("$[1", 3), ("$[1 to 2]", 4), ("$[-1]", 2), ("$[4294967296]", 2), ("$[lost]", 3), ("$[last", 6),
        ("$[last-]", 7),
        (#"$."a"#, 4), (#"$."\x""#, 4), (#"$."\u00g0""#, 7), (#"$."\ud800""#, 9), (#"$."\ud800\u0041""#, 4),
        (#"$."\udc00""#, 4), ("$.\"\u{1}\"", 3), (#"$.a\n"#, 3), (#"$.a"b""#, 3), ("$[99999999999999999999999]", 2),
    ])
    func `what is no path of one place is an error at its byte`(_ text: String, _ offset: Int) {
        let error = #expect(throws: WireError.self) { try legs(text) }
        #expect(error?.offset == offset)
    }

    @Test func `more steps than a document has levels are refused`() throws {
        #expect(try legs("$" + String(repeating: "[0]", count: 100)).count == 100)
        #expect(throws: WireError(.nestedTooDeep(limit: 100), at: 301)) {
            try legs("$" + String(repeating: "[0]", count: 101))
        }
    }
}
