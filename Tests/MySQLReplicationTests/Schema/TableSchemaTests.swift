// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct TableSchemaTests {
    @Test func `FULL metadata is a description`() throws {
        // Names a and b, primary key b.
        let table = try #require(try madeTable(types: [3, 3], optional: [4, 4, 1, 0x61, 1, 0x62, 8, 1, 1]))
        let schema = try #require(TableSchema(table))
        #expect(schema.origin == .log)
        #expect(schema.columns.map(\.name) == ["a", "b"])
        #expect(schema.primaryKey == [1])
        #expect(schema.index(of: "b") == 1)
        #expect(schema.index(of: "c") == nil)
    }

    @Test func `MINIMAL metadata is none`() throws {
        let table = try #require(try madeTable(types: [3, 3], optional: [1, 1, 0x80]))
        #expect(TableSchema(table) == nil)
    }

    @Test func `a description of fewer columns leaves the others as they are logged`() throws {
        let table = try #require(try madeTable(types: [3, 3]))
        let schema = TableSchema(
            TableName(database: "d", table: "t"),
            columns: [ColumnSchema(name: "a", isNullable: true)],
            primaryKey: [],
            origin: .server
        )
        #expect(schema.completing(table).map(\.name) == ["a", nil])
    }
}
