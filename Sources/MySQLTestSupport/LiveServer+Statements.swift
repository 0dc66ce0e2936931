// SPDX-License-Identifier: Apache-2.0
import Foundation

extension LiveServer {
    /// Runs statements in one session through the command line client.
    ///
    /// - Parameter sql: statements, each with its `;`, and the client's own commands such as `DELIMITER`.
    /// - Returns: what the client writes in batch mode: lines of values with tabs between, names first; NULL and the
    ///   text `NULL` look alike, ``query(_:)`` tells them apart.
    /// - Throws: ``LiveServerError`` with the server's message for the first statement that fails.
    @discardableResult
    public func execute(_ sql: String) throws -> String {
        try runClient(sql, ["--batch"]).text
    }

    /// Runs statements in one session and reads the rows they give.
    ///
    /// Text is read as UTF-8, so a query asks for other bytes by `HEX()`.
    ///
    /// - Parameter sql: as for ``execute(_:)``.
    /// - Returns: the rows of every result in order, each with its values as the server prints them; nil is NULL.
    /// - Throws: ``LiveServerError`` as ``execute(_:)`` does.
    public func query(_ sql: String) throws -> [[String?]] {
        let output = try runClient(sql, ["--xml"]).standardOutput
        var reader = ClientXMLReader(output)
        guard let rows = reader.rows() else {
            throw LiveServerError.unexpectedOutput(server: name, text: String(decoding: output, as: UTF8.self))
        }
        return rows
    }

    /// Makes a schema with a random name for one test, and drops it afterwards.
    ///
    /// - Parameter body: the test; it is given the name, which needs no quotes.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws, or ``LiveServerError``.
    public func withSchema<Result>(_ body: (String) throws -> Result) throws -> Result {
        let schema = "test_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try execute("CREATE DATABASE \(schema) CHARACTER SET utf8mb4;")
        let result: Result
        do {
            result = try body(schema)
        } catch {
            // The body's error is the one to report, even if the server is gone.
            _ = try? execute("DROP DATABASE IF EXISTS \(schema);")
            throw error
        }
        try execute("DROP DATABASE IF EXISTS \(schema);")
        return result
    }

    /// Options by which any program of this server reaches it.
    public var connectionArguments: [String] {
        ["--host=\(host)", "--port=\(port)", "--protocol=tcp", "--user=\(user)"]
    }

    /// Variables that a program of this server needs to log in.
    var connectionEnvironment: [String: String] {
        password.isEmpty ? [:] : ["MYSQL_PWD": password]
    }

    private func runClient(_ sql: String, _ format: [String]) throws -> ChildResult {
        let arguments =
            connectionArguments + ["--default-character-set=utf8mb4", "--comments", "--max-allowed-packet=1073741824"]
            + format
        let result = try ChildResult(
            running: client,
            arguments,
            input: Array(sql.utf8),
            environment: connectionEnvironment
        )
        guard result.status == 0 else {
            throw LiveServerError.failed(server: name, status: result.status, message: result.errorText, input: sql)
        }
        return result
    }
}
