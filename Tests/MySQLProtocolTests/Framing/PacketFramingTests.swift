// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

/// Puts packets together as a client does: whole ones from ranges, others from fragments.
struct PacketCollector {
    var framing: PacketFraming
    var packets: [[UInt8]] = []
    var assembly: [UInt8] = []
    /// Bytes that were copied because a packet was not whole in a read.
    var copied = 0

    init(maximumPayload: Int = 1 << 26, sequence: SequenceNumbers = SequenceNumbers()) {
        framing = PacketFraming(maximumPayload: maximumPayload, sequence: sequence)
    }

    mutating func read(_ bytes: [UInt8]) throws(ProtocolViolation) {
        var cursor = 0
        while true {
            var start = cursor
            var run = PacketFraming.Run()
            try framing.takeWholePackets(in: bytes.span, from: &cursor, into: &run)
            for _ in 0..<run.count {
                let length = Int(bytes[start]) | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2]) << 16
                packets.append(Array(bytes[(start + 4)..<(start + 4 + length)]))
                start += 4 + length
            }
            #expect(start == cursor)
            switch try framing.next(in: bytes.span, from: &cursor) {
            case .packet(let range): packets.append(Array(bytes[range]))
            case .fragment(let range, let isLast):
                assembly += bytes[range]
                copied += range.count
                if isLast {
                    packets.append(assembly)
                    assembly = []
                }
            case .needsMore:
                #expect(cursor == bytes.count)
                return
            }
        }
    }
}

struct PacketFramingTests {
    private static let full = PacketHeader.maximumLength

    private func stream(_ payloads: [[UInt8]], from sequence: UInt8 = 0) -> [UInt8] {
        var framing = PacketFraming(maximumPayload: .max, sequence: SequenceNumbers(next: sequence))
        var writer = WireWriter()
        for payload in payloads { framing.append(payload.span, to: &writer) }
        return writer.bytes
    }

    private func collected(_ bytes: [UInt8], pieces: Int) throws(ProtocolViolation) -> PacketCollector {
        var collector = PacketCollector()
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + pieces)
            try collector.read(Array(bytes[start..<end]))
            start = end
        }
        return collector
    }

    @Test func `packets of one read are a run of it`() throws {
        let bytes = [UInt8](hex: "010000 00 0e 000000 01 020000 02 0000")
        var framing = PacketFraming(maximumPayload: 100)
        var run = PacketFraming.Run()
        var cursor = 0
        try framing.takeWholePackets(in: bytes.span, from: &cursor, into: &run)
        #expect(run.count == 3)
        #expect(run.first == 4..<5)
        #expect(run.last == 13..<15)
        #expect(cursor == bytes.count)
        #expect(framing.isBetweenPackets)
        #expect(framing.sequence.next == 3)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 64, 1000]) func `reads may be cut anywhere`(_ pieces: Int) throws {
        var random = SeededRandom()
        let payloads = [0, 1, 3, 0, 250, 251, 5, 0].map { random.bytes($0) }
        let collector = try collected(stream(payloads), pieces: pieces)
        #expect(collector.packets == payloads)
        #expect(collector.framing.isBetweenPackets)
        if pieces == 1000 { #expect(collector.copied == 0) }
    }

    @Test func `only the packet between two reads is copied`() throws {
        let payloads = (0..<100).map { [UInt8](repeating: UInt8($0), count: 20) }
        let collector = try collected(stream(payloads), pieces: 1210)
        #expect(collector.packets == payloads)
        #expect(collector.copied == 20)
    }

    @Test(arguments: [full - 1, full, full + 1, 2 * full, 2 * full + 7])
    func `HC-074 long packets are joined, and an exact multiple ends with an empty part`(_ count: Int) throws {
        var payload = [UInt8](repeating: 0, count: count)
        payload[0] = 1
        payload[count - 1] = 2
        let bytes = stream([payload, [7]])
        let parts = count / PacketFramingTests.full + 1
        #expect(bytes.count == count + 4 * parts + 5)
        if count == PacketFramingTests.full {
            #expect(Array(bytes[(4 + count)..<(8 + count)]) == [0, 0, 0, 1])
        }
        for pieces in [1 << 17, bytes.count] {
            let collector = try collected(bytes, pieces: pieces)
            #expect(collector.packets.count == 2)
            #expect(collector.packets.first == payload)
            #expect(collector.packets.last == [7])
        }
    }

    @Test func `numbers wrap behind 255`() throws {
        let payloads = [[UInt8]](repeating: [1], count: 600)
        #expect(try collected(stream(payloads), pieces: 1000).packets.count == 600)
    }

    @Test func `a number out of order is an error, whichever way the packet came`() {
        let expected = ProtocolViolation(.outOfOrder(expected: 1, found: 2), in: "packet header")
        let bytes = [UInt8](hex: "010000 00 0e 010000 02 0e")
        for pieces in [1, 100] {
            let found = violation { () throws(ProtocolViolation) in try collected(bytes, pieces: pieces) }
            #expect(found == expected)
        }
    }

    @Test func `HC-083 a restart at 1 is allowed once for each acknowledgement`() throws {
        var collector = PacketCollector(sequence: SequenceNumbers(next: 9))
        collector.framing.sequence.permitRestart()
        try collector.read([UInt8](hex: "010000 09 0a 010000 01 0b 010000 02 0c"))
        #expect(collector.packets == [[10], [11], [12]])
        let again = violation { () throws(ProtocolViolation) in try collector.read([UInt8](hex: "010000 01 0d")) }
        #expect(again?.kind == .outOfOrder(expected: 3, found: 1))
    }

    @Test func `a packet above the limit is refused by its header, before any of its bytes`() {
        var collector = PacketCollector(maximumPayload: 10)
        let found = violation { () throws(ProtocolViolation) in try collector.read([11, 0, 0, 0]) }
        #expect(found?.kind == .packetTooLarge(length: 11, limit: 10))
        #expect(collector.assembly.isEmpty)
    }

    @Test func `the limit counts all parts of a packet`() {
        var collector = PacketCollector(maximumPayload: PacketFramingTests.full + 5)
        let first = [UInt8](hex: "ffffff 00") + [UInt8](repeating: 0, count: PacketFramingTests.full)
        let found = violation { () throws(ProtocolViolation) in try collector.read(first + [6, 0, 0, 1]) }
        #expect(found?.kind == .packetTooLarge(length: PacketFramingTests.full + 6, limit: PacketFramingTests.full + 5))
    }

    @Test func `the limit counts each packet for itself`() throws {
        var collector = PacketCollector(maximumPayload: 20)
        try collector.read(stream([[UInt8]](repeating: [UInt8](repeating: 0, count: 20), count: 50)))
        #expect(collector.packets.count == 50)
    }

    @Test func `an end within a packet shows`() throws {
        for bytes in [[1], [1, 0, 0, 0], [2, 0, 0, 0, 9]] as [[UInt8]] {
            var collector = PacketCollector()
            try collector.read(bytes)
            #expect(!collector.framing.isBetweenPackets, "\(bytes)")
        }
    }

    @Test func `damage is packets or a violation, never a trap`() {
        var mutator = Mutator()
        var random = SeededRandom()
        let bytes = stream((0..<20).map { [UInt8](repeating: 1, count: $0) })
        for _ in 0..<2000 {
            let pieces = Int.random(in: 1...80, using: &random)
            let damaged = mutator.mutated(bytes)
            _ = violation { () throws(ProtocolViolation) in try collected(damaged, pieces: pieces) }
        }
    }
}
