// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLTestSupport

/// A user that a test makes for itself on a real server.
struct Account: Sendable {
    let server: LiveServer
    let name: String
    let password: String

    /// Makes a user with a name of its own, lends it, and drops it; without a plugin the server chooses one.
    static func with<Result>(
        on server: LiveServer,
        plugin: String?,
        password: String = "päss wörd-1",
        clauses: String = "",
        _ body: (Account) async throws -> Result
    ) async throws -> Result {
        let name = "t_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try server.execute(
            "CREATE USER '\(name)'@'%' \(identified(server, plugin, password)) \(clauses);"
        )
        let result: Result
        do {
            result = try await body(Account(server: server, name: name, password: password))
        } catch {
            try server.execute("DROP USER '\(name)'@'%';")
            throw error
        }
        try server.execute("DROP USER '\(name)'@'%';")
        return result
    }

    private static func identified(_ server: LiveServer, _ plugin: String?, _ password: String) -> String {
        guard let plugin else { return "IDENTIFIED BY '\(password)'" }
        guard server.flavour == .mariaDB else { return "IDENTIFIED WITH \(plugin) BY '\(password)'" }
        // MariaDB makes what it stores of an empty password only for its own default plugin.
        return "IDENTIFIED VIA \(plugin) USING PASSWORD('\(password)')"
    }

    /// As this account, to this server, without TLS and compression.
    var configuration: MySQLConnection.Configuration {
        var configuration = MySQLConnection.Configuration(
            .tcp(host: "127.0.0.1", port: server.port),
            as: password.isEmpty ? Credentials(user: name) : .password(user: name, password)
        )
        configuration.tls = .disabled
        return configuration
    }

    /// The same over TLS, without a check of the server.
    var encrypted: MySQLConnection.Configuration {
        var configuration = configuration
        configuration.tls = TLSPolicy(.required)
        return configuration
    }
}

/// What became of an attempt to connect.
enum Attempt: Hashable, CustomStringConvertible {
    /// It worked.
    case connected
    /// The server answered with an error.
    case refusedByServer(UInt16)
    /// Something else failed.
    case failed(MySQLError.Code)

    /// In a few words.
    var description: String {
        switch self {
        case .connected: "connected"
        case .refusedByServer(let number): "error \(number)"
        case .failed(let code): "\(code)"
        }
    }

    /// Connects, pings, lets the check look at the connection, and says how that went.
    init(
        _ configuration: MySQLConnection.Configuration,
        _ check: (MySQLConnection) async throws -> Void = { _ in }
    ) async throws {
        do {
            try await MySQLConnection.withConnection(configuration) { connection in
                try await connection.ping()
                try await check(connection)
            }
            self = .connected
        } catch let error as MySQLError {
            if let number = error.server?.number { self = .refusedByServer(number) } else { self = .failed(error.code) }
        }
    }
}
