// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLClient
import MySQLTestSupport
import Testing

/// Every way of authentication, over every kind of TLS and compression, against every server.
///
/// `MATRIX_TABLE` names a file that a table of all cells is written to.
@Suite(.serialized)
struct AuthenticationMatrixTests {
    /// A server and the plugins that its accounts are made with.
    struct Row: Sendable, CustomTestStringConvertible {
        let server: String
        let plugins: [String]
        var offersTLS = true

        var testDescription: String { server }
    }

    static let rows = [
        Row(server: "mysql97", plugins: ["caching_sha2_password", "sha256_password"]),
        Row(server: "mariadb1011", plugins: ["mysql_native_password", "ed25519"]),
        Row(server: "mariadb118", plugins: ["mysql_native_password", "ed25519", "parsec"]),
        Row(server: "mariadb1011-plain", plugins: ["mysql_native_password", "ed25519"], offersTLS: false),
    ]

    @Test(arguments: rows)
    func `every cell of the matrix connects, or fails with the error of its own`(_ row: Row) async throws {
        guard let server = try LiveServer.named(row.server) else { return }
        if row.offersTLS { try #require(server.authority != nil, "the certificates of \(server) are not known") }
        for plugin in row.plugins {
            try await Account.with(on: server, plugin: plugin) { account async throws in
                for encryption in MatrixCell.Encryption.allCases {
                    for compression in MatrixCell.Compression.allCases {
                        let cell = MatrixCell(
                            server: server,
                            plugin: plugin,
                            offersTLS: row.offersTLS,
                            encryption: encryption,
                            compression: compression
                        )
                        try await run(cell, account)
                    }
                }
            }
        }
    }

    private func run(_ cell: MatrixCell, _ account: Account) async throws {
        let start = ContinuousClock.now
        let seen = try await Attempt(cell.configuration(account)) { connection in
            try await check(connection, cell, account)
        }
        #expect(seen == cell.expected, "\(cell)")
        try record(cell, seen, took: ContinuousClock.now - start)
    }

    /// What both sides say of the connection is what was asked for.
    private func check(_ connection: MySQLConnection, _ cell: MatrixCell, _ account: Account) async throws {
        #expect(connection.server.isEncrypted == cell.isEncrypted, "\(cell)")
        #expect(connection.server.compression.description == cell.algorithm.description, "\(cell)")
        let user = try await connection.query(text: "SELECT CURRENT_USER()").collect()
        #expect(try user.first?.decode(String.self, at: 0) == account.name + "@%", "\(cell)")
        var status: [String: String] = [:]
        let rows = try await connection.query(
            text: "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Compression', 'Compression_algorithm')"
        )
        for try await (name, value) in rows.decode(String.self, String.self) { status[name] = value }
        #expect(status["Ssl_version"] == cell.version, "\(cell)")
        #expect(status["Compression"] == (cell.compression == .uncompressed ? "OFF" : "ON"), "\(cell)")
        if cell.server.flavour == .mysql, cell.compression != .uncompressed {
            #expect(status["Compression_algorithm"] == cell.algorithm.description, "\(cell)")
        }
        // Enough of both kinds of bytes to pass through every layer in more than one piece.
        let text = try await connection.query(text: "SELECT REPEAT('swift', 60000), HEX(RANDOM_BYTES(1024))").collect()
        #expect(try text.first?.decode(String.self, at: 0) == String(repeating: "swift", count: 60_000), "\(cell)")
    }

    private func record(_ cell: MatrixCell, _ seen: Attempt, took time: Duration) throws {
        guard let path = ProcessInfo.processInfo.environment["MATRIX_TABLE"] else { return }
        let milliseconds = time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
        let line =
            "| \(cell.server.name) | \(cell.plugin) | \(cell.encryption.rawValue) | \(cell.compression.rawValue) "
            + "| \(cell.expected) | \(seen) | \(seen == cell.expected ? "as expected" : "WRONG") | \(milliseconds) ms |\n"
        if !FileManager.default.fileExists(atPath: path) {
            let head = "| server | plugin | TLS | compression | expected | seen | verdict | time |\n"
            try Data((head + "|---|---|---|---|---|---|---|---|\n").utf8).write(to: URL(filePath: path))
        }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(line.utf8))
        try file.close()
    }
}
