// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A real PostgreSQL server that tests talk to through its own command line client.
///
/// It comes from the environment, as `scripts/servers env` writes it: for a server `postgres15`, `POSTGRES15_URL` is the address,
/// `POSTGRES15_CLIENT` its psql, and `POSTGRES15_CA` the authority that signed its certificate.
public struct PostgresServer: Sendable, CustomStringConvertible {
    /// The name, such as `postgres15`.
    public let name: String

    /// The address, `postgres://USER@HOST:PORT/DATABASE`.
    public let url: String

    /// psql, a path or a program that is looked for on `PATH`.
    public let client: String

    /// The authority that signed the server's certificate, PEM; nil where it is not known.
    public let authority: String?

    /// The name.
    public var description: String { name }

    /// Takes the server of that name from variables; nil where they tell no address of it.
    public init?(name: String, environment: [String: String]) {
        let variable = String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        guard let url = environment[variable + "_URL"] else { return nil }
        self.name = name
        self.url = url
        client = environment[variable + "_CLIENT"] ?? "psql"
        authority = environment[variable + "_CA"]
    }

    /// The server of that name; nil if there is none and none is required.
    ///
    /// - Throws: ``LiveServerError`` if there is none and ``LiveServer/isRequired`` is true.
    public static func named(_ name: String = "postgres15") throws -> PostgresServer? {
        if let server = PostgresServer(name: name, environment: ProcessInfo.processInfo.environment) { return server }
        guard !LiveServer.isRequired else { throw LiveServerError.missing(name: name) }
        return nil
    }

    /// Runs statements in one session through psql and reads the rows they give.
    ///
    /// - Parameter sql: Statements, each with its `;`.
    /// - Returns: The rows of every result in order, each with its values as psql prints them; nil is NULL.
    /// - Throws: ``LiveServerError`` with the server's message for the first statement that fails.
    @discardableResult
    public func query(_ sql: String) throws -> [[String?]] {
        // Characters that no test's values hold stand between values, between rows, and for NULL.
        let format = ["--no-align", "--tuples-only", "--field-separator=\u{1F}", "--record-separator=\u{1E}"]
        let result = try ChildResult(
            running: client,
            [url, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--pset=null=\u{10}"] + format,
            input: Array(sql.utf8),
            environment: ["PGOPTIONS": "-c TimeZone=UTC", "PGCLIENTENCODING": "UTF8"]
        )
        guard result.status == 0 else {
            throw LiveServerError.failed(server: name, status: result.status, message: result.errorText, input: sql)
        }
        // Behind the last row of each result stands a line end, where a row follows.
        var text = result.text
        if text.hasSuffix("\n") { text.removeLast() }
        guard !text.isEmpty else { return [] }
        return text.components(separatedBy: "\u{1E}").map { row in
            row.components(separatedBy: "\u{1F}").map { $0 == "\u{10}" ? nil : $0 }
        }
    }

    /// Makes a schema with a random name for one test, and drops it afterwards.
    ///
    /// - Parameter body: The test; it is given the name, which needs no quotes.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws, or ``LiveServerError``.
    public func withSchema<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let schema = "test_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try query("CREATE SCHEMA \(schema);")
        let result: Result
        do {
            result = try await body(schema)
        } catch {
            // The body's error is the one to report, even if the server is gone.
            _ = try? query("DROP SCHEMA IF EXISTS \(schema) CASCADE;")
            throw error
        }
        try query("SET client_min_messages = warning; DROP SCHEMA IF EXISTS \(schema) CASCADE;")
        return result
    }
}
