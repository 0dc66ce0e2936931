// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct HandshakeResponseTests {
    private func decode(_ bytes: [UInt8]) throws(WireError) -> HandshakeResponse {
        try reading(bytes) { reader throws(WireError) in try HandshakeResponse(from: &reader) }
    }

    private func response(_ capabilities: CapabilityFlags) -> HandshakeResponse {
        HandshakeResponse(
            head: SSLRequest(capabilities: capabilities, maximumPacketSize: 1 << 30, collation: 45),
            user: "ann",
            authenticationResponse: [1, 2]
        )
    }

    @Test func `what the capabilities do not name is left out`() throws {
        let short = response([.longPassword, .protocol41, .secureConnection])
        let bytes = encoded { short.encode(into: &$0) }
        #expect(Array(bytes[32...]) == [UInt8](hex: "616e6e00 02 0102"))
        #expect(try decode(bytes) == short)
    }

    @Test func `everything stands in its place`() throws {
        var long = response([
            .longPassword, .protocol41, .secureConnection, .pluginAuth, .pluginAuthLenencClientData, .connectWithDB,
            .connectAttributes, .zstdCompressionAlgorithm,
        ])
        long.authenticationResponse = [UInt8](repeating: 7, count: 300)
        long.database = "d"
        long.plugin = "p"
        long.attributes = [.init(name: "a", value: "b")]
        long.zstdLevel = 9
        let bytes = encoded { long.encode(into: &$0) }
        #expect(Array(bytes[32..<39]) == [UInt8](hex: "616e6e00 fc2c01"))
        #expect(Array(bytes[339...]) == [UInt8](hex: "6400 7000 04 0161 0162 09"))
        #expect(try decode(bytes) == long)
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try HandshakeResponse(from: &reader) } == [])
        #expect(throws: WireError(.trailing(count: 1), at: bytes.count)) { try decode(bytes + [0]) }
    }

    @Test func `attributes that end within themselves are an error`() {
        var response = response([.longPassword, .protocol41, .secureConnection, .connectAttributes])
        response.attributes = [.init(name: "a", value: "b")]
        var bytes = encoded { response.encode(into: &$0) }
        bytes[bytes.count - 2] = 9
        #expect(throws: WireError(.impossibleCount(9), at: bytes.count - 2)) { try decode(bytes) }
    }

    @Test func `a printed response does not show the proof`() {
        var dumped = ""
        dump(response([.protocol41, .secureConnection]), to: &dumped)
        #expect(!dumped.contains("2"))
        #expect("\(response([]))" == "login of ann by no plugin")
    }
}
