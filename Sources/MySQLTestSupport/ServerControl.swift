// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Starts, stops and kills real servers through `scripts/servers`.
///
///     try await ServerControl.withServer(.init("mysql97", options: ["--gtid", "on"])) { server in
///         try await ServerControl.kill(server)
///         try await ServerControl.start(server)
///     }
public enum ServerControl {
    /// A server of a test's own.
    public struct Wish: Sendable, Hashable {
        /// The kind, such as `mysql97`.
        public var kind: String

        /// Options of `scripts/servers up`.
        public var options: [String]

        /// A server of that kind with these options of `scripts/servers up`.
        public init(_ kind: String, options: [String] = []) {
            self.kind = kind
            self.options = options
        }
    }

    /// Whether servers are this machine's own, so that they can be started and killed: `MYSQL_TEST_CONTROL` tells the script.
    public static var isPossible: Bool { environmentValue("MYSQL_TEST_CONTROL") != nil }

    /// Starts an empty server with a name that no other has, and deletes it afterwards.
    ///
    /// Where there is a ``ServerPool`` it is one of the pool's, empty as well.
    ///
    /// - Parameters:
    ///   - wish: kind and options.
    ///   - body: the test; it is given the server.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws, or ``LiveServerError`` if the server does not start.
    public static func withServer<Result>(
        _ wish: Wish,
        _ body: (LiveServer) async throws -> Result
    ) async throws -> Result {
        if let pool = ServerPool.current { return try await pool.withServer(wish, body) }
        return try await withName(wish) { name in try await body(try await server(named: name)) }
    }

    /// Starts an empty server with a name that no other has; ``end(_:)`` deletes it.
    static func begin(_ wish: Wish) async throws -> LiveServer {
        let name = try await up(wish)
        do {
            return try await server(named: name)
        } catch {
            try await down(name)
            throw error
        }
    }

    /// Ends a server and deletes it.
    static func end(_ server: LiveServer) async throws { try await down(server.name) }

    private static func server(named name: String) async throws -> LiveServer {
        let environment = try await environment()
        let words = (environment["MYSQL_TEST_URLS"] ?? "").split(separator: " ")
        guard let word = words.first(where: { $0.hasPrefix(name + "=") }),
            let server = LiveServer(word: String(word), environment: environment)
        else { throw LiveServerError.missing(name: name) }
        return server
    }

    /// Starts an empty PostgreSQL server with a name that no other has, and deletes it afterwards.
    ///
    /// - Parameters:
    ///   - options: options of `scripts/servers up`.
    ///   - body: the test; it is given the server.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws, or ``LiveServerError`` if the server does not start.
    public static func withPostgres<Result>(
        options: [String] = [],
        _ body: (PostgresServer) async throws -> Result
    ) async throws -> Result {
        try await withName(Wish("postgres15", options: options)) { name in
            guard let server = PostgresServer(name: name, environment: try await environment()) else {
                throw LiveServerError.missing(name: name)
            }
            return try await body(server)
        }
    }

    private static func withName<Result>(
        _ wish: Wish,
        _ body: (String) async throws -> Result
    ) async throws -> Result {
        let name = try await up(wish)
        let result: Result
        do {
            result = try await body(name)
        } catch {
            try await down(name)
            throw error
        }
        try await down(name)
        return result
    }

    private static func up(_ wish: Wish) async throws -> String {
        let name = wish.kind + "-" + String(UInt32.random(in: .min ... .max), radix: 36)
        try await script(["up", wish.kind, "--name", name, "--quiet"] + wish.options)
        return name
    }

    private static func down(_ name: String) async throws { try await script(["down", name, "--delete", "--quiet"]) }

    /// Ends a server by SIGKILL.
    ///
    /// - Throws: ``LiveServerError`` if it does not run.
    public static func kill(_ server: LiveServer) async throws { try await script(["kill", server.name]) }

    /// Ends a server as an administrator does.
    ///
    /// - Throws: ``LiveServerError`` if there is none of that name.
    public static func stop(_ server: LiveServer) async throws { try await script(["stop", server.name]) }

    /// Starts a server that was killed or stopped, with the same data on the same port, and waits until it answers.
    ///
    /// - Throws: ``LiveServerError`` if it does not start.
    public static func start(_ server: LiveServer) async throws { try await script(["start", server.name]) }

    /// Ends a PostgreSQL server by SIGKILL, its sessions too.
    ///
    /// - Throws: ``LiveServerError`` if it does not run.
    public static func kill(_ server: PostgresServer) async throws { try await script(["kill", server.name]) }

    /// Starts a PostgreSQL server that was killed, with the same data on the same port, and waits until it answers.
    ///
    /// - Throws: ``LiveServerError`` if it does not start.
    public static func start(_ server: PostgresServer) async throws { try await script(["start", server.name]) }

    /// The variables that `scripts/servers env` sets.
    private static func environment() async throws -> [String: String] {
        var environment: [String: String] = [:]
        for line in try await script(["env"]).split(separator: "\n") where line.hasPrefix("export ") {
            let parts = line.dropFirst("export ".count).split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            environment[String(parts[0])] = parts[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return environment
    }

    @discardableResult
    private static func script(_ arguments: [String]) async throws -> String {
        let path = environmentValue("MYSQL_TEST_CONTROL") ?? "scripts/servers"
        let result = try await ChildResult.collect(running: path, arguments)
        guard result.status == 0 else {
            throw LiveServerError.failed(
                server: arguments.dropFirst().first ?? "",
                status: result.status,
                message: result.errorText,
                input: arguments.joined(separator: " ")
            )
        }
        return result.text
    }
}
