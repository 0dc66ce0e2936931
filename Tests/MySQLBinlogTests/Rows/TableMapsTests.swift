// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import Testing

struct TableMapsTests {
    private static let one = MadeEvents.rows(columns: 1, bitmaps: [1], images: [0, 5])

    @Test func `HC-055 an artificial rotate in the middle of a statement keeps its tables`() throws {
        let rotate = ([UInt8](hex: "0400000000000000") + Array("bin.000001".utf8))
            .event(.rotate, flags: .artificial)
        let events = [MadeEvents.mysql, MadeEvents.tableMap(types: [1]), rotate, TableMapsTests.one]
        #expect(try rows(of: events) == ["+ 0=5"])
    }

    @Test func `HC-056 a new file begins without tables`() {
        let events = [MadeEvents.mysql, MadeEvents.tableMap(types: [1]), MadeEvents.mysql, TableMapsTests.one]
        #expect(refusal(of: events)?.kind == .unknownTable(id: 7))
    }

    @Test func `HC-056 tables do not pile up`() throws {
        let row = MadeEvents.rows(id: 1, columns: 1, bitmaps: [1], images: [0, 5])
        var events = [MadeEvents.mysql]
        for id in 1...2_000 { events.append(MadeEvents.tableMap(id: UInt64(id), types: [1])) }
        // As long as the statement runs all are there; when it has ended they go.
        #expect(try rows(of: events + [row]) == ["+ 0=5"])
        #expect(refusal(of: events + [row, row])?.kind == .unknownTable(id: 1))
    }

    @Test func `more tables than a statement can have are refused`() {
        var events = [MadeEvents.mysql]
        for id in 1...65_537 { events.append(MadeEvents.tableMap(id: UInt64(id), types: [])) }
        #expect(refusal(of: events)?.kind == .tooManyTables(limit: 65_536))
    }

    @Test func `HC-057 a new table map of a number overrides the old one`() throws {
        let two = MadeEvents.rows(columns: 2, bitmaps: [3], images: [0, 5, 6])
        let events = [
            MadeEvents.mysql, MadeEvents.tableMap(types: [1]), TableMapsTests.one, MadeEvents.tableMap(types: [1, 1]),
            two,
        ]
        #expect(try rows(of: events) == ["+ 0=5", "+ 0=5 1=6"])
    }

    @Test func `a table map that comes again is the same table`() throws {
        var tables: [TableMap] = []
        try decode([MadeEvents.mysql] + [UInt64](arrayLiteral: 7, 8, 7).map { MadeEvents.tableMap(id: $0, types: [1]) })
        {
            event in
            if case .tableMap(let table) = event.body { tables.append(table) }
        }
        #expect(tables.count == 3)
        #expect(tables[0] === tables[2])
        #expect(tables[0] !== tables[1])
    }

    @Test func `rows of a table that no map described are refused by its number`() {
        let position = UInt64(4 + MadeEvents.mysql.count)
        #expect(
            refusal(of: [MadeEvents.mysql, TableMapsTests.one])
                == BinlogError(.unknownTable(id: 7), in: .writeRows, at: position)
        )
    }
}
