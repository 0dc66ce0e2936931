// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct EOFPacketTests {
    /// The end of a dump of MySQL 9.7 that does not wait for more.
    private let bytes = [UInt8](hex: "fe 0000 0200")

    private func decode(_ bytes: [UInt8]) throws(WireError) -> EOFPacket {
        try reading(bytes) { reader throws(WireError) in try EOFPacket(from: &reader) }
    }

    @Test func `an EOF packet is warnings and status`() throws {
        #expect(try decode(bytes) == EOFPacket(status: .autocommit))
        let packet = EOFPacket(warningCount: 3, status: [.moreResultsExist])
        let written = encoded { packet.encode(into: &$0) }
        #expect(try decode(written) == packet)
    }

    @Test func `every cut and every byte too many is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try EOFPacket(from: &reader) } == [])
        #expect(throws: WireError(.trailing(count: 1), at: 5)) { try decode(bytes + [0]) }
        #expect(throws: WireError(.invalidValue(0), at: 0)) { try decode([0, 0, 0, 0, 0]) }
    }
}
