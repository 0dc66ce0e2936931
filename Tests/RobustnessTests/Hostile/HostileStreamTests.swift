// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

/// Streams from sources that lie: an error in bounded time and memory, never a trap, and no end of attempts.
@Suite(.serialized)
struct HostileStreamTests {
    /// Bytes that a stream may hold, beyond its longest packet, which it may hold twice while it grows.
    private static let allowance = 96 << 20
    private static let longestPacket = 24 << 20
    /// How often a stream connects again without getting anywhere.
    private static let attempts = 4

    @Test(arguments: [false, true])
    func `a hostile source gets an error and nothing else`(_ isMariaDB: Bool) async throws {
        // A process of its own: a trap is one failed test, and memory is nobody else's.
        await #expect(processExitsWith: .success) { [isMariaDB = isMariaDB as Bool] in
            try await HostileStreamTests.attack(isMariaDB: isMariaDB)
        }
    }

    private static func attack(isMariaDB: Bool) async throws {
        let before = ResidentMemory.now
        for dump in HostileDump.all(isMariaDB: isMariaDB, seed: SeededRandom.defaultSeed) {
            let start = ContinuousClock.now
            let (connections, error) = try await FakeServer.run { conversation in
                try await HostileSource(isMariaDB: isMariaDB).reachDump(&conversation)
                try await send(dump, in: &conversation)
            } whileRunning: { server async throws in
                let error = try await follow(server.port, isMariaDB: isMariaDB)
                return (server.connectionCount, error)
            }
            let name = "\(isMariaDB ? "MariaDB" : "MySQL"), \(dump.name)"
            try #require(ContinuousClock.now - start < .seconds(60), "\(name): slow")
            // Each attempt at MariaDB looks first whether it is the same server.
            if case .alive = dump.expectation {
            } else {
                try #require(connections <= (isMariaDB ? 2 : 1) * attempts + 1, "\(name): \(connections) connections")
            }
            let told = "\(name): \(error?.debugDescription ?? "no error")"
            switch dump.expectation {
            case .error: try #require(error != nil, "\(told)")
            case .fatal(let code):
                try #require(error.map { "\($0.code)" } == code, "\(told)")
                try #require(connections == 1, "\(told)")
            case .any, .alive: break
            }
            try #require(error?.code != .cancelled, "\(told)")
            let growth = ResidentMemory.peak - before
            try #require(growth < allowance + 2 * longestPacket, "\(name): \(growth) bytes")
        }
    }

    /// Follows until an error, or until there was more than enough.
    private static func follow(_ port: Int, isMariaDB: Bool) async throws -> ReplicationError? {
        var configuration = MySQLConnection.Configuration(
            .tcp(host: "127.0.0.1", port: port),
            as: .password(user: "u", "p")
        )
        configuration.tls = .disabled
        configuration.limits.maximumPacketSize = longestPacket
        var options = BinlogSource.Options()
        options.silenceLimit = .milliseconds(100)
        options.heldBytes = 1 << 20
        options.resumePolicy = ResumePolicy(
            firstDelay: .milliseconds(1),
            longestDelay: .milliseconds(2),
            attempts: attempts
        )
        let start = StartPosition.file(BinlogFilePosition(file: "binlog.000001"))
        let source = BinlogSource(configuration, from: start, options: options)
        do {
            try await source.withEvents { stream in
                for _ in 0..<200 {
                    guard try await stream.receive() != .end else { return }
                    while let event = try stream.next() {
                        guard case .rows(let rows) = event.body else { continue }
                        var changes = rows.changes
                        while try changes.next() != nil {}
                    }
                }
            }
            return nil
        } catch let error as ReplicationError {
            return error
        } catch is BinlogError {
            // Rows that cannot be read are the reader's own to see.
            return ReplicationError(.decoding, "rows")
        }
    }

    private static func send(_ dump: HostileDump, in conversation: inout FakeConversation) async throws {
        try await conversation.sendDump(dump.events)
        switch dump.ending {
        case .hangUp: return
        case .stall: try await conversation.stall()
        case .endOfFile: try await conversation.send(FakeConversation.endOfFile)
        case .error(let number, let text): try await conversation.sendError(number, text)
        case .flood(let events):
            for _ in 0..<4 {
                var bytes: [UInt8] = []
                while bytes.count < 1 << 16 { for event in events { bytes += conversation.frame([0x00] + event) } }
                try await conversation.sendBytes(bytes)
            }
            try await conversation.stall()
        }
    }
}
