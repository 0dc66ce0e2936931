// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct ProtocolViolationTests {
    @Test func `says what was wrong, where, and names the limit`() {
        let large = ProtocolViolation(.packetTooLarge(length: 20, limit: 10), in: "packet header")
        #expect(
            large.description
                == "packet header: 20 bytes or more exceed the limit of 10; raise the maximum packet size to read it"
        )
        let malformed = ProtocolViolation(.malformed(WireError(.unterminatedString, at: 3)), in: "OK")
        #expect(malformed.description == "OK: a string has no terminating zero byte (at byte 3)")
        #expect("\(ProtocolViolation(.unexpectedPacket(firstByte: 5), in: "row"))".contains("0x05"))
    }
}
