// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Synchronization
import Testing

/// A writer writes, `binlogtail` follows, and everything is killed: each transaction comes once, in order.
///
/// `scripts/endurance` runs the long version.
@Suite(.serialized, .enabled(if: ServerControl.isPossible))
struct EnduranceTests {
    @Test(arguments: EnduranceCase.chosen)
    func `every transaction is written exactly once and in order, whatever is killed`(_ one: EnduranceCase) async throws
    {
        let folder = NSTemporaryDirectory() + "endurance-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await ServerControl.withServer(one.wish) { server in
            try await TCPProxy.run(to: server.port) { proxy in
                let run = EnduranceRun(one, server, proxy, folder: folder)
                try await run.write()
                try await run.verify()
            }
        }
        // Where it failed, the files tell why.
        try FileManager.default.removeItem(atPath: folder)
    }
}

/// One case, running.
struct EnduranceRun: Sendable {
    let one: EnduranceCase
    let server: LiveServer
    let proxy: TCPProxy
    let folder: String
    let tail: EnduranceTail
    let kills = KillCount()

    init(_ one: EnduranceCase, _ server: LiveServer, _ proxy: TCPProxy, folder: String) {
        self.one = one
        self.server = server
        self.proxy = proxy
        self.folder = folder
        tail = EnduranceTail(port: proxy.port, folder: folder)
    }

    /// Writes, follows and kills, until the last row has come.
    func write() async throws {
        let writer = EnduranceWriter(
            server: server,
            folder: folder,
            transactions: one.transactions,
            workers: one.writers,
            hugeTransactions: one.hugeTransactions,
            hugeBytes: one.hugeBytes
        )
        try await writer.prepare()
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await tail.run() }
            group.addTask {
                async let chaos: Void = killAtRandom()
                try await writer.run()
                try await chaos
                let deadline = ContinuousClock.now + .seconds(120)
                while !tail.endsWith("0", "1") {
                    try #require(ContinuousClock.now < deadline, "the last row did not come: \(folder)")
                    try await Task.sleep(for: .milliseconds(50))
                }
                tail.stop()
            }
            do {
                try await group.waitForAll()
            } catch {
                tail.stop()
                throw error
            }
        }
        try report(took: ContinuousClock.now - start)
    }

    /// What is killed, in turn at random: the same for the same seed.
    private enum Kill: String, CaseIterable {
        case tailAtOnce
        case tailPolitely
        case server
        case network
        case networkSilence
    }

    private func killAtRandom() async throws {
        var random = SeededRandom(seed: one.seed)
        // A small transaction is half a dozen lines of some two hundred bytes.
        let step = max(1, one.transactions * 1400 / (one.kills + 1))
        for _ in 0..<one.kills {
            let target = tail.outputLength + Int.random(in: 0...(2 * step), using: &random)
            let patience = ContinuousClock.now + .milliseconds(Int.random(in: 300...2500, using: &random))
            while tail.outputLength < target, ContinuousClock.now < patience {
                try await Task.sleep(for: .milliseconds(5))
            }
            let kill = Kill.allCases.randomElement(using: &random) ?? .server
            kills.note(kill.rawValue)
            switch kill {
            case .tailAtOnce: tail.send(signal: SIGKILL)
            case .tailPolitely: tail.send(signal: SIGTERM)
            case .server:
                try await ServerControl.kill(server)
                try await ServerControl.start(server)
            case .network: proxy.cutAll()
            case .networkSilence:
                proxy.isStalled = true
                try await Task.sleep(for: .milliseconds(Int.random(in: 50...500, using: &random)))
                proxy.cutAll()
                proxy.isStalled = false
            }
        }
    }

    /// Compares the rows in the output with those in the log, as the server's own tool shows them.
    func verify() async throws {
        let ownEnds = tail.ownEnds.filter { !$0.isLostServer }
        #expect(ownEnds.isEmpty, "it ended by itself: \(ownEnds), \(folder)")
        let came = try await numbers(
            "grep -oE '\"(worker|@1)\":[0-9]+,\"(seq|@2)\":[0-9]+' tail.json | sed -E 's/.*:([0-9]+),.*:([0-9]+)/\\1,\\2/'"
        )
        let logged = try await numbers(loggedRows)
        try #require(logged.count > one.transactions, "the server's tool shows \(logged.count) rows")
        #expect(came.count == logged.count, "\(folder)")
        let difference = zip(came, logged).enumerated().first { $0.element.0 != $0.element.1 }
        #expect(
            difference == nil,
            "row \(difference?.offset ?? 0): \(String(describing: difference?.element)), \(folder)"
        )
        try await compareWithTables(came)
        let damaged = try await shell("grep -vc '^{.*}$' tail.json || true")
        #expect(damaged.trimmingCharacters(in: .whitespacesAndNewlines) == "0", "lines that are no objects: \(folder)")
    }

    private var loggedRows: String {
        let arguments = server.connectionArguments.joined(separator: " ")
        let awk = """
            /^### INSERT INTO/ { want = 1; next } want && /^###   @1=/ { sub(/.*@1=/, ""); sub(/ .*/, ""); worker = $0; next } \
            want && /^###   @2=/ { sub(/.*@2=/, ""); sub(/ .*/, ""); print worker "," $0; want = 0 }
            """
        return "'\(server.binlogTool)' --read-from-remote-server --to-last-log \(arguments) --verbose "
            + "--base64-output=DECODE-ROWS \(firstLog) | awk '\(awk)'"
    }

    private var firstLog: String { "binlog.000001" }

    private func compareWithTables(_ came: [String]) async throws {
        let sql =
            "SELECT CONCAT(worker, ',', seq) FROM \(EnduranceWriter.schema).small UNION ALL "
            + "SELECT CONCAT(worker, ',', seq) FROM \(EnduranceWriter.schema).big"
        let rows = try await shell(
            "'\(server.client)' \(server.connectionArguments.joined(separator: " ")) --batch -N -e \"\(sql)\""
        ).split(separator: "\n").map(String.init)
        #expect(rows.count == one.transactions + 1 + one.hugeTransactions * (one.hugeBytes >> 20))
        #expect(Set(rows) == Set(came) && rows.count == came.count, "\(folder)")
    }

    private func numbers(_ command: String) async throws -> [String] {
        try await shell(command).split(separator: "\n").map(String.init)
    }

    private func shell(_ command: String) async throws -> String {
        let result = try await ChildResult.collect(running: "/bin/sh", ["-c", "cd '\(folder)' && \(command)"])
        try #require(result.status == 0, "\(command): \(result.errorText)")
        return result.text
    }

    private func report(took time: Duration) throws {
        let line =
            "| \(one.name) | \(one.transactions) + \(one.hugeTransactions) of \(one.hugeBytes >> 20) MiB | \(one.kills) "
            + "| \(one.seed) | \(tail.starts) | \(proxy.connectionCount) | \(tail.peakMemory >> 10) MiB "
            + "| \(kills.text) | \(time.components.seconds) s |"
        print("endurance " + line)
        guard let path = EnduranceEnvironment().table else { return }
        var text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        text += line + "\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}

/// How often each kind of kill was done.
final class KillCount: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// One more.
    func note(_ kind: String) { counts.withLock { $0[kind, default: 0] += 1 } }

    /// Kinds and numbers.
    var text: String {
        counts.withLock { $0.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }
    }
}
