// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import MySQLReplication
import ReplicationLag

/// Waits at the gate and writes the record of what it saw.
struct GateRun: Sendable {
    private let options: GateOptions
    /// The source that was named; nil means the one that the replicas name.
    private let source: WatchedServer?
    private let replicas: [WatchedServer]
    private let conditions: Gate.Conditions

    /// Takes options that were checked.
    ///
    /// - Throws: what is wrong with an option.
    init(_ options: GateOptions, sources: [WatchedServer], replicas: [WatchedServer]) throws {
        guard sources.count <= 1 else {
            throw ValidationError(
                "--until caught-up compares replicas with one source; --source names \(sources.count)"
            )
        }
        self.options = options
        source = sources.first
        self.replicas = replicas
        conditions = try options.conditions()
    }

    /// What is waited for.
    private func gate() async throws(ReplicationError) -> GateWatch {
        var found = source
        if found == nil {
            found = try await SourceSearch(replicas).source(channel: options.channel)
            StandardError.print("lagwatch: the source is \(found?.name ?? ""), as the replica tells")
        }
        guard let found else { throw ReplicationError(.usage, "there is no source") }
        var watch = GateWatch(
            source: found.configuration,
            replicas: replicas.map(\.configuration),
            conditions: conditions
        )
        watch.channel = options.channel
        watch.usesMarker = options.marker
        watch.markerTable = options.markerTable
        watch.createsTable = options.createTable
        let timeout = options.timeout?.duration ?? .seconds(60)
        watch.timeout = timeout == .zero ? nil : timeout
        return watch
    }

    /// Waits to the end.
    ///
    /// - Throws: `ReplicationError` where a server cannot be asked, `OutputError` where the record cannot be written.
    func run() async throws -> ExitStatus {
        let record = try options.record.map { path throws(OutputError) in
            // Opened first: what cannot be written is told before anyone waits.
            try OutputTarget(path: path, appends: false)
        }
        let token = String(UInt64.random(in: 0...UInt64.max), radix: 36) + "-" + String(LocalTime.now, radix: 36)
        let (result, signal) = await SignalScope.run {
            () async -> Result<(GateWatch.Outcome, GateWatch), ReplicationError> in
            do throws(ReplicationError) {
                let watch = try await gate()
                var last = ContinuousClock.now - .seconds(2)
                let outcome = try await watch.run(token: token) { reason in
                    // What changes with every look is told once in a second.
                    guard last.duration(to: .now) >= .seconds(1) else { return }
                    last = .now
                    StandardError.print("lagwatch: waiting: \(reason)")
                }
                return .success((outcome, watch))
            } catch {
                return .failure(error)
            }
        }
        if signal != nil, case .failure(let error) = result, error.code == .cancelled {
            StandardError.print("lagwatch: \(error)")
            return .notReached
        }
        let (outcome, watch) = try result.get()
        let document = GateDocument(outcome, of: watch, names: replicas.map(\.name), time: LocalTime.now)
        let text = try document.json()
        if let record {
            try record.write(text.span)
            try record.synchronize()
        }
        try OutputTarget().write(text.span)
        switch outcome.ending {
        case .reached: return .success
        case .notReached(let reason): return fail("not reached in time: \(reason)", .notReached)
        case .stopped(let reason): return fail(reason, .stopped)
        case .mismatch(let reason): return fail(reason, .mismatch)
        }
    }

    private func fail(_ message: String, _ status: ExitStatus) -> ExitStatus {
        StandardError.print("lagwatch: \(message)")
        return status
    }
}
