// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import Foundation
import MySQLClient
import MySQLReplication
import MySQLTypes
import ReplicationLag

/// Reads the logs of both ends until a count or a signal ends it, and tells how long transactions took.
struct ObserveRun: Sendable {
    private let options: WatchOptions
    /// The source that was named; nil means the one that the replicas name.
    private let source: WatchedServer?
    private let replicas: [WatchedServer]

    /// Takes options that were checked.
    ///
    /// - Throws: what is wrong with an option.
    init(_ options: WatchOptions, sources: [WatchedServer], replicas: [WatchedServer]) throws {
        guard sources.count <= 1 else {
            throw ValidationError("--observe binlog compares replicas with one source; --source names \(sources.count)")
        }
        guard options.format != .csv else { throw ValidationError("--observe writes text or json") }
        self.options = options
        source = sources.first
        self.replicas = replicas
    }

    /// Reads to the end.
    ///
    /// - Throws: `ReplicationError` where a log cannot be read, `OutputError` where the output cannot be written.
    func run() async throws -> ExitStatus {
        let (result, _) = await SignalScope.run { () async -> Result<ExitStatus, any Error> in
            do {
                try await observe()
                return .success(.success)
            } catch is CancellationError {
                return .success(.success)
            } catch let error as ReplicationError where error.code == .cancelled {
                return .success(.success)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func observe() async throws {
        var found = source
        if found == nil {
            found = try await SourceSearch(replicas).source(channel: nil)
            StandardError.print("lagwatch: the source is \(found?.name ?? ""), as the replica tells")
        }
        guard let source = found else { throw ReplicationError(.usage, "there is no source") }
        let board = ObservationBoard(count: replicas.count)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await follow(source) { board.source(has: $0) }
            }
            for (index, replica) in replicas.enumerated() {
                group.addTask {
                    try await follow(replica) { board.replica(index, has: $0) }
                }
            }
            group.addTask { try await report(board, source) }
            // The streams end by errors only, the report when it has told enough.
            try await group.next()
            group.cancelAll()
        }
    }

    private func follow(
        _ server: WatchedServer,
        _ note: @escaping @Sendable (SeenTransaction) -> Void
    ) async throws {
        do {
            try await LogObserver(server.configuration).run(noting: note)
        } catch let error as ReplicationError {
            throw error.at(nil, source: server.name)
        }
    }

    private func report(_ board: ObservationBoard, _ source: WatchedServer) async throws {
        var measured: ContinuousClock.Instant?
        var output = OutputStream()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var number = 0
        while true {
            // Clocks drift by some millionths.
            if measured.map({ $0.duration(to: .now) >= .seconds(60) }) ?? true {
                do {
                    try await measureClocks(board, source)
                } catch  where measured != nil && !Task.isCancelled {
                    // The streams connect again by themselves; what was measured before holds on.
                    StandardError.print("lagwatch: the clocks cannot be compared: \(error)")
                }
                measured = .now
            }
            try await Task.sleep(for: .seconds(options.interval))
            let time = WallClock.now
            for (index, matcher) in board.snapshot().enumerated() {
                let document = ObservationDocument(
                    matcher,
                    replica: replicas[index].name,
                    source: source.name,
                    time: time
                )
                let line =
                    options.format == .json
                    ? String(decoding: try encoder.encode(document), as: UTF8.self) : document.text
                output.text.append(text: line + "\n")
            }
            try output.flush()
            number += 1
            if let count = options.count, number >= count { return }
        }
    }

    /// Compares the replicas' clocks with the source's.
    private func measureClocks(_ board: ObservationBoard, _ source: WatchedServer) async throws {
        let first = try await clock(of: source)
        for (index, replica) in replicas.enumerated() {
            let second = try await clock(of: replica)
            board.setSkew(first.flatMap { first in second.map { first.skew(to: $0) } }, of: index)
        }
    }

    private func clock(of server: WatchedServer) async throws -> ClockOffset? {
        try await MySQLConnection.withConnection(server.configuration) { connection in
            var probe = try await LagProbe(connection)
            var best: ClockOffset?
            for _ in 0..<3 {
                guard let clock = try await probe.source().clock else { continue }
                best = best?.better(of: clock) ?? clock
            }
            return best
        }
    }
}
