// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct TableMapTests {
    @Test func `table maps come back`() throws {
        for (description, event) in [
            (MySQLVectors.formatDescription, MySQLVectors.tableMap),
            (
                MadeEvents.formatDescription(
                    version: "11.8.6-MariaDB",
                    lengths: MadeEvents.mariaDBLengths,
                    checksum: .crc32
                ), MariaDBVectors.tableMap118
            ),
        ] {
            var written: [UInt8] = []
            try decode([description, event]) { event in
                guard case .tableMap(let table) = event.body else { return }
                var writer = WireWriter()
                table.encode(into: &writer)
                written = writer.bytes
            }
            #expect(written == event.eventBody)
        }
    }

    @Test func `flags are told`() throws {
        try decode([MySQLVectors.formatDescription, MySQLVectors.tableMap]) { event in
            guard case .tableMap(let table) = event.body else { return }
            #expect(table.flags == .exactBitLength)
            #expect(table.id == 0x8c)
            #expect(table.hasShortID == false)
        }
    }

    @Test func `cut table maps are refused up to the optional metadata`() {
        let event = MadeEvents.tableMap(types: [3, 15], metadata: [10, 0])
        // A map that ends behind its types is one of servers before 5.1.18.
        for count in 19..<event.count where count != 19 + 6 + 2 + 3 + 3 + 1 + 2 {
            let cut = Array(event[..<count]).withLength
            guard case .malformed? = refusal(of: [MadeEvents.mysql, cut])?.kind else {
                Issue.record("cut at \(count) is not refused")
                continue
            }
        }
    }

    @Test func `tables of servers before 5 1 4 have numbers of 4 bytes and no metadata`() throws {
        var lengths = MadeEvents.mysqlLengths
        lengths[18] = 6
        lengths[22] = 6
        let description = MadeEvents.formatDescription(version: "5.1.17", lengths: lengths, checksum: nil)
        let table = [UInt8](hex: "07000000 0100 01 64 00 01 74 00 01 03").event(.tableMap)
        let event = [UInt8](hex: "07000000 0100 01 01 00 05000000").event(.writeRowsV1)
        #expect(try rows(of: [description, table, event]) == ["+ 0=5"])
        try decode([description, table, event]) { event in
            var writer = WireWriter()
            try event.encode(into: &writer)
            #expect(writer.bytes == [UInt8](copying: event.bytes))
        }
    }

    @Test func `a count that the event has no room for is refused`() {
        let head = [UInt8](hex: "070000000000 0100 01 64 00 01 74 00")
        for count in ["feffffffffffffff7f", "fcffff", "fdffffff", "fb", "ff"] {
            let event = (head + [UInt8](hex: count) + [3]).event(.tableMap)
            guard case .malformed? = refusal(of: [MadeEvents.mysql, event])?.kind else {
                Issue.record("\(count) is not refused")
                continue
            }
        }
    }
}
