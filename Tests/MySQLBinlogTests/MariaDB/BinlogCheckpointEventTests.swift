// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct BinlogCheckpointEventTests {
    @Test func `the file is read and comes back`() throws {
        let body = MariaDBVectors.checkpoint.eventBody
        try reading(body) { reader throws(WireError) in
            let event = try BinlogCheckpointEvent(from: &reader)
            #expect(String(repairing: event.file) == "bin.000011")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `cut or longer events and impossible lengths are refused`() {
        let body = MariaDBVectors.checkpoint.eventBody
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try BinlogCheckpointEvent(from: &reader) }
        #expect(unnoticedCuts(of: body, decode) == [])
        #expect(wireError(body + [0], decode) == WireError(.trailing(count: 1), at: body.count))
        #expect(wireError([255, 255, 255, 255], decode) == WireError(.impossibleCount(0xffff_ffff), at: 4))
    }
}
