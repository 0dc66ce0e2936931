// SPDX-License-Identifier: Apache-2.0
#if SQLite
import ChangeReplay
import Foundation
import MySQLTestSupport
import ReplaySinkSQLite
import Synchronization
import Testing

/// What statements of the log do to a replay of rows.
struct StatementReplayTests {
    /// Replays a log that holds one statement; tables of the database `d` are selected, but for `d.other`.
    private func replay(
        _ sql: String,
        ignoring: Bool = false,
        notices: (@Sendable (ReplayNotice) -> Void)? = nil
    ) async throws(ReplayError) {
        let folder = NSTemporaryDirectory() + "statement-\(UUID().uuidString)"
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        var log = SyntheticLog()
        log.appendQuery(sql)
        #expect(throws: Never.self) {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(log.bytes).write(to: URL(fileURLWithPath: folder + "/log.000001"))
        }
        var options = ReplayOptions()
        options.selects = { $0.database == "d" && $0.table != "other" }
        options.selectsDatabase = { $0 == "d" }
        options.ignoresDefinitions = ignoring
        options.notices = notices
        _ = try await ReplayEngine(
            .files([folder + "/log.000001"]),
            into: SQLiteSink(path: folder + "/target.db"),
            options: options
        ).run()
    }

    @Test(arguments: [
        "TRUNCATE TABLE t", "truncate d.t", "ALTER TABLE t DROP PARTITION p1, p2",
        "ALTER TABLE t TRUNCATE PARTITION ALL",
        "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE e.x", "ALTER TABLE e.x EXCHANGE PARTITION p WITH TABLE t",
        "ALTER TABLE t DISCARD TABLESPACE", "ALTER TABLE t IMPORT TABLESPACE",
        "ALTER TABLE t CONVERT PARTITION p TO TABLE e.x", "ALTER TABLE t CONVERT TABLE e.x TO PARTITION p",
        "CREATE OR REPLACE TABLE t (a INT)", "CREATE TABLE t SELECT * FROM e.x", "CREATE TABLE t (a INT) AS TABLE e.x",
        "SET STATEMENT max_statement_time=1 FOR TRUNCATE TABLE t", "ALTER IGNORE TABLE t ADD UNIQUE (a)",
        "/* a */ DROP TABLE t", "ALTER TABLE t ADD c INT", "RENAME TABLE e.x TO t", "DROP DATABASE d",
    ])
    func `HC-124 a statement that changes a replayed table ends the run, or is told`(_ sql: String) async throws {
        do {
            try await replay(sql)
            Issue.record("'\(sql)' was passed over")
        } catch {
            #expect(error.code == .statement)
            #expect(error.message.contains(sql))
            #expect(error.position != nil)
        }
        let told = Mutex<[String]>([])
        try await replay(sql, ignoring: true) { notice in
            if case .leftToUser(let statement, at: _) = notice { told.withLock { $0.append(statement) } }
        }
        #expect(told.withLock { $0 } == [sql])
    }

    @Test(arguments: [
        "TRUNCATE TABLE e.t", "TRUNCATE other", "ALTER TABLE other DROP PARTITION p",
        "CREATE OR REPLACE TABLE e.x (a INT)",
        "DROP DATABASE e", "DROP TABLE e.t, d.other", "CREATE TABLE t (a INT)", "ALTER TABLE t ADD INDEX (a)",
        "ALTER TABLE t ADD PARTITION (PARTITION p3 VALUES LESS THAN (9))", "ALTER TABLE t REMOVE PARTITIONING",
        "CREATE TABLE t (a INT) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (1))", "GRANT ALL ON *.* TO u",
        "CREATE VIEW v AS SELECT * FROM t", "# Dummy event replacing event type 160", "FLUSH TABLES",
        "SET PASSWORD = 'x'",
        "SET STATEMENT max_statement_time=1 FOR CREATE INDEX i ON t (a)", "ANALYZE TABLE t",
    ])
    func `a statement that leaves the rows of replayed tables is passed over in silence`(_ sql: String) async throws {
        try await replay(sql) { notice in
            if case .leftToUser = notice { Issue.record("told: \(sql)") }
        }
    }

    @Test(arguments: [
        "INSERT INTO t VALUES (1)", "SET STATEMENT max_statement_time=1 FOR INSERT INTO t VALUES (1)",
        "/*!50003 UPDATE t SET a = 1*/", "WITH x AS (SELECT 1) DELETE FROM t", "REPLACE INTO e.t VALUES (1)",
        "DELETE HISTORY FROM t", "SELECT f()", "(SELECT f())", "CALL p()", "FROBNICATE TABLE t", "'x'",
    ])
    func `a statement that changes data ends the run, whatever is left to the user`(_ sql: String) async throws {
        for ignoring in [false, true] {
            do {
                try await replay(sql, ignoring: ignoring)
                Issue.record("'\(sql)' was passed over")
            } catch {
                #expect(error.code == .statement)
                #expect(error.message.contains("statement changes data"))
            }
        }
    }
}
#endif
