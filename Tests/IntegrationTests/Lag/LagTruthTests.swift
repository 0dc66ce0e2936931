// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import ReplicationLag
import Synchronization
import Testing

extension ReplicaTests {
    /// What each method says of replicas whose lag is known, because the test knows when every row was committed.
    @Suite(.serialized) struct LagTruthTests {
        /// How a replica is held back.
        enum Cause: String, CaseIterable, Sendable {
            case nothing = "nothing"
            case stopped = "SQL thread stopped"
            case locked = "table locked"
            case delayed = "delay of 2 s asked for"
            case slowNetwork = "network late by 0.5 s"
            case cutNetwork = "network silent"
        }

        /// Seconds of each cause; `LAG_TRUTH_SECONDS` makes them more, for the table of `docs/LAGWATCH.md`.
        private static let seconds = environmentValue("LAG_TRUTH_SECONDS").flatMap { Double($0) } ?? 1

        /// Whether the table is asked for.
        private static let isTable = environmentValue("LAG_TRUTH_SECONDS") != nil

        /// The set-ups that are measured: all of them for the table, else one of each way of knowing the backlog.
        private static let kinds: [LaggingPair.Kind] =
            isTable ? LaggingPair.Kind.allCases : [.mysqlGTID, .mysqlPositions, .mariaDB118]

        @Test(arguments: kinds)
        func `the true lag lies between the bounds that were sampled, whatever holds the replica back`(
            _ kind: LaggingPair.Kind
        ) async throws {
            try await LaggingPair.run(kind) { pair, proxy in
                let truth = CommitTimes()
                // Its first look comes before the first row, so that no lag began before it.
                var watcher = pair.watcher()
                _ = try #require(try await watcher.sample { $0.backlog?.isNothing == true })
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await LagTruthTests.write(to: pair.source, truth) }
                    for cause in Cause.allCases {
                        let errors = try await LagTruthTests.hold(pair, proxy, cause) {
                            try await LagTruthTests.measure(pair, truth, &watcher)
                        }
                        if LagTruthTests.isTable { print(errors.row(kind.rawValue, cause.rawValue)) }
                        #expect(errors.count > 0)
                        // The next cause finds a replica that runs.
                        _ = try #require(try await watcher.sample { ($0.sampledLag?.most ?? .max) < 700_000 })
                    }
                    group.cancelAll()
                    do { try await group.waitForAll() } catch is CancellationError {} catch is MySQLError {}
                }
                await watcher.close()
            }
        }

        /// Writes a row about every 20 ms, until it is cancelled.
        private static func write(to server: LiveServer, _ truth: CommitTimes) async throws {
            try await server.withConnection { session in
                for number in 0... {
                    let begin = WallClock.now
                    try await session.execute(text: "INSERT INTO lagging.t VALUES (\(number))")
                    truth.add(begin, WallClock.now)
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }

        /// Holds the replica back while it is measured, and lets it go.
        private static func hold(
            _ pair: LaggingPair,
            _ proxy: TCPProxy,
            _ cause: Cause,
            _ measure: () async throws -> MethodErrors
        ) async throws -> MethodErrors {
            let errors: MethodErrors
            switch cause {
            case .nothing: errors = try await measure()
            case .stopped:
                try pair.replica.execute(pair.words("STOP REPLICA SQL_THREAD"))
                errors = try await measure()
                try pair.replica.execute(pair.words("START REPLICA SQL_THREAD"))
            case .locked:
                let session = try await MySQLConnection.open(pair.replica.configuration())
                try await session.execute(text: "LOCK TABLES lagging.t READ")
                errors = try await measure()
                await session.close()
            case .delayed:
                try pair.delay(by: 2)
                errors = try await measure()
                try pair.delay(by: 0)
            case .slowNetwork:
                proxy.latency = .milliseconds(500)
                errors = try await measure()
                proxy.latency = .zero
            case .cutNetwork:
                proxy.isStalled = true
                errors = try await measure()
                proxy.isStalled = false
            }
            return errors
        }

        private static func measure(
            _ pair: LaggingPair,
            _ truth: CommitTimes,
            _ watcher: inout LagWatcher
        ) async throws -> MethodErrors {
            var errors = MethodErrors()
            let session = try await MySQLConnection.open(pair.replica.configuration())
            let end = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < end {
                let before = try await last(session)
                let sample = try #require(await watcher.round().samples.first)
                let after = try await last(session)
                let reading = try #require(sample.replicaReading, "\(sample.state)")
                // The first missing row is one of these; when it was committed is known but for its own duration.
                let most = truth.age(of: before + 1, at: reading.time, isLongest: true)
                let least = truth.age(of: after + 1, at: reading.asked, isLongest: false)
                let bounds = try #require(sample.sampledLag)
                // Without GTIDs MySQL's workers move the executed position now and then only (replica_checkpoint_period).
                if pair.kind.usesGTIDs {
                    #expect(bounds.least <= most, "\(sample.state) \(bounds), truth \(least)...\(most)")
                }
                if let upper = bounds.most {
                    #expect(upper >= least, "\(sample.state) \(bounds), truth \(least)...\(most)")
                }
                #expect(sample.lag.map { $0.microseconds >= 0 } ?? true)
                errors.add(sample, truth: least + (most - least) / 2)
                try await Task.sleep(for: .milliseconds(200))
            }
            await session.close()
            return errors
        }

        /// The number of the last row that the replica has; -1 for none.
        private static func last(_ session: MySQLConnection) async throws -> Int {
            for try await row in try await session.query(text: "SELECT COALESCE(MAX(n), -1) FROM lagging.t") {
                return try row.decode(Int.self, at: 0)
            }
            return -1
        }
    }
}

/// When each row was committed, by our clock: between these two moments.
final class CommitTimes: Sendable {
    private let times = Mutex<[(begin: Int64, end: Int64)]>([])

    func add(_ begin: Int64, _ end: Int64) {
        times.withLock { $0.append((begin, end)) }
    }

    /// How old a row's commit was at a time; 0 where it was not committed yet.
    func age(of row: Int, at time: Int64, isLongest: Bool) -> Int64 {
        times.withLock { times in
            guard times.indices.contains(row) else { return 0 }
            return max(0, time - (isLongest ? times[row].begin : times[row].end))
        }
    }
}

/// How far each method was off.
struct MethodErrors {
    private var truths: [Int64] = []
    private var errors: [String: [Int64]] = [:]

    /// Samples that were taken.
    var count: Int { truths.count }

    mutating func add(_ sample: LagSample, truth: Int64) {
        truths.append(truth)
        let answers: [(String, Int64?)] = [
            ("lag", sample.lag?.microseconds), ("sampled", sample.sampledLag?.middle),
            // It has no answer of its own where nothing is left.
            ("commit", sample.backlog?.isNothing == true ? nil : sample.commitLag),
            ("reported", sample.reportedSeconds.map { Int64($0) * 1_000_000 }),
            ("event", sample.eventSeconds.map { Int64($0) * 1_000_000 }),
        ]
        for (name, answer) in answers {
            if let answer { errors[name, default: []].append(answer - truth) }
        }
    }

    /// A row of the table: what held the replica back, how far it was behind, and the mean and largest error of each method.
    func row(_ kind: String, _ cause: String) -> String {
        let cells = ["lag", "sampled", "commit", "event", "reported"].map { cell($0) }
        let longest = Double(truths.max() ?? 0) / 1e6
        return "| \(kind) | \(cause) | \(rounded(longest)) | " + cells.joined(separator: " | ") + " |"
    }

    private func cell(_ name: String) -> String {
        guard let errors = errors[name] else { return "–" }
        let sizes = errors.map { abs($0) }
        let mean = Double(sizes.reduce(0, +)) / Double(sizes.count) / 1e6
        let none = truths.count - errors.count
        return "\(rounded(mean)) / \(rounded(Double(sizes.max() ?? 0) / 1e6))"
            + (none > 0 ? " (\(none * 100 / truths.count) % none)" : "")
    }

    private func rounded(_ seconds: Double) -> String {
        let hundredths = Int((seconds * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
