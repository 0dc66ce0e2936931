// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLClient
import MySQLTestSupport
import ReplicationLag
import Synchronization
import Testing

extension ReplicaTests {
    /// The gate never opens early: writers stop at random times, replicas are held up in random ways, and each time that it opens the
    /// replica is what the source is.
    ///
    /// `GATE_TRUTH_RUNS` is the number of runs of each mode, 2 without it; `GATE_TRUTH_SEED` the first seed. `scripts/gate-truth` runs
    /// more and prints the overhead.
    @Suite(.serialized) struct GateTruthTests {
        /// What writers were told to be committed, and when.
        private struct Ledger: Sendable {
            /// For each writer when its rows were acknowledged, in their order.
            var acknowledged: [[ContinuousClock.Instant]]
        }

        /// One run, as its seed says.
        private struct Run {
            var writers: Int
            /// Milliseconds for which writers write.
            var writing: Int
            /// Milliseconds before the gate begins to wait.
            var delay: Int
            var stable: Int
            /// Whether the source is set read-only instead of writers stopping by themselves.
            var locks: Bool
            var marker: Bool
            var hindrance: Hindrance

            enum Hindrance: CaseIterable {
                case none
                /// Tables are locked on the replica, so that the applier waits.
                case tables
                /// Commits are held on the replica, behind the place at which MySQL moves its position.
                case commits
                /// The source begins another file now and then.
                case rotation
            }

            init(seed: UInt64) {
                var random = SeededRandom(seed: seed)
                writers = Int.random(in: 1...4, using: &random)
                writing = Int.random(in: 20...700, using: &random)
                delay = Int.random(in: 0...400, using: &random)
                stable = [0, 0, 50, 200].randomElement(using: &random) ?? 0
                locks = Bool.random(using: &random)
                marker = Int.random(in: 0..<5, using: &random) == 0
                hindrance = Hindrance.allCases.randomElement(using: &random) ?? .none
            }
        }

        private static var runs: Int { ProcessInfo.processInfo.environment["GATE_TRUTH_RUNS"].flatMap { Int($0) } ?? 2 }
        private static var seed: UInt64 {
            ProcessInfo.processInfo.environment["GATE_TRUTH_SEED"].flatMap { UInt64($0) } ?? 1
        }

        @Test(arguments: GatePair.Mode.allCases)
        func `each time that the gate opens, the replica is what the source is`(_ mode: GatePair.Mode) async throws {
            try await GatePair.with(mode) { pair in
                var overheads: [Duration] = []
                for number in 0..<GateTruthTests.runs {
                    let seed =
                        GateTruthTests.seed + UInt64(number) * 7919
                        + UInt64(mode.rawValue.utf8.reduce(0) { $0 &+ UInt($1) })
                    if let overhead = try await once(pair, number, seed) { overheads.append(overhead) }
                }
                guard GateTruthTests.runs > 2, !overheads.isEmpty else { return }
                overheads.sort()
                let line =
                    "gate-truth \(mode): \(GateTruthTests.runs) runs, overhead of \(overheads.count): "
                    + "p50 \(milliseconds(overheads[overheads.count / 2])) ms, "
                    + "p99 \(milliseconds(overheads[min(overheads.count - 1, overheads.count * 99 / 100)])) ms\n"
                FileHandle.standardError.write(Data(line.utf8))
            }
        }

        private func milliseconds(_ duration: Duration) -> Int64 {
            duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        }

        /// One run; gives how long the gate took to open behind the moment at which it could, where that is known.
        private func once(_ pair: GatePair, _ number: Int, _ seed: UInt64) async throws -> Duration? {
            let run = Run(seed: seed)
            let table = "shop.t\(number)"
            let ledgerTable = "shop.l\(number)"
            try pair.setReadOnly(false)
            try pair.source.execute(
                "CREATE TABLE \(table) (id INT PRIMARY KEY, n INT, filler VARCHAR(200)); "
                    + "CREATE TABLE \(ledgerTable) (writer INT, number INT, PRIMARY KEY (writer, number))"
            )
            var conditions = Gate.Conditions(
                stable: .milliseconds(run.stable),
                requiresReadOnly: run.locks && !run.marker
            )
            conditions.errantDelay = .seconds(5)
            var watch = pair.watch(conditions)
            watch.usesMarker = run.marker
            let gate = watch

            return try await withThrowingTaskGroup(of: Part.self) { group in
                let stopping = ContinuousClock.now + .milliseconds(run.writing)
                for writer in 0..<run.writers {
                    group.addTask {
                        .written(
                            writer,
                            try await write(pair, writer, table, ledgerTable, run.locks ? nil : stopping, seed)
                        )
                    }
                }
                group.addTask {
                    try await Task.sleep(until: stopping, clock: .continuous)
                    if run.locks { try pair.setReadOnly(true) }
                    return .other
                }
                group.addTask {
                    try await hinder(pair, run.hindrance, table)
                    return .other
                }
                group.addTask {
                    try await Task.sleep(for: .milliseconds(run.delay))
                    let outcome = try await gate.run()
                    return .opened(outcome, ContinuousClock.now, try ledger(pair.replica, ledgerTable))
                }
                var acknowledged: [Int: [ContinuousClock.Instant]] = [:]
                var opened: (outcome: GateWatch.Outcome, time: ContinuousClock.Instant, rows: [Int: Int])?
                var equality: ContinuousClock.Instant?
                while let part = try await group.next() {
                    switch part {
                    case .written(let writer, let times):
                        acknowledged[writer] = times
                        guard acknowledged.count == run.writers else { continue }
                        let total = acknowledged.values.reduce(0) { $0 + $1.count }
                        group.addTask { .equal(try await arrival(pair.replica, ledgerTable, total)) }
                    case .opened(let outcome, let time, let rows): opened = (outcome, time, rows)
                    case .equal(let time): equality = time
                    case .other: break
                    }
                }
                let (outcome, time, rows) = try #require(opened)
                guard case .reached(let proofs) = outcome.ending, let proof = proofs.first,
                    let look = outcome.looks.first
                else {
                    Issue.record("seed \(seed), \(pair.mode): \(outcome.ending)")
                    return nil
                }
                // What was told to be committed before the last look, or before the marker, is there.
                let limit = run.marker ? look.began - outcome.waited : look.began
                for (writer, times) in acknowledged {
                    let due = times.count { $0 < limit }
                    #expect(
                        rows[writer, default: 0] >= due,
                        "seed \(seed), \(pair.mode), writer \(writer): opened early"
                    )
                }
                let last = acknowledged.values.compactMap(\.last).max() ?? stopping
                if !run.marker, run.locks || last < look.began {
                    // Nothing was written since, so the tables are what they were then.
                    let total = acknowledged.values.reduce(0) { $0 + $1.count }
                    #expect(rows.values.reduce(0, +) == total, "seed \(seed), \(pair.mode): opened early")
                    let (source, replica) = try pair.checksums(of: "\(table), \(ledgerTable)")
                    #expect(source == replica, "seed \(seed), \(pair.mode)")
                }
                guard !run.marker, let equality, proof.method != .marker else { return nil }
                let possible = max(equality, last) + .milliseconds(run.stable)
                return possible.duration(to: time)
            }
        }

        /// What a part of a run has to tell.
        private enum Part: Sendable {
            case written(Int, [ContinuousClock.Instant])
            case opened(GateWatch.Outcome, ContinuousClock.Instant, [Int: Int])
            case equal(ContinuousClock.Instant)
            case other
        }

        /// Writes transactions of one to twenty rows until a moment, or until the source refuses; gives when each was acknowledged.
        private func write(
            _ pair: GatePair,
            _ writer: Int,
            _ table: String,
            _ ledger: String,
            _ end: ContinuousClock.Instant?,
            _ seed: UInt64
        ) async throws -> [ContinuousClock.Instant] {
            var random = SeededRandom(seed: seed &+ UInt64(writer) &* 104_729)
            var configuration = pair.source.configuration()
            configuration.credentials = Credentials(user: "writer")
            var times: [ContinuousClock.Instant] = []
            let connection = try await MySQLConnection.open(configuration)
            do throws(MySQLError) {
                while end.map({ ContinuousClock.now < $0 }) ?? true {
                    try await connection.execute(text: "BEGIN")
                    let first = (writer * 100_000 + times.count) * 20
                    let rows = (0..<Int.random(in: 1...20, using: &random)).map {
                        "(\(first + $0), \(times.count), REPEAT('x', \(Int.random(in: 0...200, using: &random))))"
                    }
                    try await connection.execute(text: "INSERT INTO \(table) VALUES \(rows.joined(separator: ", "))")
                    if times.count % 5 == 4 {
                        let old = (writer * 100_000 + times.count - 3) * 20
                        try await connection.execute(
                            text: "UPDATE \(table) SET n = n + 1 WHERE id BETWEEN \(old) AND \(old + 19)"
                        )
                    }
                    try await connection.execute(text: "INSERT INTO \(ledger) VALUES (\(writer), \(times.count))")
                    try await connection.execute(text: "COMMIT")
                    times.append(ContinuousClock.now)
                }
                await connection.close()
            } catch {
                await connection.close()
                // Read-only sources refuse with 1290, and MariaDB with 1792 or 1290.
                guard end == nil, let number = error.server?.number, [1290, 1792, 1836].contains(number) else {
                    throw error
                }
            }
            return times
        }

        /// The rows of each writer that the replica shows.
        private func ledger(_ replica: LiveServer, _ table: String) throws -> [Int: Int] {
            var rows: [Int: Int] = [:]
            for row in try replica.query("SELECT writer, COUNT(*) FROM \(table) GROUP BY writer") {
                guard let writer = row[0].flatMap({ Int($0) }), let count = row[1].flatMap({ Int($0) }) else {
                    continue
                }
                rows[writer] = count
            }
            return rows
        }

        /// When the replica shows all rows.
        private func arrival(
            _ replica: LiveServer,
            _ table: String,
            _ total: Int
        ) async throws -> ContinuousClock.Instant {
            try await replica.withConnection { connection in
                while true {
                    let rows = try await connection.query(text: "SELECT COUNT(*) FROM \(table)")
                    var count = 0
                    for try await row in rows { count = try row.decode(Int.self, at: 0) }
                    if count == total { return ContinuousClock.now }
                    try await Task.sleep(for: .milliseconds(2))
                }
            }
        }

        /// Holds the replica up for a while.
        private func hinder(_ pair: GatePair, _ hindrance: Run.Hindrance, _ table: String) async throws {
            switch hindrance {
            case .none: return
            case .rotation:
                for _ in 0..<3 {
                    try await Task.sleep(for: .milliseconds(150))
                    try pair.source.rotate()
                }
            case .tables, .commits:
                try await pair.replica.withConnection { connection in
                    try await connection.execute(text: "SET SESSION lock_wait_timeout = 5")
                    for _ in 0..<3 {
                        do {
                            try await connection.execute(
                                text: hindrance == .tables
                                    ? "LOCK TABLES \(table) WRITE" : "FLUSH TABLES WITH READ LOCK"
                            )
                        } catch let error as MySQLError where [1146, 1205].contains(error.server?.number) {
                            // The table has not come yet.
                        }
                        try await Task.sleep(for: .milliseconds(200))
                        try await connection.execute(text: "UNLOCK TABLES")
                        try await Task.sleep(for: .milliseconds(50))
                    }
                }
            }
        }
    }
}
