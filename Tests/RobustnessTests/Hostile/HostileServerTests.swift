// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLClient
import MySQLTestSupport
import Testing

/// Servers that lie, at every stage: an error in bounded time and memory, never a trap.
///
/// Each stage runs in a process of its own, so that a trap is one failed test and memory is nobody else's.
@Suite(.serialized)
struct HostileServerTests {
    /// What a client may hold beyond its longest packet, which it may hold twice while it grows: 64 MiB.
    static let allowance = 64 << 20

    @Test(arguments: HostileStage.allCases, [false, true])
    func `a hostile server gets an error and nothing else`(_ stage: HostileStage, _ isMariaDB: Bool) async throws {
        await #expect(processExitsWith: .success) { [stage = stage as HostileStage, isMariaDB = isMariaDB as Bool] in
            try await HostileStage.$greetsAsMariaDB.withValue(isMariaDB) {
                try await HostileServerTests.attack(stage)
            }
        }
    }

    private static func attack(_ stage: HostileStage) async throws {
        let attacks = HostileAttack.all(on: stage, seed: SeededRandom.defaultSeed, mutations: 150)
        try await FakeServer.run { conversation in
            let attack = attacks[conversation.number]
            try await stage.reach(&conversation)
            try await perform(attack, in: &conversation)
        } whileRunning: { server async throws in
            let before = ResidentMemory.now
            var slowest = (Duration.zero, "")
            for attack in attacks {
                let start = ContinuousClock.now
                let error = try await withWatch("\(stage): \(attack.name)") {
                    try await HostileClient(stage: stage, port: server.port, patience: .milliseconds(200)).run()
                }
                let time = ContinuousClock.now - start
                if time > slowest.0 { slowest = (time, attack.name) }
                #expect(time < .seconds(5), "\(stage): \(attack.name) took \(time)")
                #expect(error?.code != .cancelled, "\(stage): \(attack.name)")
                if let error { #expect(!error.debugDescription.contains("secret of the client"), "\(attack.name)") }
                let growth = ResidentMemory.peak - before
                try #require(
                    growth < allowance + 2 * HostileClient.longest,
                    "\(stage): \(attack.name): \(growth) bytes"
                )
            }
            #expect(server.connectionCount == attacks.count)
            #expect(server.failures.isEmpty)
            let growth = (ResidentMemory.peak - before) >> 10
            try note("| \(stage) | \(attacks.count) | \(growth) KiB | \(slowest.1): \(slowest.0) |\n")
        }
    }

    /// Ends this process if `body` does not end: a client that hangs is a failure, and not to be waited for.
    private static func withWatch<Result: Sendable>(
        _ name: String,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: .seconds(20))
                return nil
            }
            guard let result = try await group.next(), let result else {
                try note("\(name): the client hangs\n")
                exit(1)
            }
            return result
        }
    }

    /// Appends to the file that `HOSTILE_TABLE` names: this process has no output of its own.
    private static func note(_ text: String) throws {
        guard let path = ProcessInfo.processInfo.environment["HOSTILE_TABLE"],
            let file = FileHandle(forWritingAtPath: path)
        else { return }
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    private static func perform(_ attack: HostileAttack, in conversation: inout FakeConversation) async throws {
        for move in attack.moves {
            switch move {
            case .send(let bytes): try await conversation.sendBytes(bytes)
            case .repeatForever(let bytes): try await conversation.repeatForever(bytes)
            case .repeatLong(let beginning, let length, let sequence):
                try await conversation.repeatPacket(beginning: beginning, length: length, from: sequence)
            case .stall: try await conversation.stall()
            }
        }
    }
}
