// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLProtocol
import MySQLWire
import NIOCore
import Testing

@Suite struct PacketSplitterTests {
    /// A packet with its header.
    private func frame(_ payload: [UInt8], _ sequence: UInt8) -> [UInt8] {
        let count = payload.count
        return [UInt8(count & 255), UInt8(count >> 8 & 255), UInt8(count >> 16), sequence] + payload
    }

    /// The payloads that come out, if the bytes come in these parts.
    private func payloads(_ parts: [[UInt8]], _ splitter: inout PacketSplitter) throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        for part in parts {
            try splitter.split(ByteBuffer(bytes: part)) { batch in
                // swift-format-ignore: ReplaceForEachWithForLoop
                batch.forEach { found.append([UInt8](copying: $0)) }
            }
        }
        return found
    }

    @Test func `packets come out whole wherever the reads were cut`() throws {
        let contents: [[UInt8]] = [[1, 2, 3], [], [4], [UInt8](repeating: 7, count: 300)]
        var stream: [UInt8] = []
        for (index, content) in contents.enumerated() { stream += frame(content, UInt8(index)) }
        for cut in 0...stream.count {
            var splitter = PacketSplitter(maximumPacketSize: 1000)
            #expect(try payloads([Array(stream[..<cut]), Array(stream[cut...])], &splitter) == contents)
            #expect(!splitter.isMidPacket)
        }
        var splitter = PacketSplitter(maximumPacketSize: 1000)
        #expect(try payloads(stream.map { [$0] }, &splitter) == contents)
    }

    @Test func `packets that come together are one batch, with none of them copied`() throws {
        let bytes = ByteBuffer(bytes: frame([1], 0) + frame([2], 1) + frame([3], 2))
        var batches: [PacketBatch] = []
        var splitter = PacketSplitter(maximumPacketSize: 10)
        try splitter.split(bytes) { batches.append($0) }
        #expect(batches.map(\.count) == [3])
        #expect(batches.first?.buffer == bytes)
    }

    @Test func `a packet of several frames is one payload`() throws {
        let full = [UInt8](repeating: 9, count: 0xff_ffff)
        var splitter = PacketSplitter(maximumPacketSize: 40_000_000)
        let stream = frame(full, 0) + frame([1, 2], 1) + frame(full, 2) + frame([], 3) + frame([5], 4)
        let found = try payloads([Array(stream[..<20_000_000]), Array(stream[20_000_000...])], &splitter)
        #expect(found.map(\.count) == [0xff_ffff + 2, 0xff_ffff, 1])
    }

    @Test func `a packet out of turn is a violation`() {
        var splitter = PacketSplitter(maximumPacketSize: 10)
        #expect(throws: ProtocolViolation(.outOfOrder(expected: 0, found: 3), in: "packet header")) {
            try payloads([frame([1], 3)], &splitter)
        }
    }

    @Test func `a packet above the limit is refused by its header`() {
        var splitter = PacketSplitter(maximumPacketSize: 10)
        #expect(throws: ProtocolViolation(.packetTooLarge(length: 11, limit: 10), in: "packet header")) {
            try payloads([[11, 0, 0, 0]], &splitter)
        }
    }

    @Test func `an error that crossed the command passes with any number`() throws {
        var splitter = PacketSplitter(maximumPacketSize: 100)
        splitter.sent(next: 1, turn: .answer)
        #expect(try payloads([frame([0xff, 0xbf, 0x0f], 0)], &splitter) == [[0xff, 0xbf, 0x0f]])
        splitter.sent(next: 1, turn: .answer)
        _ = try payloads([frame([3], 1)], &splitter)
        #expect(throws: ProtocolViolation.self) { try payloads([frame([1, 0xbf, 0x0f], 9)], &splitter) }
    }

    @Test func `HC-083 numbers restart behind an event that wants a reply, and nowhere else`() throws {
        let wants: [UInt8] = [0, 0xef, 1, 42]
        let plain: [UInt8] = [0, 0xef, 0, 42]
        var splitter = PacketSplitter(maximumPacketSize: 100)
        splitter.sent(next: 1, turn: .dump(acknowledges: true))
        let good = frame(plain, 1) + frame(wants, 2) + frame(plain, 1) + frame(wants, 2) + frame(plain, 3)
        #expect(try payloads([good], &splitter).count == 5)
        #expect(throws: ProtocolViolation.self) { try payloads([frame(plain, 1)], &splitter) }
    }

    @Test func `numbers may restart once for each acknowledgement, also while events are under way`() throws {
        let event: [UInt8] = [0, 1, 2, 3]
        var splitter = PacketSplitter(maximumPacketSize: 100)
        splitter.sent(next: 1, turn: .dump(acknowledges: false))
        splitter.acknowledged()
        #expect(try payloads([frame(event, 1), frame(event, 2), frame(event, 1)], &splitter).count == 3)
        #expect(throws: ProtocolViolation.self) { try payloads([frame(event, 1)], &splitter) }
    }

    @Test func `HC-083 the first packet of a dump decides whether events have two bytes in front`() throws {
        let rotate: [UInt8] = [0, 0, 0, 0, 0, 4]
        let lookalike: [UInt8] = [0, 0xef, 1, 42]
        for (acknowledges, first, expected) in [
            (true, [0, 0xef] + rotate, true), (true, rotate, false), (false, rotate, false), (false, lookalike, false),
        ] as [(Bool, [UInt8], Bool)] {
            var splitter = PacketSplitter(maximumPacketSize: 100)
            splitter.sent(next: 1, turn: .dump(acknowledges: acknowledges))
            var found: [Bool] = []
            try splitter.split(ByteBuffer(bytes: frame(first, 1) + frame(lookalike, 2))) { found.append($0.isSemiSync) }
            try splitter.split(ByteBuffer(bytes: frame(lookalike, expected ? 1 : 3))) { found.append($0.isSemiSync) }
            #expect(found == [expected, expected])
            // Numbers restart only where the source asked for an acknowledgement.
            guard !expected else { continue }
            #expect(throws: ProtocolViolation.self) { try payloads([frame(lookalike, 1)], &splitter) }
        }
    }

    @Test func `HC-084 the packet that ends a dump comes alone`() throws {
        let event: [UInt8] = [0, 1, 2, 3]
        for end in [[0xfe, 0, 0, 2, 0], [0xff, 1, 2], []] as [[UInt8]] {
            var splitter = PacketSplitter(maximumPacketSize: 100)
            splitter.sent(next: 1, turn: .dump(acknowledges: false))
            var counts: [Int] = []
            try splitter.split(ByteBuffer(bytes: frame(event, 1) + frame(event, 2) + frame(end, 3))) {
                counts.append($0.count)
            }
            #expect(counts == [2, 1])
        }
    }
}
