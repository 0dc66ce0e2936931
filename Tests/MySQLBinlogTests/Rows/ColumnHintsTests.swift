// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import Testing

struct ColumnHintsTests {
    private static func rows(_ hint: ColumnHint, column: String, _ table: [UInt8], _ image: String) throws -> [String] {
        var options = BinlogDecoder.Options()
        options.hints.set(hint, database: "d", table: "t", column: column)
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [0] + [UInt8](hex: image))
        return try MySQLBinlogTests.rows(of: [MadeEvents.mysql, table, event], options: options)
    }

    @Test func `what the log does not tell can be told, by number or by name`() throws {
        let untold = MadeEvents.tableMap(types: [1])
        #expect(try ColumnHintsTests.rows(.unsigned, column: "@1", untold, "ff") == ["+ 0=255u"])
        #expect(try ColumnHintsTests.rows(.unsigned, column: "@2", untold, "ff") == ["+ 0=-1"])
        let named = MadeEvents.tableMap(types: [1], optional: [UInt8](hex: "04 02 01 61"))
        #expect(try ColumnHintsTests.rows(.unsigned, column: "a", named, "ff") == ["+ 0=255u"])
        #expect(try ColumnHintsTests.rows(.signed, column: "b", named, "ff") == ["+ 0=-1"])
    }

    @Test func `MariaDB's identifiers are bytes, its old temporals have fractions`() throws {
        let string = MadeEvents.tableMap(types: [254], metadata: [UInt8](hex: "fe04"))
        #expect(try ColumnHintsTests.rows(.inet4, column: "@1", string, "03 c00002") == ["+ 0=x'c00002'/4"])
        let timestamp = MadeEvents.tableMap(types: [7])
        let hint = ColumnHint.hiresTemporal(fractionalDigits: 2)
        #expect(
            try ColumnHintsTests.rows(hint, column: "@1", timestamp, "000000010a") == ["+ 0=1970-01-01 00:00:01.10"]
        )
    }

    @Test func `hints are none until they are set`() {
        var hints = ColumnHints()
        #expect(hints.isEmpty == true)
        hints.set(.uuid, database: "d", table: "t", column: "@1")
        #expect(hints.isEmpty == false)
    }
}
