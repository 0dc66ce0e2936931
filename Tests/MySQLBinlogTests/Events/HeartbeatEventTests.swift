// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct HeartbeatEventTests {
    private static func header(endPosition: UInt32) -> EventHeader {
        EventHeader(timestamp: 0, type: .heartbeat, serverID: 1, length: 33, endPosition: endPosition, flags: [])
    }

    @Test func `the first form holds the file, its header the offset`() throws {
        let body = MySQLVectors.heartbeat.eventBody
        try reading(body) { reader throws(WireError) in
            let event = try HeartbeatEvent(from: &reader, header: HeartbeatEventTests.header(endPosition: 288))
            #expect(String(repairing: event.file) == "bin.000022")
            #expect(event.offset == nil)
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `beyond 4 GiB MariaDB puts the offset in front of the file`() throws {
        let body = [UInt8](hex: "2001000001000000") + Array("bin.000022".utf8)
        try reading(body) { reader throws(WireError) in
            let event = try HeartbeatEvent(from: &reader, header: HeartbeatEventTests.header(endPosition: 0))
            #expect(event.offset == 4_294_967_584)
            #expect(String(repairing: event.file) == "bin.000022")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `the second form holds both`() throws {
        let body = MySQLVectors.heartbeatV2.eventBody
        try reading(body) { reader throws(WireError) in
            let event = try HeartbeatEvent(versionTwo: &reader)
            #expect(event.offset == 288)
            #expect(String(repairing: event.file) == "bin.000022")
            var writer = WireWriter()
            event.encodeVersionTwo(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `fields of the second form that are not known are skipped`() throws {
        try reading([UInt8](hex: "09 02 aabb 01 01 61 00")) { reader throws(WireError) in
            let event = try HeartbeatEvent(versionTwo: &reader)
            #expect(String(repairing: event.file) == "a")
            #expect(event.offset == nil)
        }
    }

    @Test func `the second form cut, longer, or with a length beyond it is refused`() {
        let body = MySQLVectors.heartbeatV2.eventBody
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try HeartbeatEvent(versionTwo: &reader) }
        // Without its end, or its second field, it still holds whole fields.
        #expect(unnoticedCuts(of: body, decode) == [0, 12, body.count - 1])
        #expect(wireError(body + [0], decode) == WireError(.trailing(count: 1), at: body.count))
        #expect(wireError([1, 0xfb], decode) != nil)
        #expect(wireError([1, 200], decode) == WireError(.impossibleCount(200), at: 1))
    }
}
