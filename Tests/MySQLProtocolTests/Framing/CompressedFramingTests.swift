// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct CompressedFramingTests {
    private static let algorithms: [CompressedFraming.Algorithm] = [.zlib(level: 6), .zstd(level: 3)]

    private func frames(_ content: [UInt8], _ algorithm: CompressedFraming.Algorithm) -> [UInt8] {
        var framing = CompressedFraming(algorithm)
        var writer = WireWriter()
        framing.append(content.span, to: &writer)
        return writer.bytes
    }

    private func content(
        _ bytes: [UInt8],
        _ algorithm: CompressedFraming.Algorithm,
        pieces: Int = .max
    ) throws(ProtocolViolation) -> [UInt8] {
        var framing = CompressedFraming(algorithm)
        var content: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = start + min(pieces, bytes.count - start)
            let read = Array(bytes[start..<end])
            var cursor = 0
            while let part = try framing.next(in: read.span, from: &cursor) { content += part }
            #expect(cursor == read.count)
            start = end
        }
        if !framing.isBetweenFrames { throw ProtocolViolation(.emptyPacket, in: "cut") }
        return content
    }

    @Test(arguments: algorithms)
    func `what goes in comes out, wherever reads are cut`(_ algorithm: CompressedFraming.Algorithm) throws {
        var random = SeededRandom()
        let texts = [
            [UInt8](repeating: 0x61, count: 5000), random.bytes(300), Array("short".utf8),
            [UInt8](repeating: 0, count: 200_000),
        ]
        for text in texts {
            let bytes = frames(text, algorithm)
            for pieces in [1, 6, 7, 8, 100, Int.max] where bytes.count / min(pieces, 100) < 1000 {
                #expect(try content(bytes, algorithm, pieces: pieces) == text)
            }
        }
    }

    @Test(arguments: algorithms)
    func `below 50 bytes, and where it does not help, nothing is compressed`(
        _ algorithm: CompressedFraming.Algorithm
    ) {
        let small = [UInt8](repeating: 1, count: 49)
        #expect(frames(small, algorithm) == [49, 0, 0, 0, 0, 0, 0] + small)
        #expect(frames(small + [1], algorithm).count < 50)
        var random = SeededRandom()
        let noise = random.bytes(100)
        #expect(frames(noise, algorithm) == [100, 0, 0, 0, 0, 0, 0] + noise)
    }

    @Test func `more than a frame holds goes into several, with numbers of their own`() throws {
        let content = [UInt8](repeating: 7, count: CompressedHeader.maximumLength + 100)
        let bytes = frames(content, .zstd(level: 1))
        #expect(try self.content(bytes, .zstd(level: 1)) == content)
        var framing = CompressedFraming(.zstd(level: 1))
        var cursor = 0
        let first = try framing.next(in: bytes.span, from: &cursor)
        let second = try framing.next(in: bytes.span, from: &cursor)
        #expect(first?.count == CompressedHeader.maximumLength)
        #expect(second?.count == 100)
        #expect(framing.sequence.next == 2)
    }

    @Test(arguments: algorithms)
    func `a frame that holds more or less than its header says is refused`(
        _ algorithm: CompressedFraming.Algorithm
    ) {
        let bytes = frames([UInt8](repeating: 7, count: 1000), algorithm)
        for size in [1, 999, 1001, 1100, 0xff_ffff] {
            var lie = bytes
            for index in 0..<3 { lie[4 + index] = UInt8(truncatingIfNeeded: size >> (8 * index)) }
            let found = violation { () throws(ProtocolViolation) in try content(lie, algorithm) }
            guard case .corruptFrame = found?.kind else {
                Issue.record("\(size): \(String(describing: found))")
                continue
            }
        }
    }

    @Test(arguments: algorithms)
    func `bytes behind the compressed data are refused`(_ algorithm: CompressedFraming.Algorithm) {
        var bytes = frames([UInt8](repeating: 7, count: 1000), algorithm) + [0]
        bytes[0] += 1
        let found = violation { () throws(ProtocolViolation) in try content(bytes, algorithm) }
        #expect(found != nil)
    }

    @Test func `a number out of order is refused by the header`() {
        let expected = ProtocolViolation(
            .outOfOrder(expected: 0, found: 3),
            in: "header of a compressed frame"
        )
        let bytes: [UInt8] = [1, 0, 0, 3, 0, 0, 0, 9]
        for pieces in [1, 8] {
            let found = violation { () throws(ProtocolViolation) in
                try content(bytes, .zlib(level: 6), pieces: pieces)
            }
            #expect(found == expected)
        }
    }

    @Test(arguments: algorithms)
    func `every cut shows, and damage is never a trap`(_ algorithm: CompressedFraming.Algorithm) {
        let text = [UInt8](repeating: 3, count: 400) + Array("the end".utf8)
        let bytes = frames(text, algorithm)
        for count in bytes.indices.dropFirst() {
            let cut = Array(bytes[..<count])
            #expect(violation { () throws(ProtocolViolation) in try content(cut, algorithm) } != nil, "\(count)")
        }
        var mutator = Mutator()
        for _ in 0..<1000 {
            let damaged = mutator.mutated(bytes)
            _ = violation { () throws(ProtocolViolation) in try content(damaged, algorithm) }
        }
    }
}
