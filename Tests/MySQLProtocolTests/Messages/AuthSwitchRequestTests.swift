// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct AuthSwitchRequestTests {
    private let bytes = [UInt8](hex: "fe 70617273656300 0100")

    private func decode(_ bytes: [UInt8]) throws(WireError) -> AuthSwitchRequest {
        try reading(bytes) { reader throws(WireError) in try AuthSwitchRequest(from: &reader) }
    }

    @Test func `the challenge is kept to its last byte`() throws {
        let request = AuthSwitchRequest(plugin: "parsec", challenge: [1, 0])
        #expect(try decode(bytes) == request)
        #expect(encoded { request.encode(into: &$0) } == bytes)
    }

    @Test func `without a name it asks for the form of MySQL 4`() throws {
        #expect(try decode([0xfe]) == .old)
        #expect(encoded { AuthSwitchRequest.old.encode(into: &$0) } == [0xfe])
    }

    @Test func `a cut within the name is an error`() {
        let cuts = unnoticedCuts(of: bytes) { reader throws(WireError) in try AuthSwitchRequest(from: &reader) }
        #expect(cuts == [1, 8, 9])
        #expect(throws: WireError(.invalidValue(1), at: 0)) { try decode([1, 0]) }
    }
}
