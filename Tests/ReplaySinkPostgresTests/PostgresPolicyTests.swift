// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay
import MySQLTestSupport
import ReplaySinkPostgres
import Synchronization
import Testing

/// What becomes of rows that do not fit in PostgreSQL, and of a target that fails, read by psql.
@Suite struct PostgresPolicyTests {
    private func servers() throws -> (LiveServer, PostgresServer)? {
        guard let source = try LiveServer.named("mysql97"), let target = try PostgresServer.named() else { return nil }
        return (source, target)
    }

    private func exceptions(_ replay: PostgresReplay, _ columns: String) throws -> [[String?]] {
        try replay.target.query(
            "SELECT \(columns) FROM \(replay.bookkeeping).cdcreplay_exception ORDER BY sequence, change_number;"
        )
    }

    @Test func `HC-144 HC-148 what is left out stands in the exceptions, and the rest is made`() async throws {
        guard let (source, target) = try servers() else { return }
        let table = "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) UNIQUE, n INT);"
        try await PostgresReplay.run(from: source, into: target, table) { replay in
            let path = "SET search_path = \(replay.schema); "
            try target.query(
                "CREATE SCHEMA \(replay.schema); \(path)CREATE TABLE t (id int PRIMARY KEY, a text UNIQUE, n int CHECK (n < 100)); "
                    + "INSERT INTO t VALUES (1, 'x', 0), (7, 'one', 0);"
            )
            let many = (100..<200).map { "(\($0), NULL, \($0))" }.joined(separator: ", ")
            try replay.change(
                """
                BEGIN; INSERT INTO t VALUES (0, 'zero', 0), (1, 'uno', 1), (2, 'one', 2), (3, 'three', 300), (4, 'four', 4);
                UPDATE t SET n = 9 WHERE id = 1; UPDATE t SET n = 9 WHERE id = 2; DELETE FROM t WHERE id = 3;
                INSERT INTO t VALUES \(many); INSERT INTO t VALUES (5, 'five', 5); COMMIT;
                """
            )
            let told = Mutex(0)
            let report = try await replay.replay(adjusting: { options in
                options.policies.insertExists = .ignore
                options.policies.updateMissing = .ignore
                options.policies.deleteMissing = .log
                options.policies.refused = .log
                options.notices = { if case .leftOut = $0 { told.withLock { $0 += 1 } } }
            }).report
            #expect(
                try target.query(path + "SELECT id, a, n FROM t ORDER BY id;") == [
                    ["0", "zero", "0"], ["1", "uno", "9"], ["4", "four", "4"], ["5", "five", "5"], ["7", "one", "0"],
                ]
            )
            let found = try exceptions(replay, "change_number, operation, reason, row_after::jsonb->>'id'")
            #expect(
                found.prefix(3) == [
                    ["2", "insert", "exists", "1"], ["3", "insert", "exists", "2"], ["4", "insert", "refused", "3"],
                ]
            )
            #expect(Array(found[3]) == ["7", "update", "missing", "2"])
            #expect(Array(found[4].prefix(3)) == ["8", "delete", "missing"])
            #expect(found.count == 105)
            // The refused rows and the row that was to go.
            #expect(told.withLock { $0 } == 102)
            #expect(report.tables.values.first?.leftOut == 105)
        }
    }

    @Test func `a suspended table stays so in later runs, and other tables go on`() async throws {
        guard let (source, target) = try servers() else { return }
        let tables = "CREATE TABLE t (id INT PRIMARY KEY, n INT); CREATE TABLE u (id INT PRIMARY KEY);"
        try await PostgresReplay.run(from: source, into: target, tables) { replay in
            let path = "SET search_path = \(replay.schema); "
            try target.query(
                "CREATE SCHEMA \(replay.schema); \(path)CREATE TABLE t (id int PRIMARY KEY, n smallint); CREATE TABLE u (id int PRIMARY KEY);"
            )
            try replay.change(
                "INSERT INTO t VALUES (1, 1), (2, 100000), (3, 3); INSERT INTO u VALUES (1); UPDATE t SET n = 2 WHERE id = 1;"
            )
            let report = try await replay.replay(adjusting: { $0.policies.refused = .suspendTable }).report
            #expect(report.suspended.map(\.source.table) == ["t"])
            #expect(try target.query(path + "SELECT id, n FROM t;") == [["1", "1"]])
            #expect(try target.query(path + "SELECT id FROM u;") == [["1"]])
            #expect(
                try exceptions(replay, "operation, reason") == [
                    ["insert", "refused"], ["insert", "suspended"], ["update", "suspended"],
                ]
            )
            try replay.change("DELETE FROM t WHERE id = 1; INSERT INTO u VALUES (2);")
            try await replay.replay()
            #expect(try target.query(path + "SELECT id FROM u ORDER BY id;") == [["1"], ["2"]])
            #expect(try exceptions(replay, "operation").count == 4)
        }
    }

    @Test func `zero dates and U+0000 are replaced where that is asked for, and each is counted once`() async throws {
        guard let (source, target) = try servers() else { return }
        let table = "CREATE TABLE t (id INT PRIMARY KEY, d DATE, a VARCHAR(20));"
        try await PostgresReplay.run(from: source, into: target, table) { replay in
            try target.query(
                "CREATE SCHEMA \(replay.schema); CREATE TABLE \(replay.schema).t (id int PRIMARY KEY, d date, a text); "
                    + "INSERT INTO \(replay.schema).t VALUES (4);"
            )
            try replay.change(
                """
                SET sql_mode = ''; INSERT INTO t VALUES (1, '0000-00-00', CONCAT('a', CHAR(0), 'b')), (2, '2024-02-00', 'c'),
                (3, '2024-02-29', CONCAT(CHAR(0), CHAR(0)));
                UPDATE t SET a = 'd' WHERE id = 2; INSERT INTO t VALUES (4, '0000-00-00', ''), (5, NULL, 'x');
                """
            )
            for _ in 0..<2 {
                await #expect { try await replay.replay() } throws: { ($0 as? ReplayError)?.code == .value }
            }
            let report = try await replay.replay(
                sink: {
                    $0.zeroDates = .null
                    $0.nulBytes = .strip
                },
                adjusting: { $0.policies.insertExists = .overwrite }
            ).report
            // Two dates of the insert, one of the update's row, one of the row that takes another's place.
            #expect(report.substitutions == Substitutions(zeroDates: 4, nulBytes: 3))
            #expect(
                try target.query("SELECT id, d, a FROM \(replay.schema).t ORDER BY id;") == [
                    ["1", nil, "ab"], ["2", nil, "d"], ["3", "2024-02-29", ""], ["4", nil, ""], ["5", nil, "x"],
                ]
            )
        }
    }

    @Test func `a target that is read-only, or locked by others, is waited for`() async throws {
        guard let (source, target) = try servers() else { return }
        try await PostgresReplay.run(from: source, into: target, "CREATE TABLE t (id INT PRIMARY KEY);") { replay in
            let user = replay.schema
            try target.query(
                "CREATE SCHEMA \(replay.schema); CREATE TABLE \(replay.schema).t (id int PRIMARY KEY); "
                    + "CREATE ROLE \(user) LOGIN SUPERUSER PASSWORD 'x'; ALTER ROLE \(user) SET default_transaction_read_only = on;"
            )
            let server = target.url.split(separator: "@").last.map(String.init) ?? ""
            let url = "postgres://\(user):x@\(server)"
            try replay.change("INSERT INTO t VALUES (1);")
            await #expect { try await replay.replay(at: url, adjusting: { $0.waitsForTarget = false }) } throws: {
                error in
                (error as? ReplayError)?.code == .target && "\(error)".contains("read-only")
            }
            // The first failure lets the target be written to again.
            let failures = Mutex(0)
            try await replay.replay(
                at: url,
                adjusting: { options in
                    options.notices = { notice in
                        guard case .targetAway = notice,
                            failures.withLock({
                                $0 += 1
                                return $0
                            }) == 1
                        else { return }
                        do {
                            try target.query("ALTER ROLE \(user) RESET default_transaction_read_only;")
                        } catch {
                            Issue.record(error)
                        }
                    }
                }
            )
            #expect(failures.withLock { $0 } > 0)
            try replay.change("INSERT INTO t VALUES (2);")
            // Somebody holds the table for longer than one wait.
            let holding =
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%\(user).t IN EXCLUSIVE%pg_sleep(1)%' AND pid <> pg_backend_pid();"
            try await withThrowingTaskGroup { group in
                group.addTask {
                    _ = try target.query(
                        "BEGIN; LOCK TABLE \(user).t IN EXCLUSIVE MODE; SELECT pg_sleep(1) /* \(user).t IN EXCLUSIVE pg_sleep(1) */; COMMIT;"
                    )
                }
                while try target.query(holding) == [["0"]] {}
                try await replay.replay(sink: { $0.lockTimeout = .milliseconds(200) })
                try await group.waitForAll()
            }
            #expect(try target.query("SELECT id FROM \(replay.schema).t ORDER BY id;") == [["1"], ["2"]])
            try target.query("DROP OWNED BY \(user) CASCADE; DROP ROLE \(user);")
        }
    }
}
#endif
