// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct BinlogEventTests {
    @Test func `an event tells its header, place, checksum and bytes`() throws {
        var count = 0
        try decode([MySQLVectors.formatDescription, MySQLVectors.xid]) { event in
            guard event.header.type == .xid else { return }
            count += 1
            #expect(event.header.timestamp == 1_700_000_000)
            #expect(event.header.serverID == 97)
            #expect(event.header.endPosition == 0x0424)
            #expect(event.position == 127)
            #expect(event.endPosition == 127 + 31)
            #expect(event.checksum == 0x3d9a_c2a8)
            #expect(event.isInner == false)
            #expect([UInt8](copying: event.bytes) == MySQLVectors.xid)
        }
        #expect(count == 1)
    }

    @Test func `rows are there without a look at the body, and only where there are some`() throws {
        var seen: [String] = []
        let rows = MadeEvents.rows(columns: 1, bitmaps: [1], images: [0, 7])
        let end = [UInt8](hex: "ffffff000000 0100 0200 0100").event(.writeRows)
        try decode([MadeEvents.mysql, MadeEvents.tableMap(types: [1]), rows, end]) { event in
            var list = RowList()
            if let rows = event.rows { try rows.visit(&list) }
            seen.append("\(event.header.type) \(list.rows)")
        }
        #expect(
            seen == ["FORMAT_DESCRIPTION []", "TABLE_MAP []", #"WRITE_ROWS_V2 ["+ 0=7"]"#, "WRITE_ROWS_V2 []"]
        )
    }

    @Test func `a body can be asked for again and again`() throws {
        var queries = 0
        try decode([MySQLVectors.formatDescription, MySQLVectors.tableMap, MySQLVectors.writeRows]) { event in
            for _ in 0..<2 {
                guard case .rows(let rows) = event.body else { return }
                var list = RowList()
                try rows.visit(&list)
                #expect(list.rows.count == 1)
                queries += 1
            }
        }
        #expect(queries == 2)
    }

    @Test func `an end position of 0 says nothing`() throws {
        let events = [
            MadeEvents.formatDescription(
                version: "11.8.6-MariaDB",
                lengths: MadeEvents.mariaDBLengths,
                checksum: .crc32
            ),
            MariaDBVectors.tableMap118,
        ]
        try decode(events) { event in
            guard event.header.type == .tableMap else { return }
            #expect(event.header.endPosition == 0)
            #expect(event.endPosition == UInt64(4 + events[0].count + events[1].count))
        }
    }
}
