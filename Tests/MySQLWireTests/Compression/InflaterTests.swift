// SPDX-License-Identifier: Apache-2.0

import MySQLWire
import Testing

struct InflaterTests {
    private static let text = [UInt8](repeating: 0x61, count: 5_000)

    private func inflate(
        _ compressed: [UInt8],
        by inflater: Inflater,
        size: Int,
        into output: inout [UInt8]
    ) throws(WireError) {
        try inflater.decompress(compressed.span, wrapping: .zlib, size: size, limit: 1 << 20, into: &output)
    }

    @Test func `one inflater decompresses again and again, into the same memory`() throws {
        let inflater = Inflater()
        let result = Deflate.zlib(InflaterTests.text.span)
        let compressed = try #require(result)
        var output: [UInt8] = [1, 2, 3]
        for _ in 0..<3 {
            try inflate(compressed, by: inflater, size: 5_000, into: &output)
            #expect(output == InflaterTests.text)
        }
        let shorter = [UInt8](repeating: 0x62, count: 100)
        let other = Deflate.zlib(shorter.span)
        try inflate(try #require(other), by: inflater, size: 100, into: &output)
        #expect(output == shorter)
    }

    @Test func `behind data that is damaged the next is decompressed all the same`() throws {
        let inflater = Inflater()
        let result = Deflate.zlib(InflaterTests.text.span)
        let compressed = try #require(result)
        var damaged = compressed
        damaged[damaged.count - 1] ^= 1
        var output: [UInt8] = [1]
        for wrong in [damaged, compressed + [0]] {
            #expect(throws: WireError.self) { try inflate(wrong, by: inflater, size: 5_000, into: &output) }
            #expect(output.isEmpty)
        }
        try inflate(compressed, by: inflater, size: 5_000, into: &output)
        #expect(output == InflaterTests.text)
    }
}
