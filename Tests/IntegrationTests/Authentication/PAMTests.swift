// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLClient
import MySQLTestSupport
import Testing

/// MariaDB's PAM plugin, both of its ways to ask for a password, against a service that checks it.
///
/// The service is a file of the test's own in `/etc/pam.d`, which only root can make: elsewhere nothing is tested here.
struct PAMTests {
    private static let folder = "/etc/pam.d"

    /// Whether a service can be made, and taken away again.
    private static var isPossible: Bool {
        geteuid() == 0 && FileManager.default.fileExists(atPath: folder)
            && FileManager.default.fileExists(atPath: "/bin/sh") && ServerControl.isPossible
    }

    /// Makes a service that takes one password, lends its name, and takes it away.
    private func withService(_ password: String, _ body: (String) async throws -> Void) async throws {
        let name = "pamtest-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let script = NSTemporaryDirectory() + name + ".sh"
        let service = PAMTests.folder + "/" + name
        defer {
            try? FileManager.default.removeItem(atPath: service)
            try? FileManager.default.removeItem(atPath: script)
        }
        // pam_exec writes the password to the program's input, with a zero byte behind it.
        let check = "#!/bin/sh\n[ \"$(tr -d '\\000')\" = '\(password)' ]\n"
        try Data(check.utf8).write(to: URL(filePath: script))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
        let lines = "auth required pam_exec.so expose_authtok quiet \(script)\naccount required pam_permit.so\n"
        try Data(lines.utf8).write(to: URL(filePath: service))
        try await body(name)
    }

    @Test(arguments: ["mariadb1011", "mariadb118"], [false, true])
    func `PAM asks by a dialog or in clear, and the password goes out inside TLS or a socket only`(
        _ kind: String,
        _ asksInClear: Bool
    ) async throws {
        guard try LiveServer.named(kind) != nil, PAMTests.isPossible else { return }
        let password = "päm secret 1"
        let options = [
            "--cnf", "plugin_load_add=auth_pam_v1", "--cnf", "pam_use_cleartext_plugin=\(asksInClear ? "ON" : "OFF")",
        ]
        try await withService(password) { service in
            try await ServerControl.withServer(.init(kind, options: options)) { server async throws in
                try server.execute("CREATE USER p@'%' IDENTIFIED VIA pam USING '\(service)';")
                var configuration = MySQLConnection.Configuration(
                    .tcp(host: "127.0.0.1", port: server.port),
                    as: .password(user: "p", password)
                )
                configuration.credentials.allowsClearText = true
                configuration.tls = .disabled
                #expect(try await Attempt(configuration) == .failed(.authenticationRefused))
                configuration.tls = TLSPolicy(.required)
                #expect(try await Attempt(configuration) == .connected)
                configuration.credentials.allowsClearText = false
                #expect(try await Attempt(configuration) == .failed(.authenticationRefused))
                configuration.credentials = .password(user: "p", "wrong")
                configuration.credentials.allowsClearText = true
                #expect(try await Attempt(configuration) == .refusedByServer(1045))
                configuration.credentials = .password(user: "p", password)
                configuration.credentials.allowsClearText = true
                configuration.endpoint = .unixSocket(path: try #require(server.socket))
                configuration.tls = .disabled
                #expect(try await Attempt(configuration) == .connected)
            }
        }
    }
}
