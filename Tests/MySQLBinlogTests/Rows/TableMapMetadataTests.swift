// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct TableMapMetadataTests {
    /// The table that a table map describes.
    private static func table(_ event: [UInt8], isMariaDB: Bool = false) throws -> TableMap {
        var found: TableMap?
        try decode([isMariaDB ? MadeEvents.mariaDB : MadeEvents.mysql, event]) { event in
            if case .tableMap(let table) = event.body { found = table }
        }
        return try #require(found)
    }

    @Test func `HC-001 unsigned numbers are unsigned where the log says so`() throws {
        let types: [UInt8] = [1, 2, 9, 3, 8]
        let ones = [UInt8](repeating: 0xff, count: 18)
        let event = MadeEvents.rows(columns: 5, bitmaps: [31], images: [0] + ones)
        let told = MadeEvents.tableMap(types: types, optional: [UInt8](hex: "01 01 f8"))
        #expect(
            try rows(of: [MadeEvents.mysql, told, event])
                == ["+ 0=255u 1=65535u 2=16777215u 3=4294967295u 4=18446744073709551615u"]
        )
        #expect(try TableMapMetadataTests.table(told).columns.map(\.isUnsigned) == [true, true, true, true, true])
        // Without a word of it they are handed over as signed, and the columns say that nothing is known.
        let untold = MadeEvents.tableMap(types: types)
        #expect(try rows(of: [MadeEvents.mysql, untold, event]) == ["+ 0=-1 1=-1 2=-1 3=-1 4=-1"])
        #expect(try TableMapMetadataTests.table(untold).columns.map(\.isUnsigned) == [nil, nil, nil, nil, nil])
    }

    @Test func `HC-002 signedness has a bit for each numeric column, YEAR with them and others not`() throws {
        let event = MadeEvents.tableMap(
            types: [3, 1, 1, 2, 2, 15, 9, 9, 13, 3, 3, 8, 8, 4, 4, 5, 246],
            metadata: [UInt8](hex: "0c00 04 04 08 0a02"),
            optional: [UInt8](hex: "01 02 2b55")
        )
        let unsigned = try TableMapMetadataTests.table(event).columns.map(\.isUnsigned)
        #expect(
            unsigned == [
                false, false, true, false, true, nil, false, true, true, false, true, false, true, false, true, false,
                true,
            ]
        )
    }

    @Test func `names, keys and character sets are read`() throws {
        let table = try TableMapMetadataTests.table(Array(MySQLVectors.tableMap.dropLast(4)).withLength)
        #expect(table.database == "t")
        #expect(table.table == "w")
        #expect(table.columns.map(\.name) == ["id", "b", "d"])
        #expect(table.columns.map(\.type) == [.long, .varchar, .json])
        #expect(table.columns.map(\.isNullable) == [false, true, true])
        #expect(table.columns.map(\.isUnsigned) == [true, nil, nil])
        #expect(table.columns.map { $0.collation?.rawValue } == [nil, 255, nil])
        #expect(table.columns.map(\.isVisible) == [true, true, true])
        #expect(table.primaryKey == [0])
        #expect(table.primaryKeyPrefixes == [])
    }

    @Test func `MariaDB's collations of more than a byte are read`() throws {
        let event = Array(MariaDBVectors.tableMap118.dropLast(4)).withLength
        let table = try TableMapMetadataTests.table(event, isMariaDB: true)
        #expect(table.columns.map { $0.collation?.rawValue } == [nil, 2304, 63])
    }

    @Test func `a common character set has exceptions by number`() throws {
        // Text, blob and number; the second string is binary.
        let event = MadeEvents.tableMap(
            types: [15, 3, 252],
            metadata: [UInt8](hex: "0a00 02"),
            optional: [UInt8](hex: "02 03 2d 01 3f")
        )
        #expect(try TableMapMetadataTests.table(event).columns.map { $0.collation?.rawValue } == [45, nil, 63])
    }

    @Test func `labels, prefixes, visibility, geometry and dimensions are read`() throws {
        let event = MadeEvents.tableMap(
            types: [254, 254, 255, 242],
            metadata: [UInt8](hex: "f801 f701 04 04"),
            optional: [UInt8](
                hex: "05 03 01 01 73 06 05 02 01 61 01 62 07 01 01 09 02 00 05 0a 01 08 0c 01 70 0d 01 03"
            )
        )
        let table = try TableMapMetadataTests.table(event)
        #expect(table.columns[0].labels == [Array("s".utf8)])
        #expect(table.columns[1].labels == [Array("a".utf8), Array("b".utf8)])
        #expect(table.columns.map { $0.collation?.rawValue } == [8, 8, nil, nil])
        #expect(table.columns[2].geometryType == 1)
        #expect(table.columns[3].dimensions == 3)
        #expect(table.columns.map(\.isVisible) == [false, true, true, true])
        #expect(table.primaryKey == [0])
        #expect(table.primaryKeyPrefixes == [5])
    }

    @Test func `fields that are not known are left out and come back`() throws {
        let event = MadeEvents.tableMap(types: [3], optional: [UInt8](hex: "c8 02 aabb 01 01 80"))
        let table = try TableMapMetadataTests.table(event)
        #expect(table.columns[0].isUnsigned == true)
        var writer = WireWriter()
        table.encode(into: &writer)
        #expect(writer.bytes == Array(event[19...]))
    }

    @Test(arguments: [
        // A bitmap too short and too long, a label count nothing can hold, a key column and an exception that are not
        // there, a length beyond the event, a cut field, a collation beyond 32 bits.
        "01 00", "01 02 8000", "06 02 fa 01", "08 01 09", "02 03 2d 09 3f", "04 7f 61", "04",
        "02 09 feffffffffffffffff",
    ])
    func `metadata that is not what it says is refused`(hex: String) {
        let event = MadeEvents.tableMap(types: [3, 254], metadata: [UInt8](hex: "f701"), optional: [UInt8](hex: hex))
        guard case .malformed? = refusal(of: [MadeEvents.mysql, event])?.kind else {
            Issue.record("\(hex) is not refused")
            return
        }
    }
}
