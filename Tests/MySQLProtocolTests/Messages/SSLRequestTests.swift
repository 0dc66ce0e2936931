// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct SSLRequestTests {
    /// Of a client of MySQL.
    private let bytes = [UInt8](
        hex: "018aff00 00000040 2d 00000000000000000000000000000000000000 00000000"
    )
    private let request = SSLRequest(
        capabilities: CapabilityFlags(rawValue: 0xff_8a01),
        maximumPacketSize: 1 << 30,
        collation: 45
    )

    private func decode(_ bytes: [UInt8]) throws(WireError) -> SSLRequest {
        try reading(bytes) { reader throws(WireError) in try SSLRequest(from: &reader) }
    }

    @Test func `it has 32 bytes`() throws {
        #expect(try decode(bytes) == request)
        #expect(encoded { request.encode(into: &$0) } == bytes)
        #expect(bytes.count == SSLRequest.length)
    }

    @Test func `MariaDB's capabilities stand at its end where bit 0 is clear`() throws {
        var request = request
        request.capabilities = CapabilityFlags(low: 0xff_8a00, extended: 0x1c)
        let bytes = encoded { request.encode(into: &$0) }
        #expect(bytes.suffix(4) == [0x1c, 0, 0, 0])
        #expect(try decode(bytes) == request)
        request.capabilities.insert(.longPassword)
        #expect(encoded { request.encode(into: &$0) }.suffix(4) == [0, 0, 0, 0])
    }

    @Test func `every cut is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try SSLRequest(from: &reader) } == [])
    }
}
