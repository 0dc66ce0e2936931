// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport

/// A program that lies beside a test server's client.
struct ServerProgram {
    private let words: [String]

    /// Finds it in the folder that `scripts/servers` unpacked the server's packages to; nil where it is not there.
    init?(_ name: String, of server: LiveServer) {
        let servers = URL(filePath: server.client).deletingLastPathComponent().deletingLastPathComponent()
        let root = servers.appending(path: "root/\(server.name)").path(percentEncoded: false)
        let program = root + "/usr/bin/" + name
        guard FileManager.default.fileExists(atPath: program) else { return nil }
        let loaders = ["/usr/lib64", "/lib64"].map { root + $0 + "/ld-linux-x86-64.so.2" }
        guard let loader = loaders.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            words = [program]
            return
        }
        let libraries = ["/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu"].map { root + $0 }
        words = [loader, "--library-path", libraries.joined(separator: ":"), program]
    }

    /// Runs it.
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> ChildResult {
        try ChildResult(running: words[0], Array(words.dropFirst()) + arguments, environment: environment)
    }

    /// Runs it at a terminal of its own, where `typed` is typed.
    func runAtTerminal(_ arguments: [String], typing typed: String, environment: [String: String]) throws -> ChildResult
    {
        let command = (words + arguments).map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " ")
        return try ChildResult(
            running: "script",
            ["-qec", command, "/dev/null"],
            input: Array(typed.utf8),
            environment: environment
        )
    }
}
