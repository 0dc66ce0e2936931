// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

/// Rows of `information_schema` as servers gave them.
struct ColumnSchemaDeclaredTests {
    private func column(_ values: [String: String], isMariaDB: Bool = false) -> ColumnSchema? {
        let defaults = ["TABLE_SCHEMA": "d", "TABLE_NAME": "t", "COLUMN_NAME": "c", "IS_NULLABLE": "YES", "EXTRA": ""]
        let row = defaults.merging(values) { $1 }.sorted { $0.key < $1.key }
        let reader = SchemaReader(FakeSession(replies: []), isMariaDB: isMariaDB, foldsCase: false)
        let empty = StatementAnswer(columns: [], rows: [])
        return reader.schema(
            TableName(database: "d", table: "t"),
            columns: StatementAnswer(columns: row.map(\.key), rows: [row.map(\.value)]),
            keys: empty,
            tables: empty
        )?.columns.first
    }

    private func shape(
        _ type: String,
        _ full: String,
        _ more: [String: String] = [:],
        isMariaDB: Bool = false
    ) -> ColumnShape? {
        column(["DATA_TYPE": type, "COLUMN_TYPE": full].merging(more) { $1 }, isMariaDB: isMariaDB)?.shape
    }

    @Test func `types have the shapes that servers log`() {
        #expect(shape("int", "int unsigned") == ColumnShape(.long))
        #expect(
            shape("decimal", "decimal(7,2)", ["NUMERIC_PRECISION": "7", "NUMERIC_SCALE": "2"])
                == ColumnShape(.newDecimal, precision: 7, scale: 2)
        )
        #expect(shape("char", "char(60)", ["CHARACTER_OCTET_LENGTH": "240"]) == ColumnShape(.string, length: 240))
        #expect(shape("datetime", "datetime(3)", ["DATETIME_PRECISION": "3"]) == ColumnShape(.dateTime2, scale: 3))
        #expect(shape("time", "time(6)") == ColumnShape(.time2, scale: 6))
        #expect(shape("json", "json") == ColumnShape(.json, length: 4))
        #expect(shape("vector", "vector(3)") == ColumnShape(.vector, length: 4))
        #expect(shape("bit", "bit(9)", ["NUMERIC_PRECISION": "9"]) == ColumnShape(.bit, bitCount: 9))
        #expect(shape("mediumtext", "mediumtext") == ColumnShape(.blob, length: 3))
        #expect(shape("point", "point") == ColumnShape(.geometry, length: 4))
        #expect(shape("something", "something(1)") == nil)
    }

    @Test func `MariaDB's own types have the shapes that it logs`() {
        #expect(shape("uuid", "uuid", isMariaDB: true) == ColumnShape(.string, length: 16))
        #expect(shape("inet4", "inet4", isMariaDB: true) == ColumnShape(.string, length: 4))
        let compressed = "varchar(300) /*M!100301 COMPRESSED*/"
        #expect(
            shape("varchar", compressed, ["CHARACTER_OCTET_LENGTH": "1200"], isMariaDB: true)
                == ColumnShape(.varcharCompressed, length: 1_201)
        )
        #expect(
            shape("blob", "blob /*M!100301 COMPRESSED*/", isMariaDB: true) == ColumnShape(.blobCompressed, length: 2)
        )
        #expect(
            shape("vector", "vector(3)", ["CHARACTER_OCTET_LENGTH": "12"], isMariaDB: true)
                == ColumnShape(.varchar, length: 12)
        )
        #expect(column(["DATA_TYPE": "inet6", "COLUMN_TYPE": "inet6"], isMariaDB: true)?.hint == .inet6)
    }

    @Test(arguments: [(1, 1), (8, 1), (9, 2), (17, 3), (25, 4), (33, 8), (64, 8)])
    func `a SET takes the bytes that its members need`(_ count: Int, _ length: Int) {
        let members = (1...count).map { "'m\($0)'" }.joined(separator: ",")
        #expect(shape("set", "set(\(members))") == ColumnShape(.set, length: length))
    }

    @Test(arguments: [(1, 1), (255, 1), (256, 2)])
    func `an ENUM takes two bytes from 256 labels on`(_ count: Int, _ length: Int) {
        let members = (1...count).map { "'m\($0)'" }.joined(separator: ",")
        #expect(shape("enum", "enum(\(members))") == ColumnShape(.enum, length: length))
    }

    @Test func `labels come without the quotes and escapes of their declaration`() {
        let declared = #"enum('a','it''s','b\\s','new\nline','q"q','','逗,')"#
        let labels = column(["DATA_TYPE": "enum", "COLUMN_TYPE": declared])?.labels.map { String(repairing: $0.span) }
        #expect(labels == ["a", "it's", #"b\s"#, "new\nline", "q\"q", "", "逗,"])
    }

    @Test(arguments: ["enum('a", "enum(", "enum('a\\", "enum", "enum('a''"])
    func `a declaration that is cut is no trap`(_ declared: String) {
        _ = column(["DATA_TYPE": "enum", "COLUMN_TYPE": declared])
    }

    @Test func `what is computed and what is invisible is told`() {
        func made(_ extra: String) -> ColumnSchema? {
            column(["DATA_TYPE": "int", "COLUMN_TYPE": "int", "EXTRA": extra])
        }
        #expect(made("VIRTUAL GENERATED")?.generation == .virtual)
        #expect(made("STORED GENERATED INVISIBLE")?.generation == .stored)
        #expect(made("STORED GENERATED INVISIBLE")?.isVisible == false)
        #expect(made("PERSISTENT")?.generation == .stored)
        #expect(made("auto_increment")?.generation == ColumnSchema.Generation.none)
        #expect(made("")?.isVisible == true)
        #expect(column(["DATA_TYPE": "int", "COLUMN_TYPE": "int(10) unsigned zerofill"])?.isUnsigned == true)
    }
}
