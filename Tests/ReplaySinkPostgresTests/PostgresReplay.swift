// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import ReplaySinkPostgres

/// A database of a source and a schema of the same name of a PostgreSQL server, and replays from one into the other.
struct PostgresReplay: Sendable {
    let source: LiveServer
    let target: PostgresServer
    /// The name of the database, and of the schema.
    let schema: String
    /// Where the log began when the tables were made.
    let start: BinlogFilePosition

    /// The schema of the sink's own tables.
    var bookkeeping: String { schema + "_cdc" }

    /// Makes the database and what `definitions` make in it, lends it, and drops it on both sides.
    static func run<Result>(
        from source: LiveServer,
        into target: PostgresServer,
        _ definitions: String,
        _ body: (PostgresReplay) async throws -> Result
    ) async throws -> Result {
        let schema = "r_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try source.execute("CREATE DATABASE \(schema) CHARACTER SET utf8mb4; USE \(schema); \(definitions)")
        let log = try source.currentBinlog()
        let replay = PostgresReplay(
            source: source,
            target: target,
            schema: schema,
            start: BinlogFilePosition(file: log.name, offset: UInt64(log.size))
        )
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(replay))
        } catch {
            outcome = .failure(error)
        }
        try source.execute("DROP DATABASE \(schema);")
        try target.query(
            "SET client_min_messages = warning; DROP SCHEMA IF EXISTS \(schema) CASCADE; "
                + "DROP SCHEMA IF EXISTS \(schema)_cdc CASCADE;"
        )
        return try outcome.get()
    }

    /// Changes rows on the source.
    func change(_ sql: String) throws {
        try source.execute("USE \(schema); SET time_zone = '+00:00'; \(sql)")
    }

    /// Replays up to the end of the log.
    @discardableResult
    func replay(
        at url: String? = nil,
        sink change: (inout PostgresSink.Options) -> Void = { _ in },
        adjusting adjust: (inout ReplayOptions) -> Void = { _ in }
    ) async throws -> (report: ReplayReport, sink: PostgresSink) {
        var sinkOptions = PostgresSink.Options()
        sinkOptions.bookkeepingSchema = bookkeeping
        change(&sinkOptions)
        let sink = try PostgresSink(url ?? target.url, options: sinkOptions)
        var options = ReplayOptions()
        let schema = schema
        options.selects = { $0.database == schema }
        options.createsTables = true
        // Other tests of the same server make and drop databases of theirs.
        options.ignoresDefinitions = true
        adjust(&options)
        var streaming = BinlogSource.Options()
        streaming.stopsAtEnd = true
        let log = BinlogSource(source.configuration(), from: .file(start), options: streaming)
        return (try await ReplayEngine(.server(log), into: sink, options: options).run(), sink)
    }
}
#endif
