// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLClient
import MySQLTestSupport

/// A client that gets to a stage and takes whatever comes.
struct HostileClient {
    let stage: HostileStage
    let port: Int

    /// How long the client waits for a server that says nothing.
    var patience = Duration.seconds(2)
    /// The longest packet that is taken.
    static let longest = 24 << 20

    private var configuration: MySQLConnection.Configuration {
        var configuration = MySQLConnection.Configuration(
            .tcp(host: "127.0.0.1", port: port),
            as: .password(user: "u", "secret of the client")
        )
        configuration.tls = stage == .tlsRequest ? TLSPolicy(.required) : .disabled
        if stage == .compressedQuery { configuration.compression = [.zlib] }
        configuration.credentials.serverPublicKey = .request
        configuration.connectTimeout = patience
        configuration.limits.maximumPacketSize = HostileClient.longest
        return configuration
    }

    /// Does what leads to the stage and reads all that comes, up to 64 MiB of rows.
    ///
    /// - Returns: the error that it ended with; nil if it ended well.
    /// - Throws: what is no ``MySQLError``.
    func run() async throws -> MySQLError? {
        do {
            try await MySQLConnection.withConnection(configuration) { connection in try await converse(connection) }
            return nil
        } catch let error as MySQLError {
            return error
        }
    }

    private func converse(_ connection: MySQLConnection) async throws {
        switch stage {
        case .greeting, .tlsRequest, .loginAnswer, .authenticationSwitch, .fullAuthentication, .publicKey, .ping:
            try await connection.ping(timeout: patience)
        case .query, .emptyQuery, .manyAnswers, .compressedQuery:
            try await read(connection.query(text: "SELECT a, b FROM t", timeout: patience))
        case .prepare, .execute:
            let id = 5
            try await read(connection.query("SELECT a FROM t WHERE a = \(id)", timeout: patience))
        case .dump:
            try await connection.beginDump([0x12, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0])
            var bytes = 0
            while let batch = try await connection.nextDumpBatch(timeout: patience) {
                bytes += batch.byteCount
                if bytes > HostileClient.plenty { return }
            }
        }
        guard stage != .dump else { return }
        try await connection.ping(timeout: patience)
    }

    private static let plenty = 64 << 20

    private func read(_ first: MySQLRows) async throws {
        var answer: MySQLRows? = first
        var bytes = 0
        while let rows = answer {
            for try await row in rows {
                for column in 0..<row.count {
                    if row.isNull(at: column) { continue }
                    // A value that is no text is an error of its own, and one that says so.
                    bytes += try row.decode([UInt8].self, at: column).count + 1
                }
                if bytes > HostileClient.plenty { return }
            }
            bytes += 1 << 10
            guard bytes <= HostileClient.plenty else { return }
            answer = try await rows.nextResult()
        }
    }
}

/// How much memory this process holds.
enum ResidentMemory {
    /// Bytes at this moment.
    static var now: Int { kibibytes("VmRSS:") << 10 }

    /// The most bytes at any moment since the process began.
    static var peak: Int { kibibytes("VmHWM:") << 10 }

    private static func kibibytes(_ field: String) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(field) })
        else { return 0 }
        return Int(line.split(whereSeparator: { !$0.isNumber }).first ?? "0") ?? 0
    }
}
