// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct LocalInfileRequestTests {
    @Test func `a request is the name of a file to its end`() throws {
        let bytes = [UInt8](hex: "fb 2f6574632f706173737764")
        let request = try reading(bytes) { reader throws(WireError) in try LocalInfileRequest(from: &reader) }
        #expect(request == LocalInfileRequest(fileName: "/etc/passwd"))
        #expect(encoded { request.encode(into: &$0) } == bytes)
        let error = wireError([0xfa]) { reader throws(WireError) in try LocalInfileRequest(from: &reader) }
        #expect(error == WireError(.invalidValue(0xfa), at: 0))
    }
}
