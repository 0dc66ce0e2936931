// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import MySQLReplication
import ReplicationLag

/// Watches the servers that the options name until a count, a signal or an error ends it.
struct WatchRun: Sendable {
    private let options: WatchOptions
    private let heartbeat: HeartbeatOptions
    private let createsTable: Bool
    private let serve: ServeOptions
    private let hooks: HookOptions
    let sources: [WatchedServer]
    let replicas: [WatchedServer]

    /// Takes options that were checked.
    ///
    /// - Throws: what is wrong with an option.
    init(_ options: Options, _ selection: OptionFileSelection) throws {
        self.options = options.watch
        heartbeat = options.heartbeat
        createsTable = options.gate.createTable
        serve = options.serve
        hooks = options.hooks
        let argument = try ServerArgument(options.connection, selection)
        sources = try options.watch.source.map { try argument.server($0) }
        if options.watch.replica.isEmpty {
            guard options.connection.isGiven else {
                throw ValidationError("name a replica: --replica mysql://USER@HOST:PORT")
            }
            replicas = [try argument.server()]
        } else {
            replicas = try options.watch.replica.map { try argument.server($0) }
        }
        let names = replicas.map(\.name)
        if let name = names.first(where: { name in names.count(where: { $0 == name }) > 1 }) {
            throw ValidationError("two replicas are called \(name): give them names, as --replica one=mysql://…")
        }
    }

    /// Watches to the end.
    ///
    /// - Throws: `OutputError` where the output cannot be written, and what sinks throw.
    func run() async throws -> ExitStatus {
        let (result, _) = await SignalScope.run { () async -> Result<ExitStatus, any Error> in
            do {
                return .success(try await watch())
            } catch is CancellationError {
                return .success(.success)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Watches, with what else takes the samples: the board that is served, and the hooks.
    private func watch() async throws -> ExitStatus {
        let screen = try screen()
        return try await serve.run(interval: .seconds(options.interval)) { board in
            try await hooks.run { hook in
                try await watch([screen] + [board, hook].compactMap(\.self))
                return .success
            }
        }
    }

    private func watch(_ sinks: [any SampleSink]) async throws {
        let additions = additions()
        var watching = LagWatcher.Options()
        watching.patience = .seconds(min(max(options.interval * 2, 2), 5))
        var watcher = LagWatcher(sources: sources, replicas: replicas, options: watching)
        do {
            var next = ContinuousClock.now
            while true {
                var round = await watcher.round()
                try Task.checkCancellation()
                for addition in additions { await addition.add(to: &round) }
                for sink in sinks { try await sink.take(round) }
                if let count = options.count, round.number >= count { break }
                // What took longer than an interval is not made up for.
                next = max(next + .seconds(options.interval), ContinuousClock.now)
                try await Task.sleep(until: next, clock: .continuous)
            }
        } catch {
            await watcher.close()
            for addition in additions { await addition.end() }
            for sink in sinks { try await sink.end() }
            throw error
        }
        await watcher.close()
        for addition in additions { await addition.end() }
        for sink in sinks { try await sink.end() }
    }

    /// Who adds further methods' answers.
    private func additions() -> [any RoundAddition] {
        guard let table = heartbeat.heartbeat else { return [] }
        return [
            HeartbeatRounds(heartbeat, table: table, createsTable: createsTable, sources: sources, replicas: replicas)
        ]
    }

    /// Who shows the samples.
    private func screen() throws -> any SampleSink {
        let isScreen = options.format == .screen || options.format == .text && OutputTarget().isTerminal
        return switch options.format {
        case .text, .screen, .lines:
            isScreen
                ? LiveScreen(options.color, environment: ProcessEnvironment.variables)
                : TextLines(options.color)
        case .json: JSONLines()
        case .csv: CSVLines()
        }
    }
}
