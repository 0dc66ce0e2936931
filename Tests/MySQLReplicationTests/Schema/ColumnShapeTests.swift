// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct ColumnShapeTests {
    @Test func `a shape is shown with the parameters that its type has`() {
        #expect(ColumnShape(.newDecimal, precision: 7, scale: 2).description == "NEWDECIMAL(7,2)")
        #expect(ColumnShape(.bit, bitCount: 9).description == "BIT(9)")
        #expect(ColumnShape(.dateTime2, scale: 3).description == "DATETIME2(3)")
        #expect(ColumnShape(.varchar, length: 80).description == "VARCHAR(80)")
        #expect(ColumnShape(.long).description == "LONG")
    }

    @Test func `a shape is taken from a table map`() throws {
        // VARCHAR(300), DECIMAL(7,2), ENUM of 2 bytes, BIT(9).
        let table = try #require(
            try madeTable(types: [15, 246, 254, 16], metadata: [0x2c, 0x01, 7, 2, 247, 2, 1, 1])
        )
        #expect(
            table.columns.map { ColumnShape($0) }
                == [
                    ColumnShape(.varchar, length: 300), ColumnShape(.newDecimal, precision: 7, scale: 2),
                    ColumnShape(.enum, length: 2), ColumnShape(.bit, bitCount: 9),
                ]
        )
    }
}
