// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct DecodingTests {
    @Test func `what is wrong with bytes is a violation by the packet's name`() throws {
        let bytes: [UInt8] = [1, 2]
        let read = try decoding(bytes.span, in: "test") { reader throws(WireError) in try reader.uint16() }
        #expect(read == 0x0201)
        let error = violation { () throws(ProtocolViolation) in
            try decoding(bytes.span, in: "test") { reader throws(WireError) in try reader.uint32() }
        }
        #expect(
            error == ProtocolViolation(.malformed(WireError(.truncated(needed: 4, available: 2), at: 0)), in: "test")
        )
    }
}
