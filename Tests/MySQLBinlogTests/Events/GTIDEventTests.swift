// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct GTIDEventTests {
    private static func decode(_ body: [UInt8], isAnonymous: Bool = false) throws(WireError) -> GTIDEvent {
        try reading(body) { reader throws(WireError) in try GTIDEvent(from: &reader, isAnonymous: isAnonymous) }
    }

    private static func encode(_ event: GTIDEvent) -> [UInt8] {
        var writer = WireWriter()
        event.encode(into: &writer)
        return writer.bytes
    }

    @Test func `every part is read and comes back`() throws {
        let body = MySQLVectors.gtid.eventBody
        let event = try GTIDEventTests.decode(body)
        #expect(event.gtid?.description == "4f68a417-e505-11f1-9b56-02fc00000001:117")
        #expect([event.clock?.lastCommitted, event.clock?.sequenceNumber] == [2, 3])
        #expect(event.immediateCommitTimestamp == 0x06_60b8_d865_18e1)
        #expect(event.originalCommitTimestamp == event.immediateCommitTimestamp)
        #expect(event.transactionLength == 349)
        #expect(event.immediateServerVersion == 90_704)
        #expect(event.originalServerVersion == 90_704)
        #expect(event.commitGroupTicket == nil)
        #expect(event.mayHaveStatements == false)
        #expect(GTIDEventTests.encode(event) == body)
    }

    @Test func `each older server ends it earlier`() throws {
        let body = MySQLVectors.gtid.eventBody
        let unnoticed = unnoticedCuts(of: body) { reader throws(WireError) in
            try GTIDEvent(from: &reader, isAnonymous: false)
        }
        // 5.6, 5.7, 8.0.1 and 8.0.2.
        #expect(unnoticed == [25, 42, 49, 52])
        for count in unnoticed {
            let shorter = Array(body[..<count])
            #expect(GTIDEventTests.encode(try GTIDEventTests.decode(shorter)) == shorter)
        }
        #expect(try GTIDEventTests.decode(Array(body[..<25])).clock == nil)
        #expect(try GTIDEventTests.decode(Array(body[..<42])).immediateCommitTimestamp == nil)
    }

    @Test func `what a replica logs has the original time and version too, and a group its ticket`() throws {
        let body =
            [UInt8](hex: "01 4f68a417e50511f19b5602fc00000001 ffffffffffffff7f 02 0100000000000000 0200000000000000")
            + [UInt8](hex: "01000000000080 02000000000000 fa 50620180 a8390100 0900000000000000")
        let event = try GTIDEventTests.decode(body)
        #expect(event.mayHaveStatements == true)
        #expect(event.number == .max)
        #expect(event.immediateCommitTimestamp == 1)
        #expect(event.originalCommitTimestamp == 2)
        #expect(event.immediateServerVersion == 90_704)
        #expect(event.originalServerVersion == 80_296)
        #expect(event.commitGroupTicket == 9)
        #expect(GTIDEventTests.encode(event) == body)
    }

    @Test func `anonymous transactions have no GTID`() throws {
        let body = [UInt8](repeating: 0, count: 25)
        let event = try GTIDEventTests.decode(body, isAnonymous: true)
        #expect(event.gtid == nil)
        #expect(event.form == .anonymous)
    }

    @Test func `a clock of another kind is no clock`() throws {
        let head = [UInt8](hex: "00 4f68a417e50511f19b5602fc00000001 0100000000000000")
        let event = try GTIDEventTests.decode(head + [UInt8](hex: "01 0900000000000000"))
        #expect(event.number == 1)
        #expect(event.clock == nil)
    }

    @Test func `negative numbers and bytes behind the end are refused`() {
        let head = "00 4f68a417e50511f19b5602fc00000001 "
        #expect(throws: WireError(.invalidValue(1 << 63), at: 17)) {
            try GTIDEventTests.decode([UInt8](hex: head + "0000000000000080"))
        }
        #expect(throws: WireError(.trailing(count: 1), at: 64)) {
            try GTIDEventTests.decode(MySQLVectors.gtid.eventBody + [0, 0, 0, 0, 0, 0, 0, 0, 0])
        }
    }
}
