// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

/// Streams of real servers through a catalog that asks them.
@Suite(.serialized) struct SchemaCatalogLiveTests {
    private static let servers = LiveServer.all.filter { $0.keys == nil }

    private func catalog(_ server: LiveServer) -> SchemaCatalog {
        let reader = SchemaReader(
            CommandLineSession(server: server),
            isMariaDB: server.flavour == .mariaDB,
            foldsCase: false
        )
        return SchemaCatalog(reader, log: FileDefinitionLog(server: server))
    }

    /// Runs statements, then reads what they logged: each table map with its columns' names, or the error's code.
    private func columns(
        _ server: LiveServer,
        _ sql: String,
        schema: String
    ) async throws -> [String] {
        let start = try LoggedTables.end(of: server)
        try server.execute("USE \(schema);\n" + sql)
        return try await read(server, from: start, schema: schema).lines
    }

    private func read(
        _ server: LiveServer,
        from start: BinlogFilePosition,
        schema: String
    ) async throws -> (lines: [String], errors: [ReplicationError]) {
        var catalog = catalog(server)
        var lines: [String] = []
        var errors: [ReplicationError] = []
        for step in try LoggedTables(of: server, from: start).steps {
            switch step {
            case .statement(let summary, let position): catalog.accept(summary, at: position)
            case .map(let table, let position) where table.database == schema:
                do throws(ReplicationError) {
                    let described = try await catalog.resolve(table, at: position)
                    #expect(catalog.schema(for: table) === described)
                    lines.append("\(table.table): \(described.columns.map(\.name).joined(separator: ","))")
                } catch {
                    lines.append("\(table.table): \(error.code)")
                    errors.append(error)
                }
            case .map: break
            }
        }
        return (lines, errors)
    }

    @Test(arguments: servers)
    func `HC-121 events before a change of columns are refused by naming it, events behind it have the new columns`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute(
                """
                USE \(schema);
                CREATE TABLE people (first VARCHAR(10), uid INT, last VARCHAR(10));
                INSERT INTO people VALUES ('a', 1, 'b');
                ALTER TABLE people ADD middle VARCHAR(10) AFTER first;
                INSERT INTO people VALUES ('a', 'm', 1, 'b');
                """
            )
            let (lines, errors) = try await read(server, from: start, schema: schema)
            #expect(lines == ["people: schemaChangedLater", "people: first,middle,uid,last"])
            let text = try #require(errors.first).description
            #expect(text.contains("ALTER TABLE people ADD middle"))
            #expect(text.contains("\(start.file):"))
            #expect(text.contains("binlog_row_metadata=FULL"))
        }
    }

    @Test(arguments: servers)
    func `HC-121 columns of one type that change places are not mixed up`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let lines = try await columns(
                server,
                """
                CREATE TABLE t (a INT, b INT);
                INSERT INTO t VALUES (1, 2);
                ALTER TABLE t MODIFY a INT AFTER b;
                INSERT INTO t VALUES (2, 1);
                """,
                schema: schema
            )
            #expect(lines == ["t: schemaChangedLater", "t: b,a"])
        }
    }

    @Test(arguments: servers)
    func `HC-123 CREATE TABLE IF NOT EXISTS of a table that is there changes nothing`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { schema in
            let lines = try await columns(
                server,
                """
                CREATE TABLE t (a INT, b INT);
                INSERT INTO t VALUES (1, 2);
                CREATE TABLE IF NOT EXISTS t (c INT);
                INSERT INTO t VALUES (3, 4);
                """,
                schema: schema
            )
            #expect(lines == ["t: a,b", "t: a,b"])
        }
    }

    @Test(arguments: servers)
    func `HC-125 a table that is dropped later is refused by naming the DROP`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute(
                "USE \(schema); CREATE TABLE t (a INT); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); DROP TABLE t;"
            )
            let (lines, errors) = try await read(server, from: start, schema: schema)
            #expect(lines.allSatisfy { $0 == "t: schemaChangedLater" })
            #expect(!lines.isEmpty)
            #expect(try #require(errors.first).message.contains("DROP TABLE"))
        }
    }

    @Test(arguments: servers)
    func `HC-126 tables that are swapped by one RENAME are those of their time`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute(
                """
                USE \(schema);
                CREATE TABLE t (a INT);
                CREATE TABLE t_new (b INT, c INT);
                RENAME TABLE t TO t_old, t_new TO t;
                INSERT INTO t VALUES (1, 2);
                INSERT INTO t_old VALUES (3);
                """
            )
            let (lines, _) = try await read(server, from: start, schema: schema)
            #expect(lines == ["t: b,c", "t_old: a"])
        }
    }

    @Test(arguments: servers)
    func `HC-126 a known table keeps its columns when it is renamed in the stream`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute("USE \(schema); CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (1, 2);")
            var catalog = catalog(server)
            let first = try #require(try LoggedTables(of: server, from: start).maps(in: schema).first)
            _ = try await catalog.resolve(first.table, at: first.position)
            let behind = try LoggedTables.end(of: server)
            try server.execute(
                "USE \(schema); RENAME TABLE t TO u; INSERT INTO u VALUES (3, 4); ALTER TABLE u RENAME COLUMN a TO z;"
            )
            var names: [[String]] = []
            for step in try LoggedTables(of: server, from: behind).steps {
                switch step {
                case .statement(let summary, let position): catalog.accept(summary, at: position)
                case .map(let table, let position):
                    guard table.database == schema else { continue }
                    names.append(try await catalog.resolve(table, at: position).columns.map(\.name))
                }
            }
            #expect(names == [["a", "b"]])
        }
    }

    @Test(arguments: servers)
    func `HC-128 rows of CREATE TABLE SELECT have the columns of the table that it makes`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { schema in
            let lines = try await columns(
                server,
                "CREATE TABLE s (a INT, b INT); INSERT INTO s VALUES (1, 2); CREATE TABLE t AS SELECT b, a FROM s;",
                schema: schema
            )
            #expect(lines == ["s: a,b", "t: b,a"])
        }
    }

    @Test(arguments: servers)
    func `HC-130 an ENUM whose labels change later is refused`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let lines = try await columns(
                server,
                """
                CREATE TABLE t (e ENUM('a', 'b'));
                INSERT INTO t VALUES ('a');
                ALTER TABLE t MODIFY e ENUM('x', 'a', 'b');
                INSERT INTO t VALUES ('a');
                """,
                schema: schema
            )
            #expect(lines == ["t: schemaChangedLater", "t: e"])
        }
    }

    @Test(arguments: servers)
    func `indices, truncation and other tables' changes leave a description as it is`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { schema in
            let lines = try await columns(
                server,
                """
                CREATE TABLE t (a INT, b INT);
                INSERT INTO t VALUES (1, 2);
                CREATE INDEX i ON t (a);
                ALTER TABLE t ADD INDEX j (b), COMMENT 'x';
                TRUNCATE TABLE t;
                CREATE TABLE other (c INT);
                ALTER TABLE other ADD d INT;
                CREATE VIEW v AS SELECT a FROM t;
                CREATE TEMPORARY TABLE t (z INT);
                DROP TEMPORARY TABLE t;
                INSERT INTO t VALUES (3, 4);
                """,
                schema: schema
            )
            #expect(lines == ["t: a,b", "t: a,b"])
        }
    }

    @Test(arguments: servers)
    func `a change that is kept out of the log is a mismatch that names the columns`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute(
                """
                USE \(schema);
                CREATE TABLE t (a INT, b INT);
                INSERT INTO t VALUES (1, 2);
                SET SESSION sql_log_bin = 0;
                ALTER TABLE t MODIFY b VARCHAR(20), ADD c INT;
                """
            )
            let (lines, errors) = try await read(server, from: start, schema: schema)
            #expect(lines == ["t: schemaMismatch"])
            let text = try #require(errors.first).description
            #expect(text.contains("the log has 2 columns, the description 3"))
            #expect(text.contains("column 2 (b): type is LONG in the log, VARCHAR(80)"))
            #expect(text.contains("sql_log_bin=0"))
        }
    }

    @Test(arguments: servers)
    func `the log is read ahead once for each stretch`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute(
                "USE \(schema); CREATE TABLE t (a INT); CREATE TABLE u (b INT); INSERT INTO t VALUES (1); INSERT INTO u VALUES (1);"
            )
            let log = FileDefinitionLog(server: server)
            let end = try await log.end()
            let (changes, reached) = try await log.changes(from: start, to: end)
            #expect(reached == end)
            #expect(changes.map(\.change).count { if case .create = $0 { true } else { false } } >= 2)
            var history = DDLHistory()
            history.add(changes, from: start, to: reached)
            #expect(history.missing(from: start, to: end) == nil)
        }
    }
}
