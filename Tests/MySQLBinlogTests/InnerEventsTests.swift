// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct InnerEventsTests {
    private static let xid = [UInt8](hex: "0100000000000000").event(.xid)

    /// A payload event over bytes that are not compressed, with the size that it tells of them.
    private static func payload(_ content: [UInt8], size: Int? = nil, compression: [UInt8] = [0xfc, 255, 0]) -> [UInt8]
    {
        var writer = WireWriter()
        writer.array([2, UInt8(compression.count)] + compression)
        if let size {
            var number = WireWriter()
            number.lengthEncodedInteger(UInt64(size))
            writer.uint8(3)
            writer.lengthEncodedSpan(number.bytes.span)
        }
        var number = WireWriter()
        number.lengthEncodedInteger(UInt64(content.count))
        writer.uint8(1)
        writer.lengthEncodedSpan(number.bytes.span)
        writer.uint8(0)
        writer.array(content)
        return writer.bytes.event(.transactionPayload)
    }

    private static func count(_ event: [UInt8]) throws -> Int {
        var count = 0
        try decode([MadeEvents.mysql, event]) { event in count += event.isInner ? 1 : 0 }
        return count
    }

    @Test func `events that are not compressed are read too`() throws {
        let xid = InnerEventsTests.xid
        #expect(try InnerEventsTests.count(InnerEventsTests.payload([])) == 0)
        #expect(try InnerEventsTests.count(InnerEventsTests.payload(xid + xid, size: 2 * xid.count)) == 2)
        // More than is taken at once.
        let many = [[UInt8]](repeating: xid, count: 10_000).flatMap(\.self)
        #expect(try InnerEventsTests.count(InnerEventsTests.payload(many)) == 10_000)
    }

    @Test func `a payload cut at any byte of its events is refused`() {
        let content = InnerEventsTests.xid + InnerEventsTests.xid
        for count in 1..<content.count where count != InnerEventsTests.xid.count {
            let event = InnerEventsTests.payload(Array(content[..<count]))
            #expect(refusal(of: [MadeEvents.mysql, event])?.kind == .malformedPayload, "\(count)")
        }
    }

    @Test func `a payload that holds less or more than it tells is refused`() {
        let xid = InnerEventsTests.xid
        for size in [xid.count - 1, xid.count + 1, 1 << 40] {
            let event = InnerEventsTests.payload(xid, size: size)
            #expect(refusal(of: [MadeEvents.mysql, event])?.kind == .malformedPayload, "\(size)")
        }
    }

    @Test func `events that cannot stand in a payload are refused there`() {
        for inner in [
            MadeEvents.mysql, InnerEventsTests.payload([]), [].event(.stop),
            [UInt8](hex: "0400000000000000").event(.rotate),
        ] {
            #expect(refusal(of: [MadeEvents.mysql, InnerEventsTests.payload(inner)])?.kind == .malformedPayload)
        }
    }

    @Test func `lengths that cannot be are refused`() {
        var short = InnerEventsTests.xid
        short[9] = 18
        let error = refusal(of: [MadeEvents.mysql, InnerEventsTests.payload(short)])
        #expect(error?.kind == .impossibleLength(18))
        var long = InnerEventsTests.xid
        long.replaceSubrange(9..<13, with: [255, 255, 255, 255])
        guard case .eventTooLarge? = refusal(of: [MadeEvents.mysql, InnerEventsTests.payload(long)])?.kind else {
            Issue.record("it is not refused")
            return
        }
    }

    @Test func `compressed bytes that are none, or end too early, are refused`() throws {
        let event = MySQLVectors.payload.eventBody
        let start = event.count - 0xd6
        // Zstandard's frames carry no checksum here, so damage in literals may go unseen; the head may not.
        let rubbish = Array(event[..<start]) + [UInt8](repeating: 0x55, count: 0xd6)
        #expect(refusal(of: [MadeEvents.mysql, rubbish.event(.transactionPayload)]) != nil)
        for count in [1, 4, 9, 100, 0xd5] {
            let content = Array(event[start..<(start + count)])
            let cut = InnerEventsTests.payload(content, size: 0x10e, compression: [0])
            #expect(refusal(of: [MadeEvents.mysql, cut]) != nil, "\(count)")
        }
    }

    @Test func `the events inside can be left out`() throws {
        var decoder = BinlogDecoder()
        let events = [MadeEvents.mysql, InnerEventsTests.payload(InnerEventsTests.xid), InnerEventsTests.xid]
        for event in events { try decoder.accept(event.span, at: 4) }
        let hasMore = decoder.hasInnerEvents
        #expect(!hasMore)
        let last = events[2]
        let type = try decoder.event(last.span).header.type
        #expect(type == .xid)
    }
}
