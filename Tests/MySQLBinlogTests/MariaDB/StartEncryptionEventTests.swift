// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct StartEncryptionEventTests {
    @Test func `scheme, key and nonce are read and come back`() throws {
        let body = MariaDBVectors.startEncryption.eventBody
        try reading(body) { reader throws(WireError) in
            let event = try StartEncryptionEvent(from: &reader)
            #expect(event.scheme == 1)
            #expect(event.keyVersion == 1)
            #expect([UInt8](copying: event.nonce).hex == "cc2408117150149a3d702f64")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `cut or longer events are refused`() {
        let body = MariaDBVectors.startEncryption.eventBody
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try StartEncryptionEvent(from: &reader) }
        #expect(unnoticedCuts(of: body, decode) == [])
        #expect(wireError(body + [0], decode) == WireError(.trailing(count: 1), at: body.count))
    }
}
