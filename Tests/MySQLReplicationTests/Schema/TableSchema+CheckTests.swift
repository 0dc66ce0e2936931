// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

struct TableSchemaCheckTests {
    private func column(_ name: String, _ shape: ColumnShape, isNullable: Bool = true) -> ColumnSchema {
        var column = ColumnSchema(name: name, isNullable: isNullable)
        column.shape = shape
        return column
    }

    private func schema(_ columns: [ColumnSchema], hidden: [ColumnSchema] = []) -> TableSchema {
        TableSchema(
            TableName(database: "d", table: "t"),
            columns: columns,
            primaryKey: [],
            origin: .server,
            hidden: hidden
        )
    }

    private func mismatch(_ schema: TableSchema, _ table: TableMap) -> SchemaMismatch? {
        do throws(SchemaMismatch) {
            _ = try schema.checked(against: table)
            return nil
        } catch {
            return error
        }
    }

    @Test func `every property that differs is named`() throws {
        // INT NOT telling more, VARCHAR(40), with signedness and collation of MINIMAL metadata.
        let table = try #require(
            try madeTable(types: [3, 15, 246], metadata: [40, 0, 10, 2], optional: [1, 1, 0x80, 2, 1, 8])
        )
        var number = column("n", ColumnShape(.long))
        number.isUnsigned = true
        var text = column("v", ColumnShape(.varchar, length: 40))
        text.characterSet = .latin1
        let decimal = column("d", ColumnShape(.newDecimal, precision: 10, scale: 2))
        #expect(mismatch(schema([number, text, decimal]), table) == nil)
        number.isUnsigned = false
        text.characterSet = .utf8mb4
        text.isNullable = false
        let found = try #require(
            mismatch(schema([number, text, column("d", ColumnShape(.newDecimal, precision: 9, scale: 2))]), table)
        )
        #expect(
            found.differences
                == [
                    .column(index: 0, name: "n", .signedness, logged: "unsigned", described: "signed"),
                    .column(index: 1, name: "v", .nullability, logged: "NULL", described: "NOT NULL"),
                    .column(index: 1, name: "v", .characterSet, logged: "latin1", described: "utf8mb4"),
                    .column(index: 2, name: "d", .type, logged: "NEWDECIMAL(10,2)", described: "NEWDECIMAL(9,2)"),
                ]
        )
    }

    @Test func `another number of columns is a mismatch`() throws {
        let table = try #require(try madeTable(types: [3, 3]))
        let found = try #require(mismatch(schema([column("a", ColumnShape(.long))]), table))
        #expect(found.differences == [.columnCount(logged: 2, described: 1)])
    }

    @Test func `another name is a mismatch`() throws {
        let table = try #require(try madeTable(types: [3], optional: [4, 2, 1, 0x61]))
        let found = try #require(mismatch(schema([column("b", ColumnShape(.long))]), table))
        #expect(found.differences == [.column(index: 0, name: "b", .name, logged: "a", described: "b")])
    }

    @Test func `times of tables from before 5 6 keep their old types`() throws {
        let table = try #require(try madeTable(types: [7, 11, 12]))
        let columns = [ColumnShape(.timestamp2), ColumnShape(.time2), ColumnShape(.dateTime2)].map { column("x", $0) }
        #expect(mismatch(schema(columns), table) == nil)
    }

    @Test func `a primary key that the server generated and hides is there`() throws {
        let table = try #require(try madeTable(types: [8, 3], flags: 5))
        var key = column("a", ColumnShape(.long))
        key.isNullable = true
        let hidden = schema([key])
        // The made table map calls all columns nullable, which such a key is not.
        #expect(
            mismatch(hidden, table)?.differences
                == [.column(index: 0, name: "my_row_id", .nullability, logged: "NULL", described: "NOT NULL")]
        )
    }

    @Test func `columns that MariaDB hides are only believed where the server says that there are some`() throws {
        let table = try #require(try madeTable(types: [3, 8], server: .mariaDB))
        let own = [column("a", ColumnShape(.long))]
        #expect(mismatch(schema(own), table) != nil)
        let checked = try schema(own, hidden: [column("DB_ROW_HASH_1", ColumnShape(.longLong))]).checked(against: table)
        #expect(checked.columns.map(\.name) == ["a", "DB_ROW_HASH_1"])
    }
}
