// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONPathTests {
    @Test(arguments: [
        "$", "$.b[1]", #"$."a b".c"#, "$[0]", "$[last]", "$[last-3].x", #"$."q\"x\n""#, #"$."""#,
        "$._a$1[4294967295][0]",
        #"$."1a""#, #"$."日本""#,
    ])
    func `text comes out as it went in`(_ text: String) throws {
        let bytes = Array(text.utf8)
        #expect(try JSONPath(bytes.span).description == text)
    }

    @Test func `legs are read`() throws {
        let text = Array(#"$.b[1]."a b"[last][last-2]"#.utf8)
        let legs = try JSONPath(text.span).legs
        #expect(
            legs == [
                .member(Array("b".utf8)), .element(1), .member(Array("a b".utf8)), .elementFromEnd(0),
                .elementFromEnd(2),
            ]
        )
    }

    @Test func `keys that are no plain identifiers are quoted`() {
        let keys = ["a", "a-b", "", "1", "a1", "$", "é", "a.b", "\u{1}"]
        let path = JSONPath(legs: keys.map { .member(Array($0.utf8)) })
        #expect(path.description == #"$.a."a-b"."".""# + #"1".a1.$."é"."a.b"."\u0001""#)
    }
}
