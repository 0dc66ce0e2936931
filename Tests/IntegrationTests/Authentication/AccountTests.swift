// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLClient
import MySQLTestSupport
import Testing

/// What stands in the way of accounts, each against a real server.
@Suite(.serialized)
struct AccountTests {
    static let plugins: [(String, String)] = [
        ("mysql97", "caching_sha2_password"), ("mysql97", "sha256_password"),
        ("mariadb1011", "mysql_native_password"), ("mariadb1011", "ed25519"),
        ("mariadb118", "mysql_native_password"), ("mariadb118", "ed25519"), ("mariadb118", "parsec"),
    ]

    private func attempt(_ configuration: MySQLConnection.Configuration) async throws -> Attempt {
        try await Attempt(configuration)
    }

    /// The configuration with leave to have passwords encrypted by the server's key, outside TLS.
    private func asking(_ configuration: MySQLConnection.Configuration) -> MySQLConnection.Configuration {
        var configuration = configuration
        configuration.credentials.serverPublicKey = .request
        return configuration
    }

    @Test func `HC-085 a cold cache is warmed over TLS, a socket or a key, and never in clear`() async throws {
        guard let server = try LiveServer.named("mysql97") else { return }
        let key = try Array(Data(contentsOf: URL(filePath: try #require(server.publicKey))))
        try await Account.with(on: server, plugin: "caching_sha2_password") { account async throws in
            func afterFlush(_ configuration: MySQLConnection.Configuration) async throws -> Attempt {
                try server.execute("FLUSH PRIVILEGES;")
                return try await Attempt(configuration)
            }
            var configuration = account.configuration
            configuration.credentials.serverPublicKey = .refuse
            #expect(try await afterFlush(configuration) == .failed(.authenticationRefused))
            configuration.credentials.serverPublicKey = .request
            #expect(try await afterFlush(configuration) == .connected)
            // The cache is warm: nothing but a proof is sent.
            configuration.credentials.serverPublicKey = .refuse
            #expect(try await attempt(configuration) == .connected)
            configuration.credentials.serverPublicKey = .pinned(pem: key)
            #expect(try await afterFlush(configuration) == .connected)
            configuration.credentials.serverPublicKey = .pinned(pem: Array(Account.strangersKey.utf8))
            #expect(try await afterFlush(configuration) == .refusedByServer(1045))
            configuration.credentials.serverPublicKey = .pinned(pem: Array("no key".utf8))
            #expect(try await afterFlush(configuration) == .failed(.publicKeyUnusable))
            #expect(try await afterFlush(account.encrypted) == .connected)
            configuration = account.configuration
            configuration.endpoint = .unixSocket(path: try #require(server.socket))
            #expect(try await afterFlush(configuration) == .connected)
        }
    }

    @Test func `sha256_password needs TLS or a key`() async throws {
        guard let server = try LiveServer.named("mysql97") else { return }
        let key = try Array(Data(contentsOf: URL(filePath: try #require(server.publicKey))))
        try await Account.with(on: server, plugin: "sha256_password") { account async throws in
            var configuration = account.configuration
            #expect(try await attempt(configuration) == .failed(.authenticationRefused))
            configuration.credentials.serverPublicKey = .request
            #expect(try await attempt(configuration) == .connected)
            configuration.credentials.serverPublicKey = .pinned(pem: key)
            #expect(try await attempt(configuration) == .connected)
            #expect(try await attempt(account.encrypted) == .connected)
        }
    }

    @Test(arguments: plugins)
    func `HC-087 an empty password is an empty answer`(_ server: String, _ plugin: String) async throws {
        guard let server = try LiveServer.named(server) else { return }
        // MariaDB 10.11 stores nothing for an empty ed25519 password; its own client is refused as well then.
        let expected =
            server.name == "mariadb1011" && plugin == "ed25519" ? Attempt.refusedByServer(1045) : .connected
        try await Account.with(on: server, plugin: plugin, password: "") { account async throws in
            for configuration in [account.configuration, account.encrypted] {
                #expect(try await attempt(configuration) == expected)
                var wrong = configuration
                wrong.credentials = .password(user: account.name, "not empty")
                wrong.credentials.serverPublicKey = .request
                #expect(try await attempt(wrong) == .refusedByServer(1045))
            }
        }
    }

    @Test(arguments: plugins)
    func `a wrong password is the server's refusal, on every way`(_ server: String, _ plugin: String) async throws {
        guard let server = try LiveServer.named(server) else { return }
        try await Account.with(on: server, plugin: plugin) { account async throws in
            for configuration in [account.configuration, account.encrypted] {
                for password in ["wrong", "", account.password + "x"] {
                    var wrong = configuration
                    wrong.credentials = .password(user: account.name, password)
                    wrong.credentials.serverPublicKey = .request
                    #expect(try await attempt(wrong) == .refusedByServer(1045), "\(password)")
                }
            }
            // The right one still works: nothing was locked or forgotten.
            #expect(try await attempt(account.encrypted) == .connected)
        }
    }

    @Test(arguments: plugins)
    func `HC-088 any plugin may open the exchange, the account's one ends it`(
        _ server: String,
        _ plugin: String
    ) async throws {
        guard let server = try LiveServer.named(server) else { return }
        try await Account.with(on: server, plugin: plugin) { account async throws in
            for first in [
                "mysql_native_password", "caching_sha2_password", "client_ed25519", "parsec", "sha256_password",
            ] {
                for configuration in [account.configuration, account.encrypted] {
                    var switched = configuration
                    switched.credentials.defaultPlugin = first
                    switched.credentials.serverPublicKey = .request
                    #expect(try await attempt(switched) == .connected, "opened by \(first)")
                }
            }
        }
    }

    @Test(arguments: ["mysql97", "mariadb1011", "mariadb118"])
    func `an account that demands TLS or a certificate gets it, or is refused`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await Account.with(on: server, plugin: nil, clauses: "REQUIRE SSL") { account async throws in
            #expect(try await attempt(asking(account.configuration)) == .refusedByServer(1045))
            #expect(try await attempt(account.encrypted) == .connected)
        }
        for clause in ["REQUIRE X509", "REQUIRE SUBJECT '/O=replication tests/CN=client'"] {
            try await Account.with(on: server, plugin: nil, clauses: clause) { account async throws in
                #expect(try await attempt(asking(account.configuration)) == .refusedByServer(1045))
                #expect(try await attempt(account.encrypted) == .refusedByServer(1045))
                var certified = account.encrypted
                certified.tls.certificateFile = server.clientCertificate
                certified.tls.keyFile = server.clientKey
                #expect(try await attempt(certified) == .connected)
            }
        }
        try await Account.with(on: server, plugin: nil, clauses: "REQUIRE SUBJECT '/CN=other'") {
            account async throws in
            var certified = account.encrypted
            certified.tls.certificateFile = server.clientCertificate
            certified.tls.keyFile = server.clientKey
            #expect(try await attempt(certified) == .refusedByServer(1045))
        }
    }

    @Test(arguments: [("mysql97", 3118), ("mariadb1011", 4151), ("mariadb118", 4151)])
    func `a locked account says so`(_ name: String, _ number: UInt16) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await Account.with(on: server, plugin: nil, clauses: "ACCOUNT LOCK") { account async throws in
            #expect(try await attempt(account.encrypted) == .refusedByServer(number))
        }
    }

    @Test(arguments: ["mysql97", "mariadb1011", "mariadb118"])
    func `an expired password says so`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        // MariaDB lets the account in (disconnect_on_expired_password=OFF), to do nothing but change its password.
        try await Account.with(on: server, plugin: nil, clauses: "PASSWORD EXPIRE") { account async throws in
            let seen = try await Attempt(account.encrypted) { connection in
                try await connection.execute(text: "SELECT 1")
            }
            #expect(seen == .refusedByServer(server.flavour == .mysql ? 1862 : 1820))
        }
    }

    @Test func `an account whose plugin the server has lost says so`() async throws {
        guard let server = try LiveServer.named("mysql97") else { return }
        try await Account.with(on: server, plugin: nil) { account async throws in
            try server.execute(
                "UPDATE mysql.user SET plugin = 'mysql_native_password' WHERE user = '\(account.name)'; FLUSH PRIVILEGES;"
            )
            #expect(try await attempt(account.encrypted) == .refusedByServer(1524))
        }
    }

    @Test(arguments: ["mysql97", "mariadb1011", "mariadb118"])
    func `an unknown user is refused as one with a wrong password is`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        let account = Account(server: server, name: "nobody_here", password: "x")
        #expect(try await attempt(account.encrypted) == .refusedByServer(1045))
    }

    @Test(arguments: plugins)
    func `a long password of many letters passes`(_ server: String, _ plugin: String) async throws {
        guard let server = try LiveServer.named(server) else { return }
        // RSA of 2048 bits has room for 214 bytes, the NUL behind the password included.
        let password = String(repeating: "żółw🐢-", count: 16)
        try await Account.with(on: server, plugin: plugin, password: password) { account async throws in
            var configuration = account.configuration
            configuration.credentials.serverPublicKey = .request
            #expect(try await attempt(configuration) == .connected)
            #expect(try await attempt(account.encrypted) == .connected)
        }
    }
}

extension Account {
    /// A public key that no server of the tests has the other half of.
    static let strangersKey = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyGnhyXnjtjBGb4MMe/TG
        JQ7XI84UqvXPtpoQXc4isDSiyWslTqGt7NIyBP/uTY0OGz0Ji6Xeu1z+FXOFlOat
        zQGeUCOjeoLp9L0TISjATbIq111gw8P4mTG7m7I/lAg0Ke+KpybLop/n9FnOLUOa
        FMPHOUgTmalfF/2WxfBw4XL0Z9ZR50aGlGAAPi+tlEF5O7vom9JgrnaLtQUkJSTS
        nVD+4r7SA4VCaAWnV0pt0U7B9/eQhuXjzZz/ALIuXxKJZE5qrED9Srs1DtYQ/3GP
        dCj0oXJvZneplXc1yrsZtwhdR11NNehlJDruQiLGfdjaD1teHRD3FVaXrumq9r33
        BwIDAQAB
        -----END PUBLIC KEY-----
        """
}
