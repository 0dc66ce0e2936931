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

    deinit {
        _ = try? FileManager.default.removeItem(atPath: folder)
        _ = try? server?.execute(
            "DROP DATABASE IF EXISTS \(schema); DELETE FROM cdcreplay.cdcreplay_checkpoint WHERE task = '\(task)';"
                + "DELETE FROM cdcreplay.cdcreplay_table WHERE task = '\(task)';"
        )
    }

    private static func url(_ server: LiveServer) -> String {
        "mysql://\(server.user)@\(server.host):\(server.port)"
    }

    var target: String { server.map(ReplayRun.url) ?? "sqlite:\(folder)/target.db" }
    var errors: String { (try? String(contentsOfFile: folder + "/errors", encoding: .utf8)) ?? "" }

    func arguments(from start: String, _ more: [String]) -> [String] {
        [
            "run", "--no-defaults", "--source", ReplayRun.url(source), "--target", target, "--task", task, "--tables",
            "\(schema).*", "--start-from", start, "--create-tables", "--ddl", "ignore",
        ] + more
    }

    /// Starts the tool.
    func start(from start: String, _ more: [String] = []) throws -> ChildProcess {
        try ChildProcess(
            running: Tool("cdcreplay").path,
            arguments(from: start, more),
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
        let sql = "SELECT \(columns) FROM \(table) ORDER BY 1, 2"
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
