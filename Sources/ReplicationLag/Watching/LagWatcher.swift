// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication

/// Watches replicas and their sources: asks all of them at once, and judges each replica's channels.
///
/// ```swift
/// var watcher = LagWatcher(sources: [source], replicas: [first, second])
/// while !Task.isCancelled {
///     let round = await watcher.round()
///     for sample in round.samples { print(sample.name, sample.state.name) }
///     try await Task.sleep(for: .seconds(1))
/// }
/// await watcher.close()
/// ```
///
/// Sources are read before replicas, so what a replica lacks then is behind for certain. Servers that do not answer are asked
/// again in later rounds; their samples say UNKNOWN meanwhile. A replica that other replicas read from is their source. Where no
/// source is named, it is found by what the replicas tell.
public struct LagWatcher: Sendable {
    /// How to watch.
    public struct Options: Sendable, Hashable {
        /// The longest that a server may take to answer a statement, or to be connected to.
        public var patience: Duration = .seconds(5)
        /// For how long a source must not have written to count as idle.
        public var idleAfter: Duration = .seconds(5)

        /// Takes the defaults.
        public init() {}
    }

    /// A source: named by the user, found by a replica's status, or a replica that others read from.
    struct SourceServer: Sendable {
        var watch: ServerWatch
        var history = SourceHistory()
        var reading: SourceReading?
        var failure: String?
        /// Whether the user named it as a source.
        var isNamed: Bool
    }

    let options: Options
    var sources: [SourceServer]
    let replicas: [(server: WatchedServer, watch: ServerWatch)]
    /// What is remembered of each channel, by its name.
    var judges: [String: LagJudge] = [:]
    /// What replicas told last, by their place: an answer that fails to come is UNKNOWN for each channel.
    var channels: [Int: [ReplicaReading]] = [:]
    private var number = 0

    /// Takes the servers; nothing is connected to yet.
    ///
    /// - Parameters:
    ///   - sources: The sources, the origin of a chain first; may be empty.
    ///   - replicas: The replicas.
    ///   - options: How to watch.
    public init(sources: [WatchedServer], replicas: [WatchedServer], options: Options = Options()) {
        self.options = options
        let patience = options.patience
        self.sources = sources.map {
            SourceServer(watch: ServerWatch($0, patience: patience), isNamed: true)
        }
        self.replicas = replicas.map { ($0, ServerWatch($0, patience: patience)) }
    }

    /// Asks all servers once.
    public mutating func round() async -> LagRound {
        number += 1
        await readSources(sources.indices)
        var answers = await LagWatcher.readReplicas(replicas.map(\.watch))
        let known = sources.count
        findSources(answers)
        if sources.count > known {
            // Sources come before replicas.
            await readSources(known..<sources.count)
            answers = await LagWatcher.readReplicas(replicas.map(\.watch))
        }
        var samples: [LagSample] = []
        for (index, answer) in answers.enumerated() { samples += judge(answer, at: index) }
        return LagRound(
            number: number,
            time: WallClock.now,
            sources: sources.map {
                LagRound.Source(name: $0.watch.name, reading: $0.reading, failure: $0.failure, quiet: $0.history.quiet)
            },
            samples: samples
        )
    }

    /// Closes all connections.
    public func close() async {
        for source in sources { await source.watch.close() }
        for replica in replicas { await replica.watch.close() }
    }

    private mutating func readSources(_ range: Range<Int>) async {
        let watches = sources[range].map(\.watch)
        let answers = await withTaskGroup(of: (Int, Result<SourceReading, ReplicationError>).self) { group in
            for (index, watch) in watches.enumerated() {
                group.addTask(priority: nil) { (index, await watch.source()) }
            }
            var answers: [Int: Result<SourceReading, ReplicationError>] = [:]
            for await (index, answer) in group { answers[index] = answer }
            return answers
        }
        for (index, answer) in answers {
            let place = range.lowerBound + index
            switch answer {
            case .success(let reading):
                sources[place].reading = reading
                sources[place].failure = nil
                sources[place].history.add(reading)
            case .failure(let error):
                sources[place].failure = "\(error)"
            }
        }
    }

    private static func readReplicas(_ watches: [ServerWatch]) async -> [Result<[ReplicaReading], ReplicationError>] {
        await withTaskGroup(of: (Int, Result<[ReplicaReading], ReplicationError>).self) { group in
            for (index, watch) in watches.enumerated() {
                group.addTask(priority: nil) { (index, await watch.replicas()) }
            }
            var answers: [Int: Result<[ReplicaReading], ReplicationError>] = [:]
            for await (index, answer) in group { answers[index] = answer }
            return watches.indices.compactMap { answers[$0] }
        }
    }
}
