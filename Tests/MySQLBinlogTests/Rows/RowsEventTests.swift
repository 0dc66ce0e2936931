// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct RowsEventTests {
    private static let events = [MySQLVectors.formatDescription, MySQLVectors.tableMap]

    @Test func `rows of MySQL are read, and their events come back`() throws {
        var list = RowList()
        try decode(RowsEventTests.events + [MySQLVectors.writeRows]) { event in
            if case .rows(let rows) = event.body {
                #expect(rows.operation == .insert)
                #expect(rows.table.table == "w")
                #expect(rows.head.tableID == 0x8c)
                #expect(rows.head.flags.contains(.statementEnd) == true)
                #expect(rows.head.extraData?.isEmpty == true)
                try rows.visit(&list)
            }
        }
        #expect(list.rows == ["+ 0=1u 1='a' 2=NULL"])
    }

    @Test func `rows of MariaDB are read`() throws {
        let description = MadeEvents.formatDescription(
            version: "10.11.19-MariaDB",
            lengths: MadeEvents.mariaDBLengths,
            checksum: .crc32
        )
        let events = [description, MariaDBVectors.tableMap, MariaDBVectors.writeRows, MariaDBVectors.updateRows]
        let uuid = "x'0123456789ab4def8123456789abcd'/16"
        #expect(
            try rows(of: events)
                == ["+ 0=1u 1='a' 2=\(uuid)", "- 0=1u 1='a' 2=\(uuid)", "+ 0=1u 1=NULL 2=\(uuid)"]
        )
        #expect(
            try rows(of: [description, MariaDBVectors.tableMap118, MariaDBVectors.writeRows118])
                == ["+ 0=1u 1='a' 2=\(uuid)"]
        )
    }

    @Test(arguments: [251, 252, 300, 4096])
    func `HC-050 a table of many columns has a count of more than a byte`(count: Int) throws {
        let table = MadeEvents.tableMap(types: [UInt8](repeating: 1, count: count))
        let bitmap = [UInt8](repeating: 0xff, count: (count + 7) / 8)
        let image = [UInt8](repeating: 0, count: (count + 7) / 8) + (0..<count).map { UInt8($0 % 100) }
        let event = MadeEvents.rows(columns: count, bitmaps: bitmap, images: image)
        let expected = (0..<count).map { " \($0)=\($0 % 100)" }.joined()
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == ["+\(expected)"])
    }

    @Test func `a count that the event has no room for is refused`() {
        let table = MadeEvents.tableMap(types: [1])
        var body = [UInt8](hex: "070000000000 0100 0200")
        body += [0xfe, 255, 255, 255, 255, 255, 255, 255, 127, 1]
        let error = refusal(of: [MadeEvents.mysql, table, body.event(.writeRows)])
        #expect(error?.kind == .malformed(WireError(.impossibleCount(UInt64(Int64.max)), at: 29)))
    }

    @Test func `another number of columns than the table has is refused`() {
        let table = MadeEvents.tableMap(types: [1, 1])
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [0, 1])
        #expect(refusal(of: [MadeEvents.mysql, table, event])?.kind == .columnCountMismatch(event: 1, table: 2))
    }

    @Test func `the partition is told where the event tells it`() throws {
        let table = MadeEvents.tableMap(types: [1])
        let insert = [UInt8](hex: "070000000000 0100 0500 01 0300 01 01 00 09").event(.writeRows)
        let update = [UInt8](hex: "070000000000 0100 0700 01 0300 0400 01 01 01 00 09 00 08").event(.updateRows)
        var partitions: [String] = []
        try decode([MadeEvents.mysql, table, insert, update]) { event in
            guard case .rows(let rows) = event.body else { return }
            partitions.append("\(rows.head.partition?.id ?? 0) \(rows.head.partition?.sourceID ?? 0)")
        }
        #expect(partitions == ["3 0", "3 4"])
    }

    @Test(arguments: ["0000", "0100", "0300 00", "0500 00 01 ff", "0500 00 ff 00", "0400 01 00", "0300 09"])
    func `extra data that is cut or not known is refused`(hex: String) {
        let table = MadeEvents.tableMap(types: [1])
        let event = [UInt8](hex: "070000000000 0100 \(hex) 01 01 00 09").event(.writeRows)
        guard case .malformed? = refusal(of: [MadeEvents.mysql, table, event])?.kind else {
            Issue.record("it is not refused")
            return
        }
    }

    @Test func `an event without table and rows ends a statement`() throws {
        var ends = 0
        let event = [UInt8](hex: "ffffff000000 0100 0200 01 01").event(.writeRows)
        try decode([MadeEvents.mysql, event]) { event in
            guard case .rowsEnd(let head) = event.body else { return }
            #expect(head.tableID == RowsEventHead.dummyTableID)
            var writer = WireWriter()
            try event.encode(into: &writer)
            #expect(writer.bytes == [UInt8](copying: event.bytes))
            ends += 1
        }
        #expect(ends == 1)
    }

    @Test func `the fixed part cut at any byte is refused`() {
        let table = MadeEvents.tableMap(types: [1])
        let event = MadeEvents.rows(.updateRows, columns: 1, bitmaps: [1, 1], images: [0, 9, 0, 8])
        for count in 19..<(event.count - 4) {
            let cut = Array(event[..<count]).withLength
            guard case .malformed? = refusal(of: [MadeEvents.mysql, table, cut])?.kind else {
                Issue.record("cut at \(count) is not refused")
                continue
            }
        }
    }

    @Test func `rows of tables without columns have no bytes, and more are refused`() {
        let table = MadeEvents.tableMap(types: [])
        let none = MadeEvents.rows(columns: 0, bitmaps: [], images: [])
        #expect(refusal(of: [MadeEvents.mysql, table, none]) == nil)
        let some = MadeEvents.rows(columns: 0, bitmaps: [], images: [1])
        guard case .malformedValue? = refusal(of: [MadeEvents.mysql, table, some])?.kind else {
            Issue.record("it is not refused")
            return
        }
    }
}
