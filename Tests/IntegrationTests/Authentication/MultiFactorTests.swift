// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLClient
import MySQLTestSupport
import Testing

/// Accounts with two factors against a real MySQL.
///
/// The server takes one plugin that keeps passwords, as the first factor (error 4052 for a second one), so the second is here the
/// only other one that it comes with: who the system says is at the other end of the socket. Two passwords are tested against
/// a fake server.
struct MultiFactorTests {
    @Test func `a password and then the peer of the socket, each of which must be right`() async throws {
        guard try LiveServer.named("mysql97") != nil, ServerControl.isPossible else { return }
        let wish = ServerControl.Wish("mysql97", options: ["--cnf", "plugin-load-add=auth_socket.so"])
        try await ServerControl.withServer(wish) { server async throws in
            let first = "IDENTIFIED WITH caching_sha2_password BY 'one' AND IDENTIFIED WITH auth_socket"
            try server.execute(
                """
                CREATE USER right_one@'%' \(first) AS '\(NSUserName())';
                CREATE USER wrong_one@'%' \(first) AS 'nobody-of-that-name';
                """
            )
            var configuration = MySQLConnection.Configuration(
                .unixSocket(path: try #require(server.socket)),
                as: .password(user: "right_one", "one")
            )
            configuration.tls = .disabled
            #expect(try await Attempt(configuration) == .connected)
            configuration.credentials = .password(user: "right_one", "two")
            #expect(try await Attempt(configuration) == .refusedByServer(1045))
            configuration.credentials = .password(user: "wrong_one", "one")
            #expect(try await Attempt(configuration) == .refusedByServer(1698))
            // Over a network there is no peer to ask for.
            configuration.endpoint = .tcp(host: "127.0.0.1", port: server.port)
            configuration.credentials = .password(user: "right_one", "one")
            configuration.tls = TLSPolicy(.required)
            #expect(try await Attempt(configuration) == .refusedByServer(1698))
        }
    }
}
