// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct CompressedHeaderTests {
    @Test func `a header is stored length, sequence and original length`() throws {
        let bytes = [UInt8](hex: "010000 07 000040")
        let header = try reading(bytes) { reader throws(WireError) in try CompressedHeader(from: &reader) }
        #expect(header == CompressedHeader(storedLength: 1, sequence: 7, originalLength: 0x40_0000))
        #expect(encoded { header.encode(into: &$0) } == bytes)
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try CompressedHeader(from: &reader) } == [])
    }
}
