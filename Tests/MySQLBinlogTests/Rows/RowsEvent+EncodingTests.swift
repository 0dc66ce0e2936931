// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct RowsEventEncodingTests {
    @Test(arguments: [
        MySQLVectors.writeRows, MySQLVectors.writeJSON, MySQLVectors.partialUpdate1, MySQLVectors.partialUpdate2,
    ])
    func `rows are decoded and written anew`(event: [UInt8]) throws {
        var written: [UInt8] = []
        try decode([MySQLVectors.formatDescription, MySQLVectors.tableMap, event]) { event in
            guard case .rows(let rows) = event.body else { return }
            var writer = WireWriter()
            try rows.encode(into: &writer)
            written = writer.bytes
        }
        #expect(written == event.eventBody)
    }

    @Test func `malformed rows are not written`() {
        let table = MadeEvents.tableMap(types: [1])
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [0])
        #expect(throws: BinlogError.self) {
            try decode([MadeEvents.mysql, table, event]) { event in
                var writer = WireWriter()
                try event.encode(into: &writer)
            }
        }
    }
}
