// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct ZstdStreamTests {
    /// The content of a TRANSACTION_PAYLOAD event of MySQL 9.7: five events, 270 bytes.
    static let payload = [UInt8](
        hex: """
            28b52ffd600e00650600824b2a31604dd31800d7a190c80000d8c030708f1c98cd1fb78fdcbb127632a34d19881e86b460bde8018335
            11a031a410b4f79629ffbf1f27fcb2605edb1681ffc1fa761b2c288cecc0db607bb158e602e0b5e4b9cb2e03871e09c17b5776ba6fc7
            43204455556149114383f4581e88caa931299203a4cd0d0cc9112b31834eb24829539b647f7970e6b56d514c5011d3ebc1f5e9096254
            7b0c0572dc9d5f80100f91dfe266895fba796d070e008078b8e241333001225861690eb8c05e0b611570f11176b0ac17883a8039
            """
    )
    static let content = [UInt8](
        hex: """
            00f1536502610000004400000000000000080056000000d196ac050100001d000000000000012000a045000000000603737464042d00
            2d00ff0012ff007400424547494e
            00f153651d610000003f00000000000000800000696e7365727420696e746f20772076616c75657328332c726570656174282779272c
            3130292c4e554c4c29
            00f153651361000000410000000000000000008c0000000000010001740001770003030ff503280004060101800203fcff0004070269
            64016201640801000c01e0
            00f153651e610000002f0000000000000000008c00000000001100020003ff04030000000a79797979797979797979
            00f1536510610000001b0000000000000000009901000000000000
            """
    )

    /// A frame of one block that holds `abc` as it is.
    static let small = [UInt8](hex: "28b52ffd 20 03 190000 616263")

    /// A frame of `blocks` blocks that each repeat one byte 128 KiB times.
    private func bomb(blocks: Int) -> [UInt8] {
        var writer = WireWriter(bytes: [UInt8](hex: "28b52ffd 00 40"))
        for index in 0..<blocks {
            writer.uint24(UInt32(0x2_0000 << 3 | 1 << 1 | (index == blocks - 1 ? 1 : 0)))
            writer.uint8(0x61)
        }
        return writer.bytes
    }

    private func stream(windowLog: Int = 27) throws -> ZstdStream {
        let stream = try #require(ZstdStream())
        stream.reset(windowLog: windowLog)
        return stream
    }

    @Test func `What a server compressed comes out whole`() throws {
        let stream = try stream()
        var output: [UInt8] = [9]
        let step = try stream.decompress(Self.payload.span, appendingTo: &output, limit: 10_000)
        #expect((step.consumed, step.produced, step.isFrameComplete) == (214, 270, true))
        #expect(output == [9] + Self.content)
    }

    @Test func `One stream decompresses frame after frame`() throws {
        let stream = try stream()
        var output: [UInt8] = []
        let both = Self.small + Self.payload
        let first = try stream.decompress(both.span, appendingTo: &output, limit: 1000)
        #expect((first.consumed, first.produced, first.isFrameComplete) == (12, 3, true))
        let second = try stream.decompress(both.span.extracting(12...), appendingTo: &output, limit: 1000)
        #expect((second.consumed, second.produced, second.isFrameComplete) == (214, 270, true))
        #expect(output == Array("abc".utf8) + Self.content)
    }

    @Test(arguments: [1, 2, 7, 100])
    func `Input may come in pieces`(size: Int) throws {
        let stream = try stream()
        var output: [UInt8] = []
        var start = 0
        while start < Self.payload.count {
            let end = min(start + size, Self.payload.count)
            let step = try stream.decompress(
                Self.payload.span.extracting(start..<end),
                appendingTo: &output,
                limit: 1000
            )
            #expect(step.consumed == end - start)
            #expect(step.isFrameComplete == (end == Self.payload.count))
            start = end
        }
        #expect(output == Self.content)
    }

    @Test(arguments: [1, 3, 100, 269, 270])
    func `No step puts out more than its limit`(limit: Int) throws {
        let stream = try stream()
        var output: [UInt8] = []
        var start = 0
        for _ in 0..<1000 {
            let step = try stream.decompress(Self.payload.span.extracting(start...), appendingTo: &output, limit: limit)
            #expect(step.produced <= limit)
            start += step.consumed
            if step.isFrameComplete { break }
        }
        #expect(start == Self.payload.count)
        #expect(output == Self.content)
    }

    @Test func `A bomb puts out its limit and no more`() throws {
        let stream = try stream()
        let bomb = bomb(blocks: 1000)
        #expect(bomb.count < 5000)
        var output: [UInt8] = []
        let step = try stream.decompress(bomb.span, appendingTo: &output, limit: 300_000)
        #expect(output.count == step.produced)
        #expect(step.produced <= 300_000)
        #expect(!step.isFrameComplete)
        #expect(output.allSatisfy { $0 == 0x61 })
        let nothing = try stream.decompress(bomb.span.extracting(step.consumed...), appendingTo: &output, limit: 0)
        #expect(nothing.produced == 0)
    }

    @Test func `A frame that was cut never completes`() throws {
        for frame in [Self.payload, Self.small] {
            for count in frame.indices {
                let stream = try stream()
                var output: [UInt8] = []
                let step = try stream.decompress(frame.span.extracting(..<count), appendingTo: &output, limit: 1000)
                #expect(!step.isFrameComplete)
                #expect(step.consumed == count)
            }
        }
    }

    @Test(arguments: ["00", "28b52ffe", "ffffffffffffffffffff", "28b52ffd 20 03 1f0000 616263", "28b52ffd 28 00"])
    func `What is not zstd is refused and leaves the output as it was`(hex: String) throws {
        let stream = try stream()
        var output: [UInt8] = [1, 2]
        let bytes = [UInt8](hex: hex) + [UInt8](repeating: 0, count: 16)
        #expect(throws: WireError(.corruptCompressedData, at: 0)) {
            try stream.decompress(bytes.span, appendingTo: &output, limit: 1000)
        }
        #expect(output == [1, 2])
        stream.reset()
        let step = try stream.decompress(Self.small.span, appendingTo: &output, limit: 1000)
        #expect(step.isFrameComplete)
        #expect(output == [1, 2, 0x61, 0x62, 0x63])
    }

    @Test func `A frame that asks for a window above the limit is refused`() throws {
        // The window's size stands in the sixth byte: 2 to the power of 10 + 17.
        let frame = [UInt8](hex: "28b52ffd 00 88 190000 616263")
        var output: [UInt8] = []
        #expect(throws: WireError(.corruptCompressedData, at: 0)) {
            try stream(windowLog: 26).decompress(frame.span, appendingTo: &output, limit: 1000)
        }
        #expect(try stream(windowLog: 27).decompress(frame.span, appendingTo: &output, limit: 1000).isFrameComplete)
    }

    @Test func `Mutated frames complete, wait or are refused within the limit`() throws {
        var mutator = Mutator()
        let stream = try stream()
        for _ in 0..<3000 {
            let frame = mutator.mutated(Self.payload)
            var output: [UInt8] = []
            stream.reset()
            do throws(WireError) {
                let step = try stream.decompress(frame.span, appendingTo: &output, limit: 5000)
                #expect(step.produced == output.count && step.produced <= 5000, "\(mutator.random)")
                #expect(step.consumed <= frame.count, "\(mutator.random)")
            } catch {
                #expect(output.isEmpty, "\(mutator.random)")
            }
        }
    }
}
