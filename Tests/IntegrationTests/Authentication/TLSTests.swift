// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLTestSupport
import Testing

/// What is checked of a server's certificate, and what stands between a client and TLS.
struct TLSTests {
    static let servers = ["mysql97", "mariadb1011", "mariadb118"]

    private func root(_ server: LiveServer, _ tls: TLSPolicy) -> MySQLConnection.Configuration {
        var configuration = MySQLConnection.Configuration(
            .tcp(host: server.host, port: server.port),
            as: server.password.isEmpty
                ? Credentials(user: server.user) : .password(user: server.user, server.password)
        )
        configuration.tls = tls
        return configuration
    }

    private func policy(_ mode: TLSPolicy.Mode, authority: String?) -> TLSPolicy {
        var tls = TLSPolicy(mode)
        if let authority { tls.authorities = .file(authority) }
        return tls
    }

    @Test(arguments: servers)
    func `a certificate of another authority is refused where authorities are checked`(_ name: String) async throws {
        guard let server = try LiveServer.named(name),
            let other = try LiveServer.named(name == "mysql97" ? "mariadb118" : "mysql97")
        else { return }
        let stranger = try #require(other.authority)
        #expect(try await Attempt(root(server, policy(.required, authority: stranger))) == .connected)
        for mode in [TLSPolicy.Mode.verifyCA, .verifyIdentity] {
            #expect(try await Attempt(root(server, policy(mode, authority: stranger))) == .failed(.certificateRefused))
            #expect(try await Attempt(root(server, policy(mode, authority: server.authority))) == .connected)
            // The operating system knows none of our authorities.
            #expect(try await Attempt(root(server, policy(mode, authority: nil))) == .failed(.certificateRefused))
        }
    }

    @Test(arguments: servers)
    func `a certificate for another host is refused where the host is checked`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        var tls = policy(.verifyIdentity, authority: server.authority)
        tls.serverName = "elsewhere.example"
        #expect(try await Attempt(root(server, tls)) == .failed(.certificateRefused))
        tls.serverName = "localhost"
        #expect(try await Attempt(root(server, tls)) == .connected)
        tls.serverName = nil
        #expect(try await Attempt(root(server, tls)) == .connected)
        tls.mode = .verifyCA
        tls.serverName = "elsewhere.example"
        #expect(try await Attempt(root(server, tls)) == .connected)
    }

    @Test(arguments: [
        ("DNS:*.example.com", "db1.example.com", true), ("DNS:*.example.com", "a.b.example.com", false),
        ("DNS:db1.example.com", "DB1.example.com.", true), ("DNS:xn--bcher-kva.example", "xn--bcher-kva.example", true),
        ("DNS:db1.example.com", "127.0.0.1", false), ("IP:127.0.0.1", "127.0.0.1", true),
        ("IP:127.0.0.1", "db1", false),
        ("IP:127.0.0.1", "10.0.0.1", false), ("IP:10.0.0.1", "10.0.0.1", true), ("", "db1.example.com", false),
        ("email:dba@example.com", "db1.example.com", false),
    ])
    func `certificates are for the hosts that they name, and for no common name`(
        _ names: String,
        _ host: String,
        _ isRight: Bool
    ) async throws {
        try await MadeCertificate.with(commonName: "db1.example.com", names: names) { certificate in
            let identity = FakeServer.Identity(certificateFile: certificate.file, keyFile: certificate.keyFile)
            try await FakeServer.run(showing: identity) { conversation in
                _ = try await conversation.readLogin(.withTLS)
                try await conversation.send(FakeConversation.ok)
                // COM_PING, then COM_QUIT.
                _ = try await conversation.receive()
                try await conversation.send(FakeConversation.ok)
                _ = try await conversation.receive()
            } whileRunning: { server async throws in
                var configuration = MySQLConnection.Configuration(
                    .tcp(host: "127.0.0.1", port: server.port),
                    as: Credentials(user: "u")
                )
                configuration.tls = policy(.verifyIdentity, authority: certificate.file)
                configuration.tls.serverName = host
                #expect(try await Attempt(configuration) == (isRight ? .connected : .failed(.certificateRefused)))
                configuration.tls.mode = .verifyCA
                #expect(try await Attempt(configuration) == .connected)
            }
        }
    }

    @Test func `a certificate with nothing but a common name is refused, and says so`() async throws {
        try await MadeCertificate.with(commonName: "db1.example.com", names: "") { certificate in
            let identity = FakeServer.Identity(certificateFile: certificate.file, keyFile: certificate.keyFile)
            try await FakeServer.run(showing: identity) { conversation in
                _ = try await conversation.readLogin(.withTLS)
            } whileRunning: { server async throws in
                var configuration = MySQLConnection.Configuration(
                    .tcp(host: "127.0.0.1", port: server.port),
                    as: .password(user: "u", "hunter2")
                )
                configuration.tls = policy(.verifyIdentity, authority: certificate.file)
                configuration.tls.serverName = "db1.example.com"
                do {
                    try await MySQLConnection.withConnection(configuration) { _ in }
                    Issue.record("connected")
                } catch let error as MySQLError {
                    #expect(error.code == .certificateRefused)
                    #expect(error.detail?.hasPrefix("it names no host at all (a common name is none)") == true)
                }
            }
        }
    }

    @Test func `an expired certificate is refused where certificates are checked`() async throws {
        guard let server = try LiveServer.named("mysql97") else { return }
        let port = try #require(server.expiredPort)
        for mode in [TLSPolicy.Mode.verifyCA, .verifyIdentity, .required] {
            var configuration = root(server, policy(mode, authority: server.authority))
            configuration.endpoint = .tcp(host: server.host, port: port)
            let expected = mode == .required ? Attempt.connected : .failed(.certificateRefused)
            #expect(try await Attempt(configuration) == expected, "\(mode)")
        }
    }

    @Test func `files that are not there are an error of the settings`() async throws {
        guard let server = try LiveServer.named("mysql97") else { return }
        var tls = policy(.verifyCA, authority: "/nowhere/ca.pem")
        #expect(try await Attempt(root(server, tls)) == .failed(.tlsConfiguration))
        tls.authorities = .system
        tls.mode = .required
        tls.certificateFile = "/nowhere/client.pem"
        tls.keyFile = "/nowhere/client-key.pem"
        #expect(try await Attempt(root(server, tls)) == .failed(.tlsConfiguration))
    }

    @Test(arguments: servers)
    func `HC-094 a network that hides TLS is refused where TLS is required`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await TCPProxy.run(
            to: server.port,
            forging: { _, position, bytes in
                guard position == 0, bytes.count > 5, let end = bytes[5...].firstIndex(of: 0) else { return }
                // Behind the version: number, nonce, filler; then the lower capabilities, whose bit 11 is TLS.
                bytes[end + 1 + 4 + 8 + 1 + 1] &= ~0x08
            },
            whileRunning: { proxy async throws in
                for mode in [TLSPolicy.Mode.required, .verifyCA, .verifyIdentity] {
                    var configuration = root(server, policy(mode, authority: server.authority))
                    configuration.endpoint = .tcp(host: "127.0.0.1", port: proxy.port)
                    #expect(try await Attempt(configuration) == .failed(.tlsUnavailable), "\(mode)")
                }
            }
        )
    }

    @Test(arguments: [TLSPolicy.Mode.preferred, .required, .verifyIdentity])
    func `HC-094 bytes in clear behind the greeting never count as the server's answer`(
        _ mode: TLSPolicy.Mode
    ) async throws {
        try await FakeServer.run { conversation in
            // A greeting, and what a network slips in: an OK that would follow the login.
            var packets = conversation.frame(FakeConversation.greeting(.withTLS))
            conversation.sequence = 3
            packets += conversation.frame(FakeConversation.ok)
            try await conversation.sendBytes(packets)
            try await conversation.stall()
        } whileRunning: { server async throws in
            var configuration = MySQLConnection.Configuration(
                .tcp(host: "127.0.0.1", port: server.port),
                as: .password(user: "u", "p")
            )
            configuration.tls = TLSPolicy(mode)
            configuration.connectTimeout = .seconds(3)
            let seen = try await Attempt(configuration)
            #expect([.failed(.protocolViolation), .failed(.tlsFailed)].contains(seen), "\(seen)")
        }
    }

    @Test func `HC-091 versions of TLS that the two sides do not share are an error of TLS`() async throws {
        guard try LiveServer.named("mariadb1011") != nil, ServerControl.isPossible else { return }
        for version in ["TLSv1.2", "TLSv1.3"] {
            let wish = ServerControl.Wish("mariadb1011", options: ["--cnf", "tls_version=\(version)"])
            try await ServerControl.withServer(wish) { server async throws in
                var tls = policy(.verifyIdentity, authority: server.authority)
                #expect(try await Attempt(root(server, tls)) == .connected)
                if version == "TLSv1.2" { tls.minimumVersion = .tls13 } else { tls.maximumVersion = .tls12 }
                #expect(try await Attempt(root(server, tls)) == .failed(.tlsFailed), "\(version)")
            }
        }
    }
}
