// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Replays the changes of a source into a target, exactly once.
///
/// ```swift
/// var options = ReplayOptions()
/// options.createsTables = true
/// let engine = ReplayEngine(.files(["binlog.000001"]), into: SQLiteSink(path: "orders.db"), options: options)
/// let report = try await engine.run()
/// print(report.transactions)
/// ```
///
/// Each transaction of the source becomes one of the target, which has the task's checkpoint in it. Whoever runs the same task
/// again goes on behind the last one that was committed, however the run before ended.
public struct ReplayEngine: Sendable {
    private let source: ReplaySource
    private let sink: any Sink
    private let options: ReplayOptions

    /// Describes a replay; nothing is opened before ``run(_:)``.
    public init(_ source: ReplaySource, into sink: any Sink, options: ReplayOptions = ReplayOptions()) {
        self.source = source
        self.sink = sink
        self.options = options
    }

    /// Replays until the source ends, or `stop` is asked for.
    ///
    /// - Returns: what was done, and up to where.
    /// - Throws: ``ReplayError``; everything up to the transaction that it names is in the target then, and nothing behind it.
    public func run(_ stop: ReplayStop = ReplayStop()) async throws(ReplayError) -> ReplayReport {
        let access = TargetAccess(sink: sink, options: options, stop: stop)
        let (checkpoint, suspended) = try await access.withSession { session in try await open(session) }
        let substitutions = sink.substitutions
        options.notices?(.began(at: checkpoint?.place))
        let scheduler = Scheduler(
            behind: checkpoint?.sequence ?? 0,
            at: checkpoint?.place,
            limit: options.queueMemory
        )
        let ledger = ReplayLedger(suspended: suspended)
        let queue = TransactionQueue(limit: options.queueMemory)
        let collecting = TransactionCollector.Options(
            selects: options.selects,
            selectsDatabase: options.selectsDatabase,
            ignoresDefinitions: options.ignoresDefinitions,
            memory: options.transactionMemory,
            folder: options.temporaryFolder,
            until: options.until,
            notices: options.notices
        )
        let reader = SourceReader(source: source, collecting: collecting, checkpoint: checkpoint, queue: queue)
        let workers = max(1, min(options.workers, sink.maximumWriters))
        let planner = Planner(access: access, queue: queue, scheduler: scheduler, workers: workers)
        let failures = await withTaskGroup(of: Ended.self) { group in
            group.addTask(priority: nil) { .reader(await read(reader, stop, queue, scheduler)) }
            group.addTask(priority: nil) {
                .worker(await Ended.failure { () throws(ReplayError) in try await planner.run() })
            }
            group.addTask(priority: nil) {
                await scheduler.watch()
                return .worker(nil)
            }
            for worker in 0..<workers {
                let applier = Applier(
                    access: access,
                    scheduler: scheduler,
                    ledger: ledger,
                    worker: worker,
                    workers: workers
                )
                group.addTask(priority: nil) {
                    .worker(await Ended.failure { () throws(ReplayError) in try await applier.run() })
                }
            }
            var failures: [Ended] = []
            while let ended = await group.next() {
                failures.append(ended)
                // What the source gave before it failed is still applied.
                guard case .worker(_?) = ended else { continue }
                queue.close()
                scheduler.stop()
                group.cancelAll()
            }
            return failures
        }
        if let failure = Ended.first(of: failures) { throw failure }
        var report = ledger.current
        report.substitutions = sink.substitutions - substitutions
        report.place = scheduler.committed.place
        report.wasStopped = stop.isRequested
        return report
    }

    /// Reads the source until it ends or the run is asked to stop.
    private func read(
        _ reader: SourceReader,
        _ stop: ReplayStop,
        _ queue: TransactionQueue,
        _ scheduler: Scheduler
    ) async -> ReplayError? {
        let failure = await withTaskGroup(of: ReplayError?.self) { group in
            group.addTask(priority: nil) { await Ended.failure { () throws(ReplayError) in try await reader.run() } }
            group.addTask(priority: nil) {
                await stop.wait()
                return nil
            }
            var failure: ReplayError?
            while let ended = await group.next() {
                failure = failure ?? ended
                group.cancelAll()
            }
            return failure
        }
        if stop.isRequested {
            queue.close()
            scheduler.stop()
        }
        return failure
    }

    /// Finds the task's checkpoint and the tables that it suspended, and refuses targets that belong to another.
    private func open(_ session: any SinkSession) async throws -> (Checkpoint?, [TableSuspension]) {
        try await session.prepareBookkeeping()
        let claims = try await session.claims()
        if let other = claims.first(where: { $0.task != options.task && options.selects($0.source) }) {
            throw ReplayError(
                .checkpoint,
                "task \(other.task) replays \(other.source) into \(other.target) of this target",
                advice: "go on with that task (--task \(other.task)), or leave the table out (--tables)"
            )
        }
        let own = try await session.checkpoints().filter { $0.task == options.task }
        var suspended: [TableSuspension] = []
        for row in try await session.rows(of: .suspensions) {
            if let suspension = try TableSuspension(fields: row, task: options.task) { suspended.append(suspension) }
        }
        return (own.max { $0.sequence < $1.sequence }, suspended)
    }
}

/// How a part of a replay ended.
private enum Ended: Sendable {
    case reader(ReplayError?)
    case worker(ReplayError?)

    /// What `body` throws; nil where it throws nothing.
    static func failure(_ body: () async throws(ReplayError) -> Void) async -> ReplayError? {
        do throws(ReplayError) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    /// The failure that the others follow from: a worker's before the reader's, and a stop last.
    static func first(of ends: [Ended]) -> ReplayError? {
        let workers = ends.compactMap { end in if case .worker(let failure) = end { failure } else { nil } }
        let readers = ends.compactMap { end in if case .reader(let failure) = end { failure } else { nil } }
        return (workers + readers).first { $0.code != .stopped }
    }
}
