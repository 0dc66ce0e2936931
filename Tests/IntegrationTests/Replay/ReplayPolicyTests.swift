// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// What becomes of rows that do not fit: policies of `cdcreplay` on real targets, read by their own clients.
struct ReplayPolicyTests {
    /// Targets: a SQLite file, MySQL, MariaDB.
    private static let targets = [nil, "mysql97", "mariadb118"]

    private func withRun(to target: String?, _ body: (ReplayRun) async throws -> Void) async throws {
        try await withRun(from: target == "mysql97" ? "mariadb118" : "mysql97", to: target, body)
    }

    private func withRun(
        from source: String,
        to target: String?,
        _ body: (ReplayRun) async throws -> Void
    ) async throws {
        try await ReplayRun.lend(
            from: try #require(try LiveServer.named(source)),
            into: try target.map { try #require(try LiveServer.named($0)) },
            body
        )
    }

    /// The target has row 1 and 7, and lacks rows 2 and 3; the source changes all of them.
    private func meddle(_ run: ReplayRun) async throws -> String {
        let start = try run.place()
        let table = "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20) UNIQUE, n INT)"
        try run.source.execute(
            """
            USE \(run.schema); \(table); INSERT INTO t VALUES (2, 'two', 0), (3, 'three', 0), (4, 'four', 0);
            """
        )
        // A table that the tool makes has no unique index but the primary key.
        try run.change("\(table);")
        try await run.finish(from: start)
        try run.change("DELETE FROM t WHERE id IN (2, 3); INSERT INTO t VALUES (1, 'x', 0), (7, 'one', 0);")
        try run.source.execute(
            """
            USE \(run.schema); BEGIN; INSERT INTO t VALUES (0, 'zero', 0), (1, 'one', 1), (5, 'five', 5);
            UPDATE t SET n = 2 WHERE id = 2; DELETE FROM t WHERE id = 3; UPDATE t SET n = 4 WHERE id = 4; COMMIT;
            """
        )
        return start
    }

    @Test(arguments: targets)
    func `HC-144 what is overwritten ends as the source has it`(_ target: String?) async throws {
        try await withRun(to: target) { run in
            let start = try await meddle(run)
            try await run.finish(
                from: start,
                ["--insert-exists", "overwrite", "--update-missing", "overwrite", "--delete-missing", "overwrite"]
            )
            #expect(try run.rows("id, name, n", "t") == run.sourceRows("id, name, n", "t"))
            #expect(try run.notes("reason, message", "cdcreplay_exception").isEmpty)
            #expect(run.output.contains("overwritten"), "\(run.output)")
        }
    }

    @Test(arguments: targets)
    func `HC-144 what is left out stands in the target's exceptions, and the rest is made`(
        _ target: String?
    ) async throws {
        try await withRun(to: target) { run in
            let start = try await meddle(run)
            try await run.finish(
                from: start,
                ["--insert-exists", "ignore", "--update-missing", "log", "--delete-missing", "ignore"]
            )
            #expect(
                try run.rows("id, name, n", "t") == [
                    ["0", "zero", "0"], ["1", "x", "0"], ["4", "four", "4"], ["5", "five", "5"], ["7", "one", "0"],
                ]
            )
            let notes = try run.notes("change_number, operation, reason, row_before, row_after", "cdcreplay_exception")
            #expect(
                notes == [
                    ["2", "insert", "exists", "NULL", #"{"id": 1, "name": "one", "n": 1}"#],
                    [
                        "4", "update", "missing", #"{"id": 2, "name": "two", "n": 0}"#,
                        #"{"id": 2, "name": "two", "n": 2}"#,
                    ],
                    ["5", "delete", "missing", #"{"id": 3, "name": "three", "n": 0}"#, "NULL"],
                ]
            )
            #expect(run.errors.contains("update of \(run.schema).t was left out: its row is not in"), "\(run.errors)")
            #expect(!run.errors.contains("insert of"), "\(run.errors)")
            #expect(run.output.contains("left out"), "\(run.output)")
            // A second run has nothing to do, and writes nothing twice.
            try await run.finish(from: start)
            #expect(try run.notes("change_number, operation", "cdcreplay_exception").count == 3)
        }
    }

    @Test(arguments: targets)
    func `a conflict stops the run before its transaction unless something else is asked for`(
        _ target: String?
    ) async throws {
        try await withRun(to: target) { run in
            let start = try await meddle(run)
            let before = try run.rows("id, name, n", "t")
            let steps: [(words: [String], what: String)] = [
                ([], "insert of \(run.schema).t: a row of"),
                (["--insert-exists", "log"], "update of \(run.schema).t: its row is not in"),
                (
                    ["--insert-exists", "log", "--update-missing", "log"],
                    "delete of \(run.schema).t: its row is not in"
                ),
            ]
            for (words, what) in steps {
                let child = try run.start(from: start, ["--stop-at-end"] + words)
                #expect(await child.exit() == 1)
                #expect(run.errors.contains(what), "\(run.errors)")
                #expect(try run.rows("id, name, n", "t") == before)
                #expect(try run.notes("reason, message", "cdcreplay_exception").isEmpty)
            }
        }
    }

    /// The target's rule refuses rows with `n` from 100 on.
    private func limit(_ run: ReplayRun) async throws -> String {
        let start = try run.place()
        let table = "CREATE TABLE t (id INT PRIMARY KEY, n INT"
        try run.change("\(table), CHECK (n < 100)); CREATE TABLE u (id INT PRIMARY KEY);")
        var rows = (1...40).map { "(\($0), \($0 % 10 == 0 ? 100 : $0))" }
        rows.shuffle()
        try run.source.execute(
            """
            USE \(run.schema); \(table)); CREATE TABLE u (id INT PRIMARY KEY);
            BEGIN; INSERT INTO t VALUES \(rows.joined(separator: ", ")); INSERT INTO u VALUES (1); COMMIT;
            UPDATE t SET n = n + 1 WHERE id IN (9, 10); INSERT INTO u VALUES (2);
            """
        )
        return start
    }

    @Test(arguments: targets)
    func `refused rows are logged one by one, and all others are made`(_ target: String?) async throws {
        try await withRun(to: target) { run in
            let start = try await limit(run)
            try await run.finish(from: start, ["--on-error", "log", "--update-missing", "ignore"])
            #expect(try run.rows("COUNT(*), SUM(n)", "t") == run.sourceRows("COUNT(*) - 4, SUM(n) - 401", "t"))
            #expect(try run.rows("id, 0", "u").count == 2)
            let notes = try run.notes("reason, row_after", "cdcreplay_exception")
            #expect(notes.filter { $0[0] == "refused" }.count == 4, "\(notes)")
            #expect(notes.filter { $0[0] == "missing" } == [["missing", #"{"id": 10, "n": 101}"#]])
            #expect(run.errors.contains("insert of \(run.schema).t was left out"), "\(run.errors)")
        }
    }

    @Test(arguments: targets)
    func `a suspended table stays so, its changes are written down, and other tables go on`(
        _ target: String?
    ) async throws {
        try await withRun(to: target) { run in
            let start = try await limit(run)
            try await run.finish(from: start, ["--on-error", "suspend-table"])
            let applied = try run.rows("id, n", "t").count
            #expect(applied < 37)
            #expect(try run.rows("id, 0", "u").count == 2)
            #expect(try run.notes("source_table, 0", "cdcreplay_suspension") == [["t", "0"]])
            #expect(try run.notes("reason, 0", "cdcreplay_exception").count == 42 - applied)
            #expect(run.output.contains("\(run.schema).t is suspended since "), "\(run.output)")
            // A later run leaves the table alone too, whatever its policy is.
            try run.source.execute("USE \(run.schema); INSERT INTO t VALUES (41, 1); INSERT INTO u VALUES (3);")
            try await run.finish(from: start)
            #expect(try run.rows("id, 0", "u").count == 3)
            #expect(try run.notes("reason, 0", "cdcreplay_exception").count == 43 - applied)
            // The table is mended, and its suspension taken away.
            let own = run.server == nil ? "" : "cdcreplay."
            try run.change("DELETE FROM \(own)cdcreplay_suspension WHERE task = '\(run.task)';")
            try run.source.execute("USE \(run.schema); INSERT INTO t VALUES (42, 1);")
            try await run.finish(from: start)
            #expect(try run.rows("id, n", "t").count == applied + 1)
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `the source itself is refused as the target, by whatever name`(_ name: String) async throws {
        try await withRun(from: name, to: name) { run in
            try run.source.execute("USE \(run.schema); CREATE TABLE t (id INT PRIMARY KEY);")
            let start = try run.place()
            let errors = run.folder + "/errors"
            let words = run.arguments(from: start, ["--stop-at-end"])
            let (own, user) = (run.target, run.source.user)
            let status = try await TCPProxy.run(to: run.source.port) { proxy in
                let detour = words.map { $0 == own ? "mysql://\(user)@127.0.0.1:\(proxy.port)" : $0 }
                return try await ChildProcess(running: Tool("cdcreplay").path, detour, output: errors, error: errors)
                    .exit()
            }
            #expect(status == 2)
            #expect(run.errors.contains("is the server that the changes come from"), "\(run.errors)")
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `HC-113 HC-115 rows of XA transactions come with their commit, and a commit of unknown rows stops`(
        _ name: String
    ) async throws {
        try await withRun(from: name, to: nil) { run in
            let start = try run.place()
            try run.source.execute(
                """
                USE \(run.schema); CREATE TABLE t (id INT PRIMARY KEY);
                XA START '\(run.schema)a'; INSERT INTO t VALUES (1); XA END '\(run.schema)a'; XA PREPARE '\(run.schema)a';
                XA ROLLBACK '\(run.schema)a';
                XA START '\(run.schema)b'; INSERT INTO t VALUES (2); XA END '\(run.schema)b'; XA PREPARE '\(run.schema)b';
                """
            )
            // Where the test fails, a branch that stays prepared would hold its table for ever.
            defer { _ = try? run.source.execute("XA ROLLBACK '\(run.schema)b';") }
            try run.change("CREATE TABLE t (id INT PRIMARY KEY);")
            let prepared = try run.place()
            try await run.finish(from: start)
            #expect(try run.rows("COUNT(*), 0", "t") == [["0", "0"]])
            try run.source.execute("XA COMMIT '\(run.schema)b';")
            try await run.finish(from: start)
            #expect(try run.rows("id, 0", "t") == [["2", "0"]])
            // A task that begins between the two knows nothing of the rows.
            let other = try ReplayRun(from: run.source, into: nil, schema: run.schema)
            try other.change("CREATE TABLE t (id INT PRIMARY KEY);")
            let child = try other.start(from: prepared, ["--stop-at-end"])
            #expect(await child.exit() == 1)
            #expect(other.errors.contains("XA"), "\(other.errors)")
        }
    }

    @Test(arguments: targets)
    func `HC-150 HC-151 HC-153 the source's session counts: zero ids, foreign keys, time zones, labels`(
        _ target: String?
    ) async throws {
        try await withRun(to: target) { run in
            let start = try run.place()
            let parent = "CREATE TABLE parent (id INT PRIMARY KEY, g INT GENERATED ALWAYS AS (id + 1) STORED);"
            let child =
                "CREATE TABLE child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id));"
            let label = "CREATE TABLE label (e ENUM('b','a') NOT NULL, at TIMESTAMP NULL, PRIMARY KEY (e));"
            let auto = "CREATE TABLE auto (id INT PRIMARY KEY AUTO_INCREMENT, n INT);"
            try run.source.execute("USE \(run.schema); \(parent) \(child) \(label) \(auto)")
            // The labels are in another order in the target.
            try run.change(
                parent + child
                    + (target == nil
                        ? "CREATE TABLE label (e TEXT NOT NULL PRIMARY KEY, at TEXT);"
                        : label.replacing("'b','a'", with: "'x','a','b'"))
            )
            try run.source.execute(
                """
                USE \(run.schema); SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'; INSERT INTO auto VALUES (0, 1);
                SET time_zone = '+02:00'; INSERT INTO label VALUES ('b', '2025-10-26 02:30:00'), ('a', '2025-10-26 01:30:00');
                SET time_zone = '+01:00'; UPDATE label SET at = '2025-10-26 02:30:00' WHERE e = 'a';
                SET foreign_key_checks = 0; INSERT INTO child VALUES (1, 1), (2, 99); INSERT INTO parent (id) VALUES (1);
                SET foreign_key_checks = 1; INSERT INTO parent (id) VALUES (2); INSERT INTO child VALUES (3, 2);
                """
            )
            try await run.finish(from: start)
            #expect(try run.rows("id, n", "auto") == [["0", "1"]])
            #expect(try run.rows("id, g", "parent") == [["1", "2"], ["2", "3"]])
            #expect(try run.rows("id, p", "child") == [["1", "1"], ["2", "99"], ["3", "2"]])
            let at = target == nil ? "at" : "CONVERT_TZ(at, @@session.time_zone, '+00:00')"
            let labels = try run.rows("\(target == nil ? "e" : "CONCAT(e)"), \(at)", "label")
            #expect(labels == [["a", "2025-10-26 01:30:00"], ["b", "2025-10-26 00:30:00"]])
            // What the source checks, the target checks.
            try run.change("DELETE FROM child WHERE id = 3; DELETE FROM parent WHERE id = 2;")
            try run.source.execute("USE \(run.schema); INSERT INTO child VALUES (4, 2);")
            let refused = try run.start(from: start, ["--stop-at-end"])
            #expect(await refused.exit() == 1)
            #expect(run.errors.lowercased().contains("foreign key"), "\(run.errors)")
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `HC-145 HC-148 text that a collation holds to be the same is another row`(_ target: String) async throws {
        try await withRun(to: target) { run in
            let start = try run.place()
            try run.source.execute(
                "USE \(run.schema); CREATE TABLE channel (name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY, n INT);"
            )
            try run.change(
                "CREATE TABLE channel (name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci PRIMARY KEY, n INT);"
            )
            try run.source.execute(
                """
                USE \(run.schema); INSERT INTO channel VALUES ('google', 1); INSERT INTO channel VALUES ('Google', 2);
                UPDATE channel SET n = 3 WHERE name = 'Google'; DELETE FROM channel WHERE name = 'Google';
                """
            )
            let child = try run.start(from: start, ["--stop-at-end"])
            #expect(await child.exit() == 1)
            #expect(run.errors.contains("has one of its keys already"), "\(run.errors)")
            try await run.finish(
                from: start,
                ["--insert-exists", "log", "--update-missing", "log", "--delete-missing", "log"]
            )
            #expect(try run.rows("name, n", "channel") == [["google", "1"]])
            #expect(
                try run.notes("sequence, operation", "cdcreplay_exception").map(\.[1]) == [
                    "insert", "update", "delete",
                ]
            )
        }
    }

    @Test(arguments: targets)
    func `a table without a key gets none, and its rows are found by all they have`(_ target: String?) async throws {
        try await withRun(to: target) { run in
            let start = try run.place()
            #expect(
                try run.source.query("SELECT @@global.binlog_row_metadata;").first?.first != "FULL",
                "the log names its columns: this test wants one that does not"
            )
            try run.source.execute(
                """
                USE \(run.schema); CREATE TABLE loose (a BIGINT UNSIGNED, b VARCHAR(20) CHARACTER SET latin1, e ENUM('ä','ö') CHARACTER SET latin1);
                INSERT INTO loose VALUES (18446744073709551615, 'ä', 'ö'), (1, NULL, 'ä'), (1, NULL, 'ä'), (2, 'x', NULL);
                UPDATE loose SET a = 3 WHERE a = 1 LIMIT 1; DELETE FROM loose WHERE a = 2;
                """
            )
            try await run.finish(from: start)
            #expect(
                try run.rows("a, b, e", "loose").sorted { $0[0] < $1[0] }
                    == run.sourceRows("a, b, e", "loose").sorted { $0[0] < $1[0] }
            )
            if run.server == nil {
                #expect(try run.rows("COUNT(*), 0", "pragma_table_info('loose') WHERE pk > 0") == [["0", "0"]])
            }
        }
    }
}
