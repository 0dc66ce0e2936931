// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import Testing

struct ColumnTests {
    @Test func `HC-027 a BINARY is filled up to its length, a CHAR is not`() throws {
        let binary = MadeEvents.tableMap(
            types: [254],
            metadata: [UInt8](hex: "fe04"),
            optional: [UInt8](hex: "02 01 3f")
        )
        let text = MadeEvents.tableMap(types: [254], metadata: [UInt8](hex: "fe04"), optional: [UInt8](hex: "02 01 08"))
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [UInt8](hex: "00 02 0102"))
        #expect(try rows(of: [MadeEvents.mysql, binary, event]) == ["+ 0=x'0102'/4"])
        #expect(try rows(of: [MadeEvents.mysql, text, event]) == ["+ 0='\u{1}\u{2}'"])
        // A VARBINARY holds what it holds.
        let variable = MadeEvents.tableMap(types: [15], metadata: [4, 0], optional: [UInt8](hex: "02 01 3f"))
        #expect(try rows(of: [MadeEvents.mysql, variable, event]) == ["+ 0=x'0102'/0"])
    }

    @Test func `HC-035 a BINARY inside a transaction payload is the same as outside`() throws {
        let table = MadeEvents.tableMap(
            types: [254],
            metadata: [UInt8](hex: "fe10"),
            optional: [UInt8](hex: "02 01 3f")
        )
        let identifier = "299fc7afff344a309a288e7b0b0cd116"
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [0, 16] + [UInt8](hex: identifier))
        let content = table + event
        // Not compressed: type 2 is 255, type 1 the size.
        let head: [UInt8] = [2, 3, 0xfc, 255, 0, 1, 1, UInt8(content.count), 0]
        let payload = (head + content).event(.transactionPayload)
        let expected = ["+ 0=x'\(identifier)'/16"]
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == expected)
        #expect(try rows(of: [MadeEvents.mysql, payload]) == expected)
    }
}
