// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct GTIDEventTaggedTests {
    private static func decode(_ body: [UInt8]) throws(WireError) -> GTIDEvent {
        try reading(body) { reader throws(WireError) in try GTIDEvent(taggedFrom: &reader) }
    }

    /// A message with these fields behind its head.
    private static func message(_ fields: String, lastRequired: UInt64 = 0) -> [UInt8] {
        let content = [UInt8](hex: fields)
        return [2, UInt8(2 * (content.count + 3)), UInt8(2 * lastRequired)] + content
    }

    @Test func `a GTID with a tag is read and comes back`() throws {
        let body = MySQLVectors.taggedGTID.eventBody
        let event = try GTIDEventTaggedTests.decode(body)
        #expect(event.gtid?.description == "4f68a417-e505-11f1-9b56-02fc00000001:mytag:2")
        #expect(event.form == .tagged)
        #expect([event.clock?.lastCommitted, event.clock?.sequenceNumber] == [2, 4])
        #expect(event.transactionLength == 349)
        #expect(event.immediateServerVersion == 90_704)
        #expect(event.originalCommitTimestamp == event.immediateCommitTimestamp)
        var writer = WireWriter()
        event.encode(into: &writer)
        #expect(writer.bytes == body)
    }

    @Test func `HC-096 a tagged GTID is a message of numbered fields`() throws {
        let body = [UInt8](
            hex: """
                02 78 00 00 00 02 aa aa aa aa 88 88 66 66 44 44 22 22 22 22 22 22 04 73 20 1b
                06 14 73 65 63 6f 6e 64 74 65 73 74 08 c1 0e 0a d1 0e
                0c 7f 57 20 65 d8 b8 60 06 10 75 05 12 83 12 0b
                """
        )
        let event = try GTIDEventTaggedTests.decode(body)
        #expect(event.gtid?.description == "55555555-4444-3333-2222-111111111111:secondtest:111111")
        #expect([event.clock?.lastCommitted, event.clock?.sequenceNumber] == [472, 474])
        var writer = WireWriter()
        event.encode(into: &writer)
        #expect(writer.bytes == body)
    }

    @Test func `HC-096 unknown fields are skipped unless they may not be ignored`() throws {
        // Field 12 and everything behind it.
        let body = GTIDEventTaggedTests.message("00 00 04 04 18 02 1a 04")
        #expect(try GTIDEventTaggedTests.decode(body).number == 1)
        #expect(throws: WireError(.invalidValue(13), at: 0)) {
            try GTIDEventTaggedTests.decode(GTIDEventTaggedTests.message("00 00 18 02", lastRequired: 13))
        }
    }

    @Test func `fields that are missing have their defaults`() throws {
        let event = try GTIDEventTaggedTests.decode(GTIDEventTaggedTests.message(""))
        #expect(event.tag == .empty)
        #expect(event.number == 0)
        #expect(event.clock == nil)
        #expect(event.originalServerVersion == nil)
    }

    @Test func `cut or longer messages are refused`() {
        let body = MySQLVectors.taggedGTID.eventBody
        #expect(unnoticedCuts(of: body) { reader throws(WireError) in try GTIDEvent(taggedFrom: &reader) } == [])
        #expect(throws: WireError(.trailing(count: 1), at: body.count)) { try GTIDEventTaggedTests.decode(body + [0]) }
    }

    @Test func `fields out of order, other versions, and values that cannot be are refused`() {
        for fields in ["04 04 00 00", "00 00 00 00", "00 01 04", "06 04 41 2d", "06 ff ff ff ff ff ff ff ff ff"] {
            let body = GTIDEventTaggedTests.message(fields)
            #expect(throws: WireError.self, "\(fields)") { try GTIDEventTaggedTests.decode(body) }
        }
        #expect(throws: WireError(.invalidValue(2), at: 0)) { try GTIDEventTaggedTests.decode([4, 6, 0]) }
        #expect(throws: WireError(.impossibleCount(100), at: 0)) { try GTIDEventTaggedTests.decode([2, 200, 0]) }
    }
}
