// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct PacketHeaderTests {
    @Test func `a header is 3 bytes of length and 1 of sequence`() throws {
        let bytes: [UInt8] = [0x01, 0x02, 0x03, 0xff]
        let header = try reading(bytes) { reader throws(WireError) in try PacketHeader(from: &reader) }
        #expect(header == PacketHeader(length: 0x03_0201, sequence: 255))
        #expect(encoded { header.encode(into: &$0) } == bytes)
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try PacketHeader(from: &reader) } == [])
    }
}
