// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct GTIDTagTests {
    static let longest = "_23456789_123456789_123456789_12"

    @Test(arguments: ["", "a", "_", "zz", "mytag", "t_12345", "t_123456", "_2345678_", "a_0123456789abcd", longest])
    func `A tag survives text and bytes`(text: String) throws {
        let tag = try #require(GTIDTag(text))
        #expect(tag.description == text)
        #expect(tag.count == text.utf8.count)
        #expect(tag.isEmpty == text.isEmpty)
        var writer = WireWriter()
        tag.encode(into: &writer)
        #expect(writer.bytes == [UInt8(text.utf8.count << 1)] + Array(text.utf8))
        let decoded = try reading(writer.bytes) { reader throws(WireError) in
            let tag = try GTIDTag(from: &reader)
            try reader.expectEnd()
            return tag
        }
        #expect(decoded == tag)
        #expect(unnoticedCuts(of: writer.bytes) { reader throws(WireError) in try GTIDTag(from: &reader) } == [])
    }

    @Test func `HC-095 upper case becomes lower case`() {
        #expect(GTIDTag("MyTag_X") == GTIDTag("mytag_x"))
        #expect(GTIDTag("MyTag_X")?.description == "mytag_x")
    }

    @Test(arguments: ["1a", "a-b", "a b", "ä", "a:", "a\0", longest + "3"])
    func `What begins with a digit, is too long or holds other characters is no tag`(text: String) {
        #expect(GTIDTag(text) == nil)
    }

    @Test(arguments: [
        ("42", WireError(.impossibleCount(33), at: 0)),
        ("fffffffffffffffffe", WireError(.impossibleCount(0xfeff_ffff_ffff_ffff), at: 0)),
        ("04 61", WireError(.truncated(needed: 2, available: 1), at: 1)),
        ("04 61 41", WireError(.invalidValue(0x41), at: 2)),
        ("04 31 61", WireError(.invalidValue(0x31), at: 1)),
        ("04 61 00", WireError(.invalidValue(0), at: 2)),
    ])
    func `Bytes that hold no tag say which of them is wrong`(hex: String, error: WireError) {
        #expect(wireError([UInt8](hex: hex)) { reader throws(WireError) in try GTIDTag(from: &reader) } == error)
    }

    @Test func `Tags are in the order of their bytes and none comes first`() throws {
        let texts = ["", "_", "a", "a0", "a_", "aa", "aaaaaaaa", "aaaaaaaaa", "b", "zz"]
        #expect(try texts.reversed().map { try #require(GTIDTag($0)) }.sorted().map(\.description) == texts)
    }
}
