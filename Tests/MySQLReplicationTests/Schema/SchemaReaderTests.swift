// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

struct SchemaReaderTests {
    private let name = TableName(database: "d", table: "t")

    private func columns(_ rows: [[String?]]) -> FakeSession.Reply {
        .rows(
            ["TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", "IS_NULLABLE", "DATA_TYPE", "COLUMN_TYPE", "COLUMN_KEY"],
            rows
        )
    }

    private func session(
        _ rows: [[String?]],
        keys: [[String?]] = [],
        type: String = "BASE TABLE",
        engine: String = "InnoDB"
    ) -> FakeSession {
        FakeSession(replies: [
            ("SELECT * FROM information_schema.COLUMNS", columns(rows)),
            (
                "SELECT * FROM information_schema.STATISTICS",
                .rows(["TABLE_SCHEMA", "TABLE_NAME", "NON_UNIQUE", "INDEX_NAME", "COLUMN_NAME", "INDEX_TYPE"], keys)
            ),
            (
                "SELECT TABLE_SCHEMA",
                .rows(["TABLE_SCHEMA", "TABLE_NAME", "TABLE_TYPE", "ENGINE"], [["d", "t", type, engine]])
            ),
        ])
    }

    @Test func `only the very table counts, unless the server folds the case of names`() async throws {
        let rows: [[String?]] = [["d", "T", "x", "YES", "int", "int", ""], ["d", "t", "a", "YES", "int", "int", ""]]
        let exact = SchemaReader(session(rows), isMariaDB: false, foldsCase: false)
        #expect(try await exact.read(name)?.columns.map(\.name) == ["a"])
        let folding = SchemaReader(session([rows[0]]), isMariaDB: false, foldsCase: true)
        #expect(try await folding.read(name)?.columns.map(\.name) == ["x"])
        #expect(try await SchemaReader(session([rows[0]]), isMariaDB: false, foldsCase: false).read(name) == nil)
    }

    @Test func `a UNIQUE key stands in for a primary key where its columns are marked`() async throws {
        let rows: [[String?]] = [["d", "t", "a", "NO", "int", "int", ""], ["d", "t", "b", "NO", "int", "int", "PRI"]]
        let keys: [[String?]] = [["d", "t", "0", "k1", "a", "BTREE"], ["d", "t", "0", "k2", "b", "BTREE"]]
        let reader = SchemaReader(session(rows, keys: keys), isMariaDB: false, foldsCase: false)
        #expect(try await reader.read(name)?.primaryKey == [1])
        let primary = keys + [["d", "t", "0", "PRIMARY", "b", "BTREE"], ["d", "t", "0", "PRIMARY", "a", "BTREE"]]
        let second = SchemaReader(session(rows, keys: primary), isMariaDB: false, foldsCase: false)
        #expect(try await second.read(name)?.primaryKey == [1, 0])
    }

    @Test func `names are literals whatever they hold`() async throws {
        // A quote in the name would end the literal: the session would not know the statement then.
        let odd = TableName(database: "d'", table: #"\t"#)
        let reader = SchemaReader(session([]), isMariaDB: false, foldsCase: false)
        #expect(try await reader.read(odd) == nil)
    }

    @Test func `columns that MariaDB hides are worked out from type and keys`() async throws {
        let rows: [[String?]] = [["d", "t", "a", "YES", "int", "int", ""]]
        let keys: [[String?]] = [["d", "t", "0", "k", "a", "HASH"]]
        let versioned = SchemaReader(
            session(rows, keys: keys, type: "SYSTEM VERSIONED"),
            isMariaDB: true,
            foldsCase: false
        )
        let table = try #require(try madeTable(types: [3, 17, 17, 8], metadata: [6, 6], server: .mariaDB))
        let schema = try #require(try await versioned.read(name))
        do throws(SchemaMismatch) {
            _ = try schema.checked(against: table)
        } catch {
            // The made table map calls all columns nullable; the period's are not.
            #expect(error.differences.count == 2)
        }
        let memory = SchemaReader(session(rows, keys: keys, engine: "MEMORY"), isMariaDB: true, foldsCase: false)
        let plain = try #require(try await memory.read(name))
        let one = try #require(try madeTable(types: [3], server: .mariaDB))
        #expect(try plain.checked(against: one).columns.count == 1)
    }
}
