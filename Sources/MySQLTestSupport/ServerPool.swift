// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Servers that tests use one after the other, since starting one takes longer than most tests.
///
/// Within ``during(_:)`` ``ServerControl/withServer(_:_:)`` gives a server of the same wish that another test has done with, made
/// empty again. A server whose test threw is not used again.
public final class ServerPool: Sendable {
    /// The pool of the tests that run; nil where each has servers of its own.
    @TaskLocal static var current: ServerPool?

    private let idle = Mutex<[(wish: ServerControl.Wish, server: LiveServer)]>([])

    private init() {}

    /// Runs tests with a pool, and deletes its servers afterwards.
    ///
    /// - Throws: what the body throws, or ``LiveServerError``.
    public static func during(_ body: () async throws -> Void) async throws {
        let pool = ServerPool()
        do {
            try await $current.withValue(pool) { try await body() }
        } catch {
            try await pool.end()
            throw error
        }
        try await pool.end()
    }

    func withServer<Result>(
        _ wish: ServerControl.Wish,
        _ body: (LiveServer) async throws -> Result
    ) async throws -> Result {
        let server = try await take(wish)
        do {
            let result = try await body(server)
            idle.withLock { $0.append((wish, server)) }
            return result
        } catch {
            try await ServerControl.end(server)
            throw error
        }
    }

    private func take(_ wish: ServerControl.Wish) async throws -> LiveServer {
        let used = idle.withLock { idle in
            idle.lastIndex { $0.wish == wish }.map { idle.remove(at: $0).server }
        }
        guard let used else { return try await ServerControl.begin(wish) }
        do {
            try used.makeEmpty()
            return used
        } catch {
            // A test left it in a state that nobody thought of.
            try await ServerControl.end(used)
            return try await ServerControl.begin(wish)
        }
    }

    private func end() async throws {
        let servers = idle.withLock { idle in
            defer { idle = [] }
            return idle.map(\.server)
        }
        for server in servers { try await ServerControl.end(server) }
    }
}

extension LiveServer {
    /// Forgets what tests have made: sources, schemas, accounts, logs, and the settings that they change.
    func makeEmpty() throws {
        let isMariaDB = flavour == .mariaDB
        let word = isMariaDB ? "SLAVE" : "REPLICA"
        try execute("SET GLOBAL read_only = OFF; STOP \(isMariaDB ? "ALL SLAVES" : "REPLICA")")
        for connection in isMariaDB ? try query("SHOW ALL SLAVES STATUS").compactMap({ $0[0] }) : [""] {
            try execute("RESET \(word) \(connection.isEmpty ? "" : "'\(connection)' ")ALL")
        }
        let own = "'mysql', 'sys', 'information_schema', 'performance_schema'"
        let schemas = try query("SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN (\(own))")
        for schema in schemas.compactMap({ $0[0] }) { try execute("DROP DATABASE `\(schema)`") }
        let accounts = try query(
            "SELECT user, host FROM mysql.user WHERE user NOT IN ('root', 'PUBLIC') AND user NOT LIKE 'm%.%'"
        )
        for account in accounts { try execute("DROP USER '\(account[0] ?? "")'@'\(account[1] ?? "")'") }
        try execute(
            isMariaDB
                ? "RESET MASTER; SET GLOBAL gtid_slave_pos = '', gtid_domain_id = 0" : "RESET BINARY LOGS AND GTIDS"
        )
    }
}
