// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Targets that fail while `cdcreplay` writes to them: each ends as its policy says.
struct ReplayFaultTests {
    private func withRun(to target: LiveServer?, _ body: (ReplayRun) async throws -> Void) async throws {
        try await ReplayRun.lend(from: try #require(try LiveServer.named("mysql97")), into: target, body)
    }

    /// Waits until something is so, as long as the tool runs.
    private func wait(
        for child: ChildProcess,
        of run: ReplayRun,
        until isSo: () throws -> Bool
    ) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try !isSo() {
            try #require(ContinuousClock.now < deadline, "\(run.errors)")
            try #require(child.status == nil, "\(run.errors)")
        }
    }

    /// Mounts a small file system over the run's folder for files of the target; nil where that is not possible here.
    private func mountSmall(_ run: ReplayRun) throws -> String? {
        let folder = run.folder + "/small"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let result = try ChildResult(running: "mount", ["-t", "tmpfs", "-o", "size=1m", "none", folder])
        guard result.status == 0 else { return nil }
        run.detour = "sqlite:\(folder)/target.db"
        return folder
    }

    private func fill(_ run: ReplayRun, _ rows: Int = 200) throws {
        try run.source.execute(
            """
            USE \(run.schema); CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY AUTO_INCREMENT, a VARCHAR(2000));
            INSERT INTO t (a) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))
            SELECT REPEAT('x', 2000) FROM n;
            """
        )
    }

    private func count(_ file: String) throws -> String {
        try ChildResult(running: "sqlite3", ["-batch", "-cmd", ".timeout 10000", file, "SELECT count(*) FROM t"]).text
    }

    @Test func `a full disk is waited for, and the run goes on when there is room`() async throws {
        try await withRun(to: nil) { run in
            guard let folder = try mountSmall(run) else { return }
            defer { _ = try? ChildResult(running: "umount", ["-l", folder]) }
            let start = try run.place()
            // What the target has no room for.
            let filler = folder + "/filler"
            try Data(count: 800_000).write(to: URL(fileURLWithPath: filler))
            try fill(run)
            let hasty = try run.start(from: start, ["--stop-at-end", "--fail-fast"])
            #expect(await hasty.exit() == 1)
            #expect(run.errors.contains("full") && run.errors.contains("free space"), "\(run.errors)")
            let child = try run.start(from: start, ["--stop-at-end"])
            try wait(for: child, of: run) { run.errors.contains("trying again in") }
            try FileManager.default.removeItem(atPath: filler)
            #expect(await child.exit() == 0, "\(run.errors)")
            #expect(run.errors.contains("the target answers again"), "\(run.errors)")
            #expect(try count(folder + "/target.db") == "200\n")
        }
    }

    @Test func `a file that cannot be written ends the run and says what to do`() async throws {
        try await withRun(to: nil) { run in
            guard let folder = try mountSmall(run) else { return }
            defer { _ = try? ChildResult(running: "umount", ["-l", folder]) }
            let start = try run.place()
            try fill(run, 2)
            try await run.finish(from: start)
            try fill(run, 2)
            _ = try ChildResult(running: "mount", ["-o", "remount,ro", folder])
            let child = try run.start(from: start, ["--stop-at-end"])
            #expect(await child.exit() == 1)
            #expect(run.errors.contains("make the file and its folder writable"), "\(run.errors)")
            _ = try ChildResult(running: "mount", ["-o", "remount,rw", folder])
            try await run.finish(from: start)
            #expect(try count(folder + "/target.db") == "4\n")
        }
    }

    @Test(arguments: ["mariadb118", "mysql97"])
    func `locks of others are waited for, however often the wait times out, and a deadlock is done again`(
        _ name: String
    ) async throws {
        let target = try #require(try LiveServer.named(name))
        let source = try #require(try LiveServer.named(name == "mysql97" ? "mariadb118" : "mysql97"))
        try await ReplayRun.lend(from: source, into: target) { run in
            let start = try run.place()
            try run.source.execute(
                "USE \(run.schema); CREATE TABLE t (id INT PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 0), (2, 0);"
            )
            try await run.finish(from: start)
            var ballast = "CREATE TABLE ballast (id INT PRIMARY KEY); "
            ballast += "INSERT INTO ballast VALUES " + (1...50).map { "(\($0))" }.joined(separator: ", ") + ";"
            try run.change(ballast)
            try run.source.execute(
                "USE \(run.schema); BEGIN; UPDATE t SET n = 1 WHERE id = 1; UPDATE t SET n = 1 WHERE id = 2; COMMIT;"
            )
            // Longer than one wait of the tool's; it holds the second row and then wants the first, with more to undo than the
            // tool has, which so is the one that is chosen to yield.
            let lock =
                "USE \(run.schema); BEGIN; UPDATE ballast SET id = id + 100; UPDATE t SET n = n WHERE id = 2;"
            async let locking = target.execute(
                "\(lock) DO SLEEP(6.5); UPDATE t SET n = n WHERE id = 1; DO SLEEP(0.2); COMMIT;"
            )
            while try target.query(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'DO SLEEP(6.5)%';"
            )
                == [["0"]]
            {}
            let child = try run.start(from: start, ["--stop-at-end"])
            #expect(await child.exit() == 0, "\(run.errors)")
            _ = try await locking
            #expect(try run.rows("id, n", "t") == [["1", "1"], ["2", "1"]])
        }
    }

    @Test(arguments: [nil, "mysql97", "mariadb118"])
    func `a table that is missing, or lacks a column, stops the run by name`(_ name: String?) async throws {
        let target = try name.map { try #require(try LiveServer.named($0)) }
        let source = try #require(try LiveServer.named(name == "mysql97" ? "mariadb118" : "mysql97"))
        try await ReplayRun.lend(from: source, into: target) { run in
            let start = try run.place()
            try run.source.execute(
                "USE \(run.schema); CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20), n INT); INSERT INTO t VALUES (1, 'one', 1);"
            )
            try run.change("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20));")
            let child = try run.start(from: start, ["--stop-at-end"])
            #expect(await child.exit() == 1)
            #expect(run.errors.contains("has no column n, which \(run.schema).t has"), "\(run.errors)")
            try run.change("ALTER TABLE t ADD COLUMN n INT;")
            try await run.finish(from: start)
            #expect(try run.rows("id, n", "t") == [["1", "1"]])
            // It goes away while the task is not running: it is not made anew in silence, but for --create-tables.
            try run.change("DROP TABLE t;")
            try run.source.execute("USE \(run.schema); INSERT INTO t VALUES (2, 'two', 2);")
            let words = run.arguments(from: start, ["--stop-at-end"]).filter { $0 != "--create-tables" }
            let result = try ChildResult(running: Tool("cdcreplay").path, words)
            #expect(result.status == 1)
            #expect(result.errorText.contains("the target has no table"), "\(result.errorText)")
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `what a narrower column cannot hold is refused, and not cut`(_ name: String) async throws {
        let target = try #require(try LiveServer.named(name))
        let source = try #require(try LiveServer.named(name == "mysql97" ? "mariadb118" : "mysql97"))
        try await ReplayRun.lend(from: source, into: target) { run in
            let start = try run.place()
            try run.source.execute(
                """
                USE \(run.schema); CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20), n INT, e ENUM('a','b'));
                INSERT INTO t VALUES (1, 'one', 1, 'a'), (2, 'a longer name', 1, 'a'), (3, 'three', 1000, 'a'), (4, 'four', 1, 'b');
                """
            )
            try run.change("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(5), n TINYINT, e ENUM('a'));")
            let child = try run.start(from: start, ["--stop-at-end"])
            #expect(await child.exit() == 1)
            #expect(run.errors.contains("insert of \(run.schema).t: "), "\(run.errors)")
            #expect(try run.rows("id, n", "t").isEmpty)
            try await run.finish(from: start, ["--on-error", "log"])
            #expect(try run.rows("id, n", "t") == [["1", "1"]])
            #expect(try run.notes("change_number, reason", "cdcreplay_exception").map(\.[0]) == ["2", "3", "4"])
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `a connection cut at any byte, inside a COMMIT too, loses and doubles nothing`(_ name: String) async throws {
        let target = try #require(try LiveServer.named(name))
        let source = try #require(try LiveServer.named(name == "mysql97" ? "mariadb118" : "mysql97"))
        try await ReplayRun.lend(from: source, into: target) { run in
            let start = try run.place()
            // Without a key a row that is made twice is there twice.
            var sql = "USE \(run.schema); CREATE TABLE entry (n INT, amount INT);"
            for n in 0..<150 { sql += "INSERT INTO entry VALUES (\(n), \(n % 7));" }
            try run.source.execute(sql)
            let words = run.arguments(from: start, ["--stop-at-end"])
            let (own, folder) = (run.target, run.folder)
            let (connections, status) = try await TCPProxy.run(
                to: target.port,
                plan: { number in
                    var random = SeededRandom(seed: UInt64(number))
                    // Only so often that the run comes to its end.
                    return number < 8 ? .cut(afterBytes: Int.random(in: 1500...9000, using: &random)) : .forward
                }
            ) { proxy in
                let detour = words.map { $0 == own ? "mysql://\(target.user)@127.0.0.1:\(proxy.port)" : $0 }
                var status: Int32 = 1
                // What is asked before the replay begins is asked once, so that a cut there ends the tool.
                for _ in 0..<8 where status != 0 {
                    status = try await ChildProcess(
                        running: Tool("cdcreplay").path,
                        detour,
                        output: folder + "/output",
                        error: folder + "/errors"
                    ).exit()
                }
                return (proxy.connectionCount, status)
            }
            #expect(status == 0, "\(run.errors)")
            #expect(connections >= 8)
            #expect(try run.rows("n, amount", "entry") == run.sourceRows("n, amount", "entry"))
        }
    }

    @Test(.enabled(if: ServerControl.isPossible))
    func `a target that is read-only, or stands still inside COMMIT, is waited for, and what was committed is known`()
        async throws
    {
        try await ServerControl.withServer(.init("mysql97")) { target in
            try await withRun(to: target) { run in
                let start = try run.place()
                try run.source.execute(
                    "USE \(run.schema); CREATE TABLE entry (n INT); INSERT INTO entry VALUES (1);"
                )
                try await run.finish(from: start)
                try target.execute("SET GLOBAL super_read_only = 1;")
                try run.source.execute("USE \(run.schema); INSERT INTO entry VALUES (2);")
                let hasty = try run.start(from: start, ["--stop-at-end", "--fail-fast"])
                #expect(await hasty.exit() == 1)
                #expect(run.errors.contains("read"), "\(run.errors)")
                let patient = try run.start(from: start, ["--stop-at-end"])
                try wait(for: patient, of: run) { run.errors.contains("trying again in") }
                try target.execute("SET GLOBAL super_read_only = 0; SET GLOBAL read_only = 0;")
                #expect(await patient.exit() == 0, "\(run.errors)")
                #expect(try run.rows("n, 0", "entry").count == 2)
            }
        }
    }

    @Test(arguments: ["transactional", "batched"])
    func `what comes before a change that has no table in the target is there when the run ends`(
        _ mode: String
    ) async throws {
        let source = try #require(try LiveServer.named("mysql97"))
        try await ReplayRun.lend(from: source, into: try LiveServer.named("mariadb118")) { run in
            let table = "CREATE TABLE t (id INT PRIMARY KEY, n INT)"
            try run.change("\(table);")
            try run.source.execute("USE \(run.schema); \(table); CREATE TABLE u (id INT PRIMARY KEY);")
            let start = try run.place()
            try run.source.execute(
                """
                USE \(run.schema); INSERT INTO t VALUES (1, 1); INSERT INTO t VALUES (2, 2); UPDATE t SET n = 3;
                INSERT INTO u VALUES (1); INSERT INTO t VALUES (3, 3);
                """
            )
            let child = try run.start(
                from: start,
                without: ["--create-tables"],
                ["--stop-at-end", "--apply-mode", mode]
            )
            #expect(await child.exit() == 1)
            #expect(run.errors.contains("has no table \(run.schema).u"), "\(run.errors)")
            #expect(try run.rows("id, n", "t") == [["1", "3"], ["2", "3"]])
            // Its rows alone are left out where that is asked for.
            let other = try run.start(
                from: start,
                without: ["--create-tables"],
                ["--stop-at-end", "--apply-mode", mode, "--on-error", "log"]
            )
            #expect(await other.exit() == 0, "\(run.errors)")
            #expect(try run.rows("id, n", "t") == [["1", "3"], ["2", "3"], ["3", "3"]])
            #expect(try run.notes("source_table, reason", "cdcreplay_exception") == [["u", "refused"]])
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `a time that the source left alone stays as it is, whatever the row image`(_ target: String) async throws {
        let source = try #require(try LiveServer.named(target == "mysql97" ? "mariadb118" : "mysql97"))
        try await ReplayRun.lend(from: source, into: try LiveServer.named(target)) { run in
            let table =
                "CREATE TABLE t (id INT PRIMARY KEY, n INT, seen DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)"
            try run.change("\(table);")
            let start = try run.place()
            try run.source.execute(
                """
                USE \(run.schema); \(table); INSERT INTO t VALUES (1, 1, '2001-02-03 04:05:06');
                SET SESSION binlog_row_image = MINIMAL; UPDATE t SET n = 2, seen = seen;
                """
            )
            try await run.finish(from: start)
            #expect(try run.rows("id, n, seen", "t") == [["1", "2", "2001-02-03 04:05:06"]])
            #expect(try run.sourceRows("id, n, seen", "t") == [["1", "2", "2001-02-03 04:05:06"]])
        }
    }
}
