// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct OKPacketTests {
    /// MySQL 9.7's answer to `set autocommit=0`, with session tracking.
    private let tracked = [UInt8](hex: "00 00 00 0040 0000 00 11 00 0f 0a 6175746f636f6d6d6974 03 4f4646")

    private func decode(_ bytes: [UInt8], _ layout: PacketLayout = .current) throws(WireError) -> OKPacket {
        try reading(bytes) { reader throws(WireError) in try OKPacket(from: &reader, layout: layout) }
    }

    @Test func `without session tracking the message goes to the end`() throws {
        // UPDATE of MySQL: 1 row, status 2, "Rows matched".
        let bytes = [UInt8](hex: "00 01 00 0200 0000 526f7773206d617463686564")
        let packet = try decode(bytes, .classic)
        #expect(packet == OKPacket(affectedRows: 1, status: .autocommit, message: Array("Rows matched".utf8)))
        #expect(encoded { packet.encode(into: &$0, layout: .classic) } == bytes)
    }

    @Test func `session changes follow a message of known length`() throws {
        let packet = try decode(tracked)
        #expect(packet.message == [])
        #expect(packet.sessionChanges == [.systemVariable(name: "autocommit", value: "OFF")])
        #expect(encoded { packet.encode(into: &$0, layout: .current) } == tracked)
        // MySQL 9.7: `use proto_x1`, then `drop database proto_x1`.
        let use = [UInt8](hex: "00 00 00 0040 0000 00 0b 01 09 0870726f746f5f7831")
        #expect(try decode(use).sessionChanges == [.schema("proto_x1")])
        #expect(try decode([UInt8](hex: "00 00 00 4100 0000")).status.rawValue == 0x41)
        #expect(try decode([UInt8](hex: "00 00 00 0041 0000 00 03 01 01 00")).sessionChanges == [.schema("")])
    }

    @Test func `message and changes may be missing altogether`() throws {
        let bytes = [UInt8](hex: "00 01 00 0000 0000")
        #expect(try decode(bytes) == OKPacket(affectedRows: 1))
        #expect(try decode(bytes).message == nil)
        // The status tells of changes and none come.
        #expect(try decode([UInt8](hex: "00 00 00 0040 0000 00")).sessionChanges == [])
    }

    @Test func `the end of rows is one that begins with fe`() throws {
        let bytes = [UInt8](hex: "fe 00 00 0200 0000")
        let packet = try decode(bytes)
        #expect(packet == OKPacket(status: .autocommit))
        #expect(encoded { packet.encode(into: &$0, layout: .current, header: 0xfe) } == bytes)
    }

    @Test func `a message may be binary`() throws {
        let bytes = [UInt8](hex: "00 00 00 0200 0000 02 ff00")
        #expect(try decode(bytes).message == [0xff, 0])
    }

    @Test func `numbers go up to 64 bits`() throws {
        let packet = OKPacket(affectedRows: .max, lastInsertID: 1 << 40, status: .autocommit, warningCount: 65535)
        let bytes = encoded { packet.encode(into: &$0, layout: .current) }
        #expect(try decode(bytes) == packet)
    }

    @Test func `a cut is an error, except where message or changes may be missing`() {
        let cuts = unnoticedCuts(of: tracked) { reader throws(WireError) in
            try OKPacket(from: &reader, layout: .current)
        }
        #expect(cuts == [7, 8])
    }

    @Test func `garbage after OK is an error`() {
        #expect(throws: WireError(.trailing(count: 1), at: 26)) { try decode(tracked + [0]) }
        #expect(throws: WireError(.trailing(count: 2), at: 8)) {
            try decode([UInt8](hex: "00 00 00 0200 0000 00 0000"))
        }
        #expect(throws: WireError(.invalidValue(1), at: 0)) { try decode([1, 0, 0, 0, 0, 0, 0]) }
    }

    @Test func `a change longer than its block is an error that says where`() {
        // The block has 3 bytes, the change in it claims 9.
        let bytes = [UInt8](hex: "00 00 00 0040 0000 00 03 01 09 00")
        #expect(throws: WireError(.impossibleCount(9), at: 10)) { try decode(bytes) }
    }
}
