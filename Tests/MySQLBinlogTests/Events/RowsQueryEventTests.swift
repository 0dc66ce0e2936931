// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct RowsQueryEventTests {
    @Test func `the statement is read and comes back`() throws {
        let body = MySQLVectors.rowsQuery.eventBody
        try reading(body) { reader throws(WireError) in
            let event = try RowsQueryEvent(from: &reader)
            #expect(event.lengthByte == 0)
            #expect(String(repairing: event.sql) == "insert into w values(1,'a',NULL)")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test(arguments: [0, 255, 256, 300, 70_000])
    func `HC-059 the length byte is not believed, the statement runs to the event's end`(length: Int) throws {
        let statement = [UInt8](repeating: 0x61, count: length)
        let event = ([UInt8(truncatingIfNeeded: length)] + statement).event(.rowsQuery, checksum: true)
        var seen: [UInt8] = []
        try decode([MySQLVectors.formatDescription, event]) { event in
            if case .rowsQuery(let query) = event.body { seen = [UInt8](copying: query.sql) }
        }
        #expect(seen == statement)
    }

    @Test func `an event without its first byte is refused`() {
        let error = wireError([]) { reader throws(WireError) in _ = try RowsQueryEvent(from: &reader) }
        #expect(error == WireError(.truncated(needed: 1, available: 0), at: 0))
    }
}
