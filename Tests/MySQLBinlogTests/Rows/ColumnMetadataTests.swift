// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct ColumnMetadataTests {
    private static func column(_ type: UInt8, _ metadata: String) throws -> Column {
        var found: Column?
        let table = MadeEvents.tableMap(types: [type], metadata: [UInt8](hex: metadata))
        try decode([MadeEvents.mysql, table]) { event in
            if case .tableMap(let table) = event.body { found = table.columns[0] }
        }
        return try #require(found)
    }

    @Test func `HC-029 a CHAR of more than 255 bytes has bits of its length in its type`() throws {
        let column = try ColumnMetadataTests.column(254, "cefc")
        #expect(column.type == .string)
        #expect(column.metadata.length == 1020)
        let table = MadeEvents.tableMap(types: [254, 1], metadata: [UInt8](hex: "cefc"))
        let event = MadeEvents.rows(columns: 2, bitmaps: [3], images: [UInt8](hex: "00 0200 6869 07"))
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == ["+ 0='hi' 1=7"])
    }

    @Test func `CHAR, ENUM and SET share a type byte`() throws {
        #expect(try ColumnMetadataTests.column(254, "fe0a").type == .string)
        #expect(try ColumnMetadataTests.column(254, "f702").type == .enum)
        #expect(try ColumnMetadataTests.column(254, "f808").type == .set)
        #expect(try ColumnMetadataTests.column(254, "f808").wireType == .string)
    }

    @Test func `parameters are read as their type has them`() throws {
        #expect(try ColumnMetadataTests.column(15, "2c01").metadata.length == 300)
        let decimal = try ColumnMetadataTests.column(246, "410a").metadata
        #expect(decimal.precision == 65)
        #expect(decimal.scale == 10)
        #expect(try ColumnMetadataTests.column(16, "0403").metadata.bitCount == 28)
        #expect(try ColumnMetadataTests.column(18, "06").metadata.scale == 6)
        #expect(try ColumnMetadataTests.column(252, "03").metadata.length == 3)
    }

    @Test(arguments: [(246, "41"), (15, ""), (3, "00"), (20, "0f0a00")])
    func `metadata shorter or longer than its types need is refused`(type: UInt8, metadata: String) {
        let table = MadeEvents.tableMap(types: [type], metadata: [UInt8](hex: metadata))
        guard case .malformed? = refusal(of: [MadeEvents.mysql, table])?.kind else {
            Issue.record("it is not refused")
            return
        }
    }
}
