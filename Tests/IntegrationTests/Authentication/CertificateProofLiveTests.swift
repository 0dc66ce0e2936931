// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLTestSupport
import Testing

/// MariaDB's proof, by the account's password, that a certificate which nobody known signed is its own.
struct CertificateProofLiveTests {
    private static let modes = [TLSPolicy.Mode.verifyCA, .verifyIdentity]

    @Test(arguments: ["mysql_native_password", "ed25519", "parsec"])
    func `a certificate that nobody known signed is taken where the server proves it`(_ plugin: String) async throws {
        guard let server = try LiveServer.named("mariadb118") else { return }
        try await Account.with(on: server, plugin: plugin) { account in
            for mode in Self.modes {
                var configuration = account.configuration
                configuration.tls = TLSPolicy(mode)
                let seen = try await Attempt(configuration) { #expect($0.server.isEncrypted) }
                #expect(seen == .connected, "\(mode)")
                configuration.credentials = .password(user: account.name, "wrong")
                #expect(try await Attempt(configuration) == .refusedByServer(1045), "\(mode)")
                // Who names an authority has said whom to trust.
                configuration.credentials = .password(user: account.name, account.password)
                configuration.tls.authorities = .file(try #require(LiveServer.named("mysql97")?.authority))
                #expect(try await Attempt(configuration) == .failed(.certificateRefused), "\(mode)")
            }
        }
    }

    @Test(arguments: ["mysql97", "mariadb1011"])
    func `servers that prove nothing need an authority`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        let plugin = server.flavour == .mysql ? "caching_sha2_password" : "mysql_native_password"
        try await Account.with(on: server, plugin: plugin) { account in
            var configuration = account.configuration
            configuration.tls = TLSPolicy(.verifyIdentity)
            let seen = try await Attempt(configuration)
            #expect(seen == .failed(.certificateRefused))
        }
    }

    /// Whoever is in the middle learned something.
    private struct PasswordWasSent: Error {}

    private func attempt(_ script: @escaping FakeServer.Script) async throws -> (seen: Attempt, failures: [String]) {
        let server = try #require(try LiveServer.named("mariadb118"))
        let identity = FakeServer.Identity(
            certificateFile: try #require(server.serverCertificate),
            keyFile: try #require(server.serverKey)
        )
        return try await FakeServer.run(showing: identity) { conversation in
            var offer = FakeConversation.Offer.mariaDB
            offer.capabilities |= 1 << 11
            offer.plugin = "mysql_native_password"
            _ = try await conversation.readLogin(offer)
            try await script(&conversation)
        } whileRunning: { fake async throws in
            var configuration = MySQLConnection.Configuration(
                .tcp(host: "127.0.0.1", port: fake.port),
                as: .password(user: "u", "secret")
            )
            configuration.credentials.allowsClearText = true
            configuration.tls = .verifyIdentity
            let seen = try await Attempt(configuration)
            #expect(fake.connectionCount == 2)
            return (seen, fake.failures)
        }
    }

    @Test func `a server without proof, or with another one's, is refused`() async throws {
        guard try LiveServer.named("mariadb118") != nil else { return }
        let proof = [1] + Array(String(repeating: "0f", count: 32).utf8)
        for message in [[], [65] + proof, proof, [65] + proof.reversed()] {
            let (seen, failures) = try await attempt { conversation in
                try await conversation.send(FakeConversation.ok + message)
                try await conversation.stall()
            }
            #expect([.failed(.certificateRefused), .failed(.protocolViolation)].contains(seen), "\(seen)")
            #expect(failures.isEmpty)
        }
    }

    @Test(arguments: ["mysql_clear_password", "caching_sha2_password", "sha256_password", "dialog"])
    func `a server that is not trusted gets no password`(_ plugin: String) async throws {
        guard try LiveServer.named("mariadb118") != nil else { return }
        let (seen, failures) = try await attempt { conversation in
            try await conversation.send([0xfe] + Array(plugin.utf8) + [0] + (1...20).map { UInt8($0) } + [0])
            _ = try await conversation.receive()
            throw PasswordWasSent()
        }
        #expect(seen == .failed(.certificateRefused))
        #expect(failures.isEmpty)
    }
}
