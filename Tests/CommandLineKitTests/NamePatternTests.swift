// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Testing

struct NamePatternTests {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("a", "a", true), ("a", "A", false), ("a", "ab", false), ("ab", "a", false),
        ("*", "", true), ("*", "anything", true), ("a*", "a", true), ("a*", "abc", true), ("*c", "abc", true),
        ("*c", "abcd", false), ("a*c", "ac", true), ("a*c", "abcbc", true), ("a*b*c", "a-b-b-c", true),
        ("a*b*c", "a-c-b", false), ("**", "x", true), ("?", "a", true), ("?", "", false), ("?", "ab", false),
        ("or?ers_*", "orders_2024", true), ("?*", "ż", true), ("ż?", "ż🐳", true), ("*?", "", false),
        ("order.s", "order.s", true), ("[a]", "a", false), ("%", "%", true), ("a_c", "abc", false),
    ])
    func `a star stands for any characters and a question mark for one`(
        _ pattern: String,
        _ name: String,
        _ fits: Bool
    ) {
        #expect(NamePattern(pattern).matches(name) == fits)
    }

    @Test(.timeLimit(.minutes(1)))
    func `many stars do not take forever`() {
        let name = String(repeating: "a", count: 64)
        #expect(!NamePattern(String(repeating: "a*", count: 30) + "b").matches(name))
        #expect(NamePattern(String(repeating: "a*", count: 30)).matches(name))
    }
}

struct TablePatternTests {
    @Test
    func `database and table stand on the sides of the first point`() throws {
        let pattern = try #require(TablePattern("shop_?.order*"))
        #expect(pattern.matches(database: "shop_a", table: "orders"))
        #expect(!pattern.matches(database: "shop_ab", table: "orders"))
        #expect(!pattern.matches(database: "shop_a", table: "reorder"))
        #expect(try #require(TablePattern("a.b.c")).matches(database: "a", table: "b.c"))
    }

    @Test
    func `only a single star covers a database`() throws {
        #expect(try #require(TablePattern("shop.*")).coversDatabase)
        #expect(try !#require(TablePattern("shop.a*")).coversDatabase)
        #expect(try !#require(TablePattern("shop.orders")).coversDatabase)
    }

    @Test(arguments: ["", "shop", ".", "shop.", ".orders", "shop*"])
    func `a pattern without both parts is none`(_ text: String) {
        #expect(TablePattern(text) == nil)
    }
}
