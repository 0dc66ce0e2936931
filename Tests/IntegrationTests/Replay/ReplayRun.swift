// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// A task of `cdcreplay` with a source, a schema and a target of its own.
final class ReplayRun {
    let source: LiveServer
    let schema: String
    /// The server that is replayed into; nil where it is a file.
    let server: LiveServer?
    let folder: String
    let task: String

    init(from source: LiveServer, into server: LiveServer?, schema: String) throws {
        self.source = source
        self.server = server
        self.schema = schema
        task = schema
        folder = NSTemporaryDirectory() + "replay-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Makes a schema with a random name in a source, lends a task with it, and drops it.
    static func lend(
        from source: LiveServer,
        into target: LiveServer?,
        _ body: (ReplayRun) async throws -> Void
    ) async throws {
        let schema = "replay_" + String(UInt64.random(in: .min ... .max), radix: 36)
        let run = try ReplayRun(from: source, into: target, schema: schema)
        try source.execute("CREATE DATABASE \(schema) CHARACTER SET utf8mb4;")
        do {
            try await body(run)
        } catch {
            _ = try? source.execute("DROP DATABASE \(schema);")
            throw error
        }
        try source.execute("DROP DATABASE \(schema);")
    }

    deinit {
        _ = try? FileManager.default.removeItem(atPath: folder)
        _ = try? server?.execute(
            "DROP DATABASE IF EXISTS \(schema); DELETE FROM cdcreplay.cdcreplay_checkpoint WHERE task = '\(task)';"
                + "DELETE FROM cdcreplay.cdcreplay_table WHERE task = '\(task)';"
                + "DELETE FROM cdcreplay.cdcreplay_exception WHERE task = '\(task)';"
                + "DELETE FROM cdcreplay.cdcreplay_suspension WHERE task = '\(task)';"
        )
    }

    private static func url(_ server: LiveServer) -> String {
        "mysql://\(server.user)@\(server.host):\(server.port)"
    }

    /// Another way to the target; nil is the straight one.
    var detour: String?
    /// What the tool says at its end.
    var output: String { (try? String(contentsOfFile: folder + "/output", encoding: .utf8)) ?? "" }
    var target: String { detour ?? server.map(ReplayRun.url) ?? "sqlite:\(folder)/target.db" }
    var errors: String { (try? String(contentsOfFile: folder + "/errors", encoding: .utf8)) ?? "" }

    func arguments(from start: String, _ more: [String]) -> [String] {
        [
            "run", "--no-defaults", "--source", ReplayRun.url(source), "--target", target, "--task", task, "--tables",
            "\(schema).*", "--start-from", start, "--create-tables", "--ddl", "ignore",
        ] + more
    }

    /// Starts the tool.
    func start(from start: String, without left: [String] = [], _ more: [String] = []) throws -> ChildProcess {
        try ChildProcess(
            running: Tool("cdcreplay").path,
            arguments(from: start, more).filter { !left.contains($0) },
            output: folder + "/output",
            error: folder + "/errors"
        )
    }

    /// Runs the tool up to the end of the source's log.
    func finish(from place: String, _ more: [String] = []) async throws {
        let child = try start(from: place, ["--stop-at-end"] + more)
        let status = await child.exit()
        #expect(status == 0, "\(errors)")
    }

    /// What the client of a file says of it.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// The rows of a table in the target, in the order of its first column.
    ///
    /// - Throws: ``Refusal``, as long as there is no such table.
    func rows(_ columns: String, _ table: String) throws -> [[String]] {
        if let server {
            return try server.query("SELECT \(columns) FROM \(schema).\(table) ORDER BY 1, 2;").map {
                $0.map { $0 ?? "NULL" }
            }
        }
        return try fileRows("SELECT \(columns) FROM \(table) ORDER BY 1, 2")
    }

    private func fileRows(_ sql: String) throws -> [[String]] {
        let result = try ChildResult(
            running: "sqlite3",
            [
                "-batch", "-nullvalue", "NULL", "-cmd", ".timeout 10000", "-separator", "\u{1}", folder + "/target.db",
                sql,
            ]
        )
        guard result.status == 0 else { throw Refusal(description: result.errorText) }
        return result.text.split(separator: "\n").map {
            $0.split(separator: "\u{1}", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The rows of a table of the tool's own, of this task.
    func notes(_ columns: String, _ table: String) throws -> [[String]] {
        let sql =
            "SELECT \(columns) FROM \(server == nil ? "" : "cdcreplay.")\(table) WHERE task = '\(task)' ORDER BY 1, 2"
        if let server { return try server.query(sql + ";").map { $0.map { $0 ?? "NULL" } } }
        return try fileRows(sql)
    }

    /// Runs statements in the target, in the schema of the run.
    func change(_ sql: String) throws {
        if let server {
            try server.execute("CREATE DATABASE IF NOT EXISTS \(schema); USE \(schema); \(sql)")
        } else {
            _ = try fileRows(sql)
        }
    }

    /// The rows of a table in the source, in the order of its first column.
    func sourceRows(_ columns: String, _ table: String) throws -> [[String]] {
        try source.query("SELECT \(columns) FROM \(schema).\(table) ORDER BY 1, 2;").map { $0.map { $0 ?? "NULL" } }
    }

    /// Where the source's log ends, as FILE:POSITION.
    func place() throws -> String {
        let statement = source.flavour == .mariaDB ? "SHOW MASTER STATUS;" : "SHOW BINARY LOG STATUS;"
        let row = try #require(try source.query(statement).first)
        return "\(row[0] ?? ""):\(row[1] ?? "")"
    }
}
