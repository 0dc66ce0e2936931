// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct DeflateTests {
    @Test(arguments: [-1, 1, 6, 9, 100]) func `a zlib stream inflates to what went in`(_ level: Int) throws {
        let content = Array(String(repeating: "replication ", count: 100).utf8)
        let result = Deflate.zlib(content.span, level: level)
        let compressed = try #require(result)
        #expect(compressed.first == 0x78)
        #expect(compressed.count < content.count)
        let inflated = try Inflate.bytes(
            from: compressed.span,
            wrapping: .zlib,
            size: content.count,
            limit: content.count
        )
        #expect(inflated == content)
    }

    @Test func `what would not get shorter is not compressed`() {
        var random = SeededRandom()
        let noise = random.bytes(200)
        for content in [noise, [], [1]] {
            let result = Deflate.zlib(content.span)
            #expect(result == nil)
        }
    }
}
