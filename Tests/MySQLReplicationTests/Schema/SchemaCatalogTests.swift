// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Synchronization
import Testing

struct SchemaCatalogTests {
    private let name = TableName(database: "d", table: "t")

    /// A log whose changes are given, and which counts how often it is read.
    private final class FakeLog: DefinitionLog {
        let changes: [LoggedDefinitionChange]
        let reads = Mutex<[[BinlogFilePosition]]>([])
        let last: BinlogFilePosition

        init(_ changes: [LoggedDefinitionChange] = [], end: UInt64 = 100_000) {
            self.changes = changes
            last = BinlogFilePosition(file: "b.000001", offset: end)
        }

        func end() async throws(ReplicationError) -> BinlogFilePosition { last }

        func changes(
            from start: BinlogFilePosition,
            to end: BinlogFilePosition
        ) async throws(ReplicationError) -> (changes: [LoggedDefinitionChange], end: BinlogFilePosition) {
            reads.withLock { $0.append([start, end]) }
            return (changes, end)
        }
    }

    private func reader(_ names: [String], foldsCase: Bool = false) -> SchemaReader {
        let rows = names.map { ["d", "t", $0, "YES", "int", "int"] as [String?] }
        return SchemaReader(
            FakeSession(replies: [
                (
                    "SELECT * FROM information_schema.COLUMNS",
                    .rows(
                        ["TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", "IS_NULLABLE", "DATA_TYPE", "COLUMN_TYPE"],
                        rows
                    )
                ),
                ("SELECT", .rows([], [])),
            ]),
            isMariaDB: false,
            foldsCase: foldsCase
        )
    }

    private func place(_ offset: UInt64) -> BinlogFilePosition { BinlogFilePosition(file: "b.000001", offset: offset) }

    private func code(
        _ catalog: inout SchemaCatalog,
        _ table: TableMap,
        at offset: UInt64
    ) async -> ReplicationError.Code? {
        do throws(ReplicationError) {
            _ = try await catalog.resolve(table, at: place(offset))
            return nil
        } catch {
            #expect(error.position == place(offset))
            return error.code
        }
    }

    @Test func `FULL metadata asks nobody`() async throws {
        let log = FakeLog()
        var catalog = SchemaCatalog(reader(["never"]), log: log)
        let table = try #require(try madeTable(types: [3], optional: [4, 2, 1, 0x61]))
        #expect(catalog.schema(for: table) == nil)
        #expect(try await catalog.resolve(table, at: place(10)).columns.map(\.name) == ["a"])
        #expect(catalog.schema(for: table)?.origin == .log)
        #expect(log.reads.withLock { $0.isEmpty })
    }

    @Test func `a server's answer is believed if nothing changed the table since`() async throws {
        let log = FakeLog()
        var catalog = SchemaCatalog(reader(["a"]), log: log)
        let table = try #require(try madeTable(types: [3]))
        #expect(try await catalog.resolve(table, at: place(10)).columns.map(\.name) == ["a"])
        let again = try #require(try madeTable(types: [3]))
        _ = try await catalog.resolve(again, at: place(20))
        #expect(log.reads.withLock { $0 } == [[place(10), place(100_000)]])
    }

    @Test func `HC-121 HC-130 a change behind the event makes the answer worthless`() async throws {
        let change = LoggedDefinitionChange(.alter(name), at: place(500), statement: "ALTER TABLE t MODIFY e ENUM('x')")
        var catalog = SchemaCatalog(reader(["a"]), log: FakeLog([change]))
        let table = try #require(try madeTable(types: [3]))
        #expect(await code(&catalog, table, at: 10) == .schemaChangedLater)
        #expect(await code(&catalog, table, at: 20) == .schemaChangedLater)
        catalog.accept(StatementSummary("ALTER TABLE d.t MODIFY e ENUM('x')", database: ""), at: place(500))
        #expect(await code(&catalog, table, at: 600) == nil)
    }

    @Test func `HC-124 a statement that nobody understands has all tables looked up again`() async throws {
        let log = FakeLog([LoggedDefinitionChange(.unknown, at: place(300), statement: "FROBNICATE")])
        var catalog = SchemaCatalog(reader(["a"]), log: log)
        let table = try #require(try madeTable(types: [3]))
        #expect(await code(&catalog, table, at: 10) == .schemaChangedLater)
        catalog.accept(StatementSummary("FROBNICATE", database: "d"), at: place(300))
        #expect(await code(&catalog, table, at: 400) == nil)
    }

    @Test func `HC-125 a table that is not there is an error, and so is one that the server does not show`()
        async throws
    {
        let table = try #require(try madeTable(types: [3]))
        var dropped = SchemaCatalog(
            reader([]),
            log: FakeLog([LoggedDefinitionChange(.drop(name), at: place(500), statement: "DROP TABLE t")])
        )
        #expect(await code(&dropped, table, at: 10) == .schemaChangedLater)
        var hidden = SchemaCatalog(reader([]), log: FakeLog())
        #expect(await code(&hidden, table, at: 10) == .schemaUnknown)
    }

    @Test func `an answer that does not fit the log is an error`() async throws {
        var catalog = SchemaCatalog(reader(["a", "b"]), log: FakeLog())
        let table = try #require(try madeTable(types: [3]))
        #expect(await code(&catalog, table, at: 10) == .schemaMismatch)
    }

    @Test func `a lost connection is not remembered as what the table is`() async throws {
        let lost = SchemaReader(FakeSession(replies: [("SELECT", .refusal(nil))]), isMariaDB: false, foldsCase: false)
        var catalog = SchemaCatalog(lost, log: FakeLog())
        let table = try #require(try madeTable(types: [3]))
        #expect(await code(&catalog, table, at: 10) == .connection)
        #expect(await code(&catalog, table, at: 10) == .connection)
    }

    @Test func `the case of names is folded where the server folds it`() async throws {
        let change = LoggedDefinitionChange(
            .alter(TableName(database: "D", table: "T")),
            at: place(500),
            statement: "ALTER TABLE D.T ADD c INT"
        )
        let table = try #require(try madeTable(types: [3]))
        var folding = SchemaCatalog(reader(["a"], foldsCase: true), log: FakeLog([change]))
        #expect(await code(&folding, table, at: 10) == .schemaChangedLater)
        var exact = SchemaCatalog(reader(["a"]), log: FakeLog([change]))
        #expect(await code(&exact, table, at: 10) == nil)
    }

    @Test func `looking up a table map that is known allocates nothing`() async throws {
        var catalog = SchemaCatalog(reader(["a"]), log: FakeLog())
        let table = try #require(try madeTable(types: [3]))
        _ = try await catalog.resolve(table, at: place(10))
        guard AllocationCounter.isAvailable else { return }
        var unknown = 0
        let count = try AllocationCounter.allocations {
            for _ in 0..<1_000 where catalog.schema(for: table) == nil { unknown += 1 }
        }
        #expect(unknown == 0)
        #expect(count == 0)
    }
}
