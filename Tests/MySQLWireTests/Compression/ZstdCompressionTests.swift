// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct ZstdCompressionTests {
    @Test(arguments: [-1, 1, 3, 22, 100]) func `a frame decompresses to what went in`(_ level: Int) throws {
        let content = Array(String(repeating: "replication ", count: 100).utf8)
        let result = ZstdCompression.frame(content.span, level: level)
        let frame = try #require(result)
        #expect(frame.prefix(4) == [0x28, 0xb5, 0x2f, 0xfd])
        let stream = try #require(ZstdStream())
        var output: [UInt8] = []
        let step = try stream.decompress(frame.span, appendingTo: &output, limit: 2000)
        #expect(step.isFrameComplete)
        #expect(output == content)
    }

    @Test func `what would not get shorter is not compressed`() {
        var random = SeededRandom()
        let noise = random.bytes(200)
        for content in [noise, [], [1]] {
            let result = ZstdCompression.frame(content.span)
            #expect(result == nil)
        }
    }
}
