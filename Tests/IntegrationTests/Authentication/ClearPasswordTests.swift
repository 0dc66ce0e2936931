// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLTestSupport
import Testing

/// Plugins that no server of the tests has: what PAM, LDAP and IAM ask for, and what nobody should.
///
/// The TLS is real: the fake server shows the certificate of a real one.
struct ClearPasswordTests {
    private let token = String(repeating: "X-Amz-Signature=0123456789abcdef&", count: 40)

    private func configuration(_ port: Int, allowed: Bool) -> MySQLConnection.Configuration {
        var configuration = MySQLConnection.Configuration(
            .tcp(host: "127.0.0.1", port: port),
            as: .password(user: "u", token)
        )
        configuration.credentials.allowsClearText = allowed
        configuration.tls = .disabled
        configuration.connectTimeout = .seconds(5)
        return configuration
    }

    private func switching(to plugin: String, data: [UInt8] = []) -> FakeServer.Script {
        let expected = Array(token.utf8) + [0]
        return { conversation in
            var offer = FakeConversation.Offer.withTLS
            offer.plugin = "mysql_native_password"
            _ = try await conversation.readLogin(offer)
            try await conversation.send([0xfe] + Array(plugin.utf8) + [0] + data)
            guard try await conversation.receive() == expected else {
                return try await conversation.sendError(1045, "not the password")
            }
            try await conversation.send(FakeConversation.ok)
            // COM_PING, then COM_QUIT.
            _ = try await conversation.receive()
            try await conversation.send(FakeConversation.ok)
            _ = try await conversation.receive()
        }
    }

    @Test(arguments: ["mysql_clear_password", "dialog"])
    func `a password goes out in clear only where it is allowed and inside TLS`(_ plugin: String) async throws {
        guard let real = try LiveServer.named("mysql97") else { return }
        let identity = FakeServer.Identity(
            certificateFile: try #require(real.serverCertificate),
            keyFile: try #require(real.serverKey)
        )
        let prompt: [UInt8] = plugin == "dialog" ? [4] + Array("Password: ".utf8) : []
        try await FakeServer.run(showing: identity, switching(to: plugin, data: prompt)) { server async throws in
            var settings = configuration(server.port, allowed: true)
            #expect(try await Attempt(settings) == .failed(.authenticationRefused))
            settings.tls = TLSPolicy(.verifyIdentity)
            settings.tls.authorities = .file(try #require(real.authority))
            #expect(try await Attempt(settings) == .connected)
            settings = configuration(server.port, allowed: false)
            #expect(try await Attempt(settings) == .failed(.authenticationRefused))
            settings.tls = TLSPolicy(.required)
            #expect(try await Attempt(settings) == .failed(.authenticationRefused))
        }
    }

    @Test(arguments: [
        "mysql_old_password", "auth_gssapi_client", "authentication_kerberos_client", "authentication_ldap_sasl_client",
        "authentication_webauthn_client", "authentication_oci_client", "no_such_plugin", "",
    ])
    func `plugins that are not spoken are refused by name`(_ plugin: String) async throws {
        try await FakeServer.run(switching(to: plugin, data: Array(repeating: 1, count: 20) + [0])) {
            server async throws in
            do {
                try await MySQLConnection.withConnection(configuration(server.port, allowed: true)) { _ in }
                Issue.record("connected")
            } catch let error as MySQLError {
                #expect([.authenticationRefused, .protocolViolation].contains(error.code))
                #expect(error.debugDescription.contains(plugin), "\(error.debugDescription)")
                #expect(!error.debugDescription.contains("X-Amz"))
            }
        }
    }

    @Test func `the request for the oldest of all passwords is refused`() async throws {
        try await FakeServer.run { conversation in
            _ = try await conversation.readLogin()
            try await conversation.send([0xfe])
            try await conversation.stall()
        } whileRunning: { server async throws in
            #expect(try await Attempt(configuration(server.port, allowed: true)) == .failed(.authenticationRefused))
        }
    }
}
