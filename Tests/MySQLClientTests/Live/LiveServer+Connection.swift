// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import Testing

extension LiveServer {
    /// The servers that have a certificate; MariaDB makes one by itself from 11.4 on.
    static let withTLS = all.filter { !$0.name.hasPrefix("mariadb10") }

    /// Where tests connect to: over TCP and without TLS, unless they say otherwise.
    func configuration(tls: TLSPolicy = .disabled) -> MySQLConnection.Configuration {
        let credentials = password.isEmpty ? Credentials(user: user) : .password(user: user, password)
        var configuration = MySQLConnection.Configuration(.tcp(host: host, port: port), as: credentials)
        configuration.tls = tls
        return configuration
    }

    /// Lends a connection.
    func withConnection<Result>(
        tls: TLSPolicy = .disabled,
        _ body: (MySQLConnection) async throws -> Result
    ) async throws -> Result {
        try await MySQLConnection.withConnection(configuration(tls: tls), body)
    }

    /// Lends a connection with a schema of its own.
    func withOwnSchema<Result>(
        _ body: (MySQLConnection) async throws -> Result
    ) async throws -> Result {
        try await withConnection { connection in
            let name = "c_\(UInt64.random(in: 0...UInt64.max))"
            try await connection.execute(text: "CREATE DATABASE \(name) CHARACTER SET utf8mb4")
            do {
                try await connection.execute(text: "USE \(name)")
                let result = try await body(connection)
                _ = try await withConnection { try await $0.execute(text: "DROP DATABASE \(name)") }
                return result
            } catch {
                _ = try await withConnection { try await $0.execute(text: "DROP DATABASE \(name)") }
                throw error
            }
        }
    }
}

/// The error that `body` ends with, which must be one of ours.
func mysqlError(
    _ body: () async throws -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
) async -> MySQLError? {
    do {
        try await body()
        Issue.record("no error", sourceLocation: sourceLocation)
        return nil
    } catch let error as MySQLError {
        return error
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
        return nil
    }
}
