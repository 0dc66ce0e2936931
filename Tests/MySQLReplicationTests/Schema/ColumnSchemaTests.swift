// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

struct ColumnSchemaTests {
    @Test func `a description fills in what a table map does not tell`() throws {
        let table = try #require(try madeTable(types: [3, 254, 15], metadata: [247, 1, 40, 0]))
        var number = ColumnSchema(name: "n", isNullable: true)
        number.isUnsigned = true
        var label = ColumnSchema(name: "e", isNullable: true)
        label.labels = [Array("é".utf8)]
        label.characterSet = .latin1
        var text = ColumnSchema(name: "v", isNullable: true)
        text.characterSet = .latin1
        let schema = TableSchema(
            TableName(database: "d", table: "t"),
            columns: [number, label, text],
            primaryKey: [],
            origin: .server
        )
        let columns = schema.completing(table)
        #expect(columns.map(\.name) == ["n", "e", "v"])
        #expect(columns[0].isUnsigned == true)
        // The server tells labels in UTF-8.
        let bytes = columns[1].labels[0]
        let decoded = columns[1].characterSet?.decode(bytes.span)
        #expect(decoded == "é")
        #expect(columns[2].characterSet == .latin1)
    }

    @Test func `what the log tells is not replaced`() throws {
        // Names and signedness from FULL metadata.
        let optional: [UInt8] = [1, 1, 0x80, 4, 2, 1, 0x61]
        let table = try #require(try madeTable(types: [3], optional: optional))
        let other = TableSchema(
            TableName(database: "d", table: "t"),
            columns: [ColumnSchema(name: "b", isNullable: true)],
            primaryKey: [],
            origin: .server
        )
        #expect(other.completing(table).map(\.name) == ["a"])
        #expect(other.completing(table).first?.isUnsigned == true)
    }

    @Test func `MariaDB's old times get their digits from the declaration`() throws {
        let table = try #require(try madeTable(types: [11], server: .mariaDB))
        var time = ColumnSchema(name: "t", isNullable: true)
        time.shape = ColumnShape(.time2, scale: 3)
        let schema = TableSchema(
            TableName(database: "d", table: "t"),
            columns: [time],
            primaryKey: [],
            origin: .server
        )
        #expect(schema.completing(table).first?.hint == .hiresTemporal(fractionalDigits: 3))
    }
}
