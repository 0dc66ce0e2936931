// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay
import MySQLTestSupport
import ReplaySinkPostgres
import Testing

/// Replays of a seeded workload, judged by the clients of both servers.
@Suite struct PostgresSinkTests {
    private func servers(_ name: String = "mysql97") throws -> (LiveServer, PostgresServer)? {
        guard let source = try LiveServer.named(name), let target = try PostgresServer.named() else { return nil }
        return (source, target)
    }

    private func expectEqual(_ replay: PostgresReplay, _ comment: Comment? = nil) throws {
        for (left, right) in ShopWorkload.queries {
            let expected = try replay.source.query("USE \(replay.schema); \(left);")
            let found = try replay.target.query("SET search_path = \(replay.schema); \(right);")
            #expect(found == expected, comment)
        }
    }

    /// How far the checkpoint is.
    private func sequence(_ replay: PostgresReplay) throws -> Int {
        let row = try replay.target.query("SELECT max(sequence) FROM \(replay.bookkeeping).cdcreplay_checkpoint;").first
        return row?.first?.flatMap { $0 }.flatMap { Int($0) } ?? 0
    }

    @Test(arguments: ["mysql97", "mariadb1011", "mariadb118"], [nil, ReplayOptions.Window()])
    func `HC-144 HC-145 HC-150 HC-153 a workload ends with every row of every table equal, in two runs`(
        _ name: String,
        _ window: ReplayOptions.Window?
    ) async throws {
        guard let (source, target) = try servers(name) else { return }
        try await PostgresReplay.run(from: source, into: target, ShopWorkload.source) { replay in
            try target.query(ShopWorkload.target(replay.schema))
            var workload = ShopWorkload(seed: SeededRandom.defaultSeed)
            try replay.change(workload.transactions(150))
            let first = try await replay.replay(adjusting: { $0.window = window }).report
            try expectEqual(replay)
            #expect(first.transactions > 100)
            // The second run goes on where the first ended, and changes nothing twice.
            try replay.change(workload.transactions(50))
            let second = try await replay.replay(adjusting: { $0.window = window }).report
            try expectEqual(replay)
            #expect(second.tables.values.map(\.inserts).reduce(0, +) < 400)
            let third = try await replay.replay(adjusting: { $0.window = window }).report
            #expect(third.tables.isEmpty)
        }
    }

    @Test func `a large transaction and one cut into batches are replayed whole`() async throws {
        guard let (source, target) = try servers() else { return }
        try await PostgresReplay.run(
            from: source,
            into: target,
            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(200), b INT UNIQUE);"
        ) { replay in
            try target.query(
                "CREATE SCHEMA \(replay.schema); CREATE TABLE \(replay.schema).t (id int PRIMARY KEY, a text, b int UNIQUE);"
            )
            try replay.change(
                """
                SET SESSION cte_max_recursion_depth = 100000; BEGIN;
                INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                SELECT i, REPEAT('x', i % 200), -i FROM n;
                UPDATE t SET b = b - 100000, a = CONCAT(a, 'y') WHERE id % 2 = 0; DELETE FROM t WHERE id % 5 = 0; COMMIT;
                """
            )
            try await replay.replay(adjusting: { $0.transactionMemory = 100_000 })
            let sums = "SELECT count(*), sum(id), sum(b), sum(length(a)) FROM \(replay.schema).t;"
            #expect(try target.query(sums) == source.query(sums))
        }
    }

    @Test func `what is folded is copied as it is, and is what its transactions came to`() async throws {
        guard let (source, target) = try servers() else { return }
        let table = "CREATE TABLE t (id INT, part INT, a VARCHAR(200), b VARBINARY(20), c INT, PRIMARY KEY (id, part));"
        try await PostgresReplay.run(from: source, into: target, table) { replay in
            try replay.change(
                """
                SET SESSION cte_max_recursion_depth = 100000;
                INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
                SELECT i, i % 3, ELT(i % 5 + 1, 'tab\\tnew\\nline\\r', 'back\\\\slash', '\\\\N', '', NULL),
                    IF(i % 4, UNHEX(LEFT(SHA2(i, 256), i % 20 * 2)), NULL), i FROM n;
                """
            )
            let window = ReplayOptions.Window()
            try await replay.replay(adjusting: { $0.window = window })
            // Rows come and go, change twice, and take each other's keys, in a transaction for each statement.
            try replay.change(
                """
                UPDATE t SET a = CONCAT(a, '\\t\\\\'), b = CONCAT(b, X'00FF') WHERE id % 2 = 0;
                UPDATE t SET c = c + 1; UPDATE t SET part = part + 10 WHERE id <= 100; DELETE FROM t WHERE id > 400;
                INSERT INTO t SELECT id + 1000, part, a, b, c FROM t WHERE id BETWEEN 200 AND 260;
                DELETE FROM t WHERE id BETWEEN 1200 AND 1220; UPDATE t SET id = 2000 + id WHERE id BETWEEN 300 AND 350;
                """
            )
            let report = try await replay.replay(adjusting: { $0.window = window }).report
            #expect(report.transactions >= 7)
            let columns = "id, part, a, ENCODED, c FROM \(replay.schema).t ORDER BY id, part;"
            #expect(
                try target.query("SELECT " + columns.replacing("ENCODED", with: "upper(encode(b, 'hex'))"))
                    == source.query("SELECT " + columns.replacing("ENCODED", with: "HEX(b)"))
            )
        }
    }

    @Test func `HC-144 HC-148 conflicts stop before their transaction, and the run goes on once they are gone`()
        async throws
    {
        guard let (source, target) = try servers() else { return }
        let table = "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) UNIQUE);"
        let cases = [
            ("INSERT INTO t VALUES (10, 'x')", "INSERT INTO t VALUES (10, 'other')", "DELETE FROM t WHERE a = 'other'"),
            ("INSERT INTO t VALUES (10, 'x')", "INSERT INTO t VALUES (11, 'x')", "DELETE FROM t WHERE id = 11"),
            ("UPDATE t SET a = 'x' WHERE id = 1", "INSERT INTO t VALUES (11, 'x')", "DELETE FROM t WHERE id = 11"),
            ("UPDATE t SET id = -1 WHERE id = 1", "DELETE FROM t WHERE id = 1", "INSERT INTO t VALUES (1, 'one')"),
            ("DELETE FROM t WHERE id = 1", "DELETE FROM t WHERE id = 1", "INSERT INTO t VALUES (1, 'one')"),
        ]
        for (change, meddling, mending) in cases {
            try await PostgresReplay.run(from: source, into: target, table) { replay in
                let path = "SET search_path = \(replay.schema); "
                try target.query(
                    "CREATE SCHEMA \(replay.schema); \(path)CREATE TABLE t (id int PRIMARY KEY, a text UNIQUE);"
                )
                try replay.change("INSERT INTO t VALUES (1, 'one'), (2, 'two');")
                try await replay.replay()
                try target.query(path + meddling + ";")
                let before = try target.query(path + "SELECT * FROM t ORDER BY id;")
                try replay.change(
                    "BEGIN; INSERT INTO t VALUES (5, 'five'); \(change); INSERT INTO t VALUES (6, 'six'); COMMIT;"
                )
                await #expect { try await replay.replay() } throws: { error in
                    (error as? ReplayError)?.code == .conflict && (error as? ReplayError)?.position != nil
                }
                #expect(try target.query(path + "SELECT * FROM t ORDER BY id;") == before, "\(change)")
                try target.query(path + mending + ";")
                try await replay.replay()
                let rows = "SELECT * FROM t ORDER BY id;"
                #expect(try target.query(path + rows) == source.query("USE \(replay.schema); \(rows)"), "\(change)")
            }
        }
    }

    @Test func `what a sink overwrites ends as the source has it, whatever stood there`() async throws {
        guard let (source, target) = try servers() else { return }
        let table = "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) UNIQUE, b INT); CREATE TABLE u (a INT, b JSON);"
        try await PostgresReplay.run(from: source, into: target, table) { replay in
            let path = "SET search_path = \(replay.schema); "
            try target.query(
                "CREATE SCHEMA \(replay.schema); \(path)CREATE TABLE t (id int PRIMARY KEY, a text UNIQUE, b int); "
                    + "CREATE TABLE u (a int, b jsonb); "
                    + "INSERT INTO t VALUES (1, 'other', 0), (77, 'one', 0), (3, 'six', 0), (4, 'four', 0);"
            )
            try replay.change(
                """
                BEGIN; INSERT INTO t VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3), (4, NULL, 4), (5, NULL, 5); COMMIT;
                INSERT INTO u VALUES (1, '[1]'), (1, '[1]'), (NULL, NULL); UPDATE u SET a = 2 LIMIT 1; DELETE FROM u WHERE a IS NULL;
                """
            )
            let overwriting = { (options: inout ReplayOptions) in
                options.policies.insertExists = .overwrite
                options.policies.updateMissing = .overwrite
                options.policies.deleteMissing = .overwrite
            }
            try await replay.replay(adjusting: overwriting)
            try target.query(
                path + "DELETE FROM t WHERE id IN (2, 3); INSERT INTO t VALUES (78, 'six', 0), (79, 'five', 0);"
            )
            try replay.change(
                """
                UPDATE t SET a = 'six', id = 6 WHERE id = 1; UPDATE t SET b = 22 WHERE id = 2; DELETE FROM t WHERE id = 3;
                UPDATE t SET a = 'five', id = 79 WHERE id = 5;
                """
            )
            try await replay.replay(adjusting: overwriting)
            for rows in ["SELECT * FROM t ORDER BY id;", "SELECT * FROM u ORDER BY a;"] {
                #expect(try target.query(path + rows) == source.query("USE \(replay.schema); \(rows)"))
            }
        }
    }

    @Test func `a connection cut at any byte, inside a COMMIT too, loses and doubles nothing`() async throws {
        guard let (source, target) = try servers() else { return }
        try await PostgresReplay.run(from: source, into: target, ShopWorkload.source) { replay in
            try target.query(ShopWorkload.target(replay.schema))
            var workload = ShopWorkload(seed: SeededRandom.defaultSeed)
            try replay.change(workload.transactions(300))
            let port = try #require(
                target.url.split(separator: ":").last?.split(separator: "/").first.flatMap { Int($0) }
            )
            let connections = try await TCPProxy.run(
                to: port,
                plan: { number in
                    var random = SeededRandom(seed: UInt64(number))
                    // Only so often that the run comes to its end.
                    return number < 12 ? .cut(afterBytes: Int.random(in: 800...6000, using: &random)) : .forward
                }
            ) { proxy in
                let url = target.url.replacing(":\(port)/", with: ":\(proxy.port)/") + "?sslmode=disable"
                try await replay.replay(at: url)
                return proxy.connectionCount
            }
            #expect(connections >= 12)
            try expectEqual(replay)
        }
    }

    @Test(.enabled(if: ServerControl.isPossible))
    func `a target that is killed again and again ends with every row right`() async throws {
        guard let source = try LiveServer.named("mysql97") else { return }
        try await ServerControl.withPostgres { target in
            try await PostgresReplay.run(from: source, into: target, ShopWorkload.source) { replay in
                try target.query(ShopWorkload.target(replay.schema))
                var workload = ShopWorkload(seed: SeededRandom.defaultSeed)
                try replay.change(workload.transactions(1500))
                let kills = try await withThrowingTaskGroup(of: Int.self) { group in
                    group.addTask {
                        var kills = 0
                        for threshold in [100, 500, 900] {
                            // Before the first checkpoint there is no table of them.
                            while !Task.isCancelled, (try? sequence(replay)) ?? 0 < threshold { await Task.yield() }
                            guard !Task.isCancelled else { break }
                            try await ServerControl.kill(target)
                            try await ServerControl.start(target)
                            kills += 1
                        }
                        return kills
                    }
                    defer { group.cancelAll() }
                    try await replay.replay()
                    group.cancelAll()
                    return try await group.next() ?? 0
                }
                #expect(kills > 0)
                try expectEqual(replay)
            }
        }
    }

    @Test func `a COMMIT on its way is waited for before checkpoints are read`() async throws {
        guard let (source, target) = try servers() else { return }
        try await PostgresReplay.run(from: source, into: target, ShopWorkload.source) { replay in
            var options = PostgresSink.Options()
            options.bookkeepingSchema = replay.bookkeeping
            let first = try PostgresSink(target.url, options: options)
            try await first.withSession { try await $0.prepareBookkeeping() }
            // A session of another run holds the marker of a transaction for a while.
            let marker = "SELECT pg_advisory_xact_lock_shared(1667523442, 1), pg_sleep(3)"
            let holders =
                "SELECT count(*) FROM pg_locks WHERE classid = 1667523442 AND objid = 1 AND pid IN "
                + "(SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3)%' AND application_name = 'psql' "
                + "AND pid <> pg_backend_pid());"
            try await withThrowingTaskGroup { group in
                group.addTask { _ = try target.query("BEGIN; \(marker); COMMIT;") }
                while try target.query(holders) == [["0"]] { await Task.yield() }
                let found = try await first.withSession { try await $0.checkpoints() }
                #expect(found.isEmpty)
                #expect(try target.query(holders) == [["0"]])
                try await group.waitForAll()
            }
        }
    }

    @Test func `an address tells its target without its password, and a wrong one is refused`() async throws {
        #expect(
            try PostgresSink("postgres://me:secret@db.example:5433/shop").name == "postgres://me@db.example:5433/shop"
        )
        #expect(throws: SinkError.self) { try PostgresSink("postgres://me@[nowhere") }
        guard let (_, target) = try servers() else { return }
        await #expect { try await PostgresSink(target.url + "_none").withSession { _ in } } throws: { error in
            (error as? SinkError)?.code == .refused
        }
        await #expect { try await PostgresSink("postgres://root@127.0.0.1:1/x").withSession { _ in } } throws: {
            error in
            (error as? SinkError)?.code == .unavailable
        }
    }

    @Test func `a table of the target belongs to one task and one table of the source`() async throws {
        guard let (_, target) = try servers() else { return }
        var options = PostgresSink.Options()
        options.bookkeepingSchema = "b_" + String(UInt64.random(in: .min ... .max), radix: 36)
        let sink = try PostgresSink(target.url, options: options)
        let table = TableName(database: "shop", table: "t")
        let claim = TableClaim(target: table, task: "a", source: table)
        try await sink.withSession { session in
            try await session.prepareBookkeeping()
            try await session.prepareBookkeeping()
            try await session.claim(claim)
            try await session.claim(claim)
            for other in [
                TableClaim(target: table, task: "b", source: table),
                TableClaim(target: table, task: "a", source: TableName(database: "two", table: "t")),
            ] {
                await #expect { try await session.claim(other) } throws: { ($0 as? SinkError)?.code == .claimed }
            }
            #expect(try await session.claims() == [claim])
        }
        try target.query(
            "ALTER TABLE \(options.bookkeepingSchema).cdcreplay_table ADD COLUMN more int;"
        )
        await #expect { try await sink.withSession { try await $0.prepareBookkeeping() } } throws: { error in
            (error as? SinkError)?.code == .schema
        }
        try target.query("SET client_min_messages = warning; DROP SCHEMA \(options.bookkeepingSchema) CASCADE;")
    }
}
#endif
