// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct GroupReplicationEventsTests {
    private static let context = [UInt8](hex: "02 07000000 01 03000000 01000000 01000000 6162 010203 0100 61 0100 62")
    private static let view =
        Array("view".utf8) + [UInt8](repeating: 0, count: 36)
        + [UInt8](hex: "0900000000000000 01000000 0100 6b 01000000 76")

    @Test func `a transaction context is read and comes back`() throws {
        let body = GroupReplicationEventsTests.context
        try reading(body) { reader throws(WireError) in
            let event = try TransactionContextEvent(from: &reader)
            #expect(String(repairing: event.serverUUID) == "ab")
            #expect(event.threadID == 7)
            #expect(event.hasSpecifiedGTID == 1)
            #expect(event.snapshotVersion.count == 3)
            #expect(event.writeSetCount == 1)
            #expect(event.readSetCount == 1)
            #expect(event.items.count == 6)
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `a view change is read and comes back`() throws {
        let body = GroupReplicationEventsTests.view
        try reading(body) { reader throws(WireError) in
            let event = try ViewChangeEvent(from: &reader)
            #expect(event.viewID.count == 40)
            #expect(event.sequenceNumber == 9)
            #expect(event.entryCount == 1)
            #expect(event.entries.count == 8)
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `cut fixed parts and impossible counts are refused`() {
        let context = { (reader: inout WireReader) throws(WireError) in _ = try TransactionContextEvent(from: &reader) }
        let view = { (reader: inout WireReader) throws(WireError) in _ = try ViewChangeEvent(from: &reader) }
        // The items of the sets take 2 bytes each at least, and an entry 6.
        #expect(unnoticedCuts(of: GroupReplicationEventsTests.context, context) == [27, 28])
        #expect(unnoticedCuts(of: GroupReplicationEventsTests.view, view) == [58, 59])
        let counts = [UInt8](hex: "00 07000000 01 00000000 ffffffff ffffffff")
        #expect(wireError(counts, context) == WireError(.impossibleCount(0x1_ffff_fffe), at: 18))
        let entries = [UInt8](repeating: 0, count: 48) + [UInt8](hex: "ffffffff")
        #expect(wireError(entries, view) == WireError(.impossibleCount(0xffff_ffff), at: 52))
    }
}
