// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication

/// Finds the tables of the target for each transaction, and passes it on to the workers.
struct Planner: Sendable {
    let access: TargetAccess
    let queue: TransactionQueue
    let scheduler: Scheduler
    /// How many workers there are.
    let workers: Int

    /// What is known from one session to the next.
    private struct Progress {
        /// Transactions that were taken, the next one last.
        var waiting: [SourceTransaction] = []
        /// Plans by the table's description, which they hold.
        var plans: [ObjectIdentifier: TablePlan] = [:]
        /// A transaction without changes, of which the place alone is of interest.
        var empty: SourceTransaction?
        var lastEmpty = ContinuousClock.now
        /// What is gathered where windows are applied.
        var window: WindowBuilder?
        /// Tables of which a change changes rows of another in the target, and those others.
        var cascading: Set<TableName> = []
    }

    private var options: ReplayOptions { access.options }

    /// More plans than this are not remembered at once: each file of the log describes its tables anew.
    private static let keptPlans = 4_096

    /// How often the place is noted while there is nothing to change.
    private static let idlePeriod = Duration.seconds(1)

    /// Plans until the source has ended, or nobody works any more.
    ///
    /// Where a transaction cannot be planned, all before it are in the target when this throws.
    func run() async throws(ReplayError) {
        var progress = Progress()
        progress.window = options.window.map { WindowBuilder($0, findsKeys: workers > 1) }
        do throws(ReplayError) {
            try await plan(&progress)
        } catch {
            if let window = progress.window { _ = await hand(over: window) }
            _ = await scheduler.drain()
            throw error
        }
        scheduler.finish()
    }

    private func plan(_ progress: inout Progress) async throws(ReplayError) {
        try await access.withSession { session in
            while true {
                while let transaction = progress.waiting.last {
                    guard try await pass(transaction, session, &progress) else { return }
                    progress.waiting.removeLast()
                }
                if let empty = progress.empty, progress.lastEmpty + Planner.idlePeriod < .now {
                    guard await pass(empty: empty, &progress) else { return }
                }
                if let window = progress.window, !window.isEmpty {
                    // While all are busy it grows by what comes.
                    guard await scheduler.room(below: workers + 1) else { return }
                    if let more = queue.takeNow() {
                        progress.waiting = more.reversed()
                        continue
                    }
                    guard await hand(over: window) else { return }
                }
                guard let more = await queue.take() else { break }
                progress.waiting = more.reversed()
            }
            if let empty = progress.empty { _ = await pass(empty: empty, &progress) }
        }
    }

    private func pass(empty: SourceTransaction, _ progress: inout Progress) async -> Bool {
        progress.empty = nil
        progress.lastEmpty = .now
        return await scheduler.add(PlannedTransaction(source: empty, plans: []))
    }

    private func pass(
        _ transaction: SourceTransaction,
        _ session: any SinkSession,
        _ progress: inout Progress
    ) async throws -> Bool {
        if transaction.kind == .definition {
            if let window = progress.window { guard await hand(over: window) else { return false } }
            guard await scheduler.drain() else { return false }
            progress.plans.removeAll()
        }
        guard transaction.events.count > 0 else {
            if let window = progress.window, !window.isEmpty {
                return await gather(transaction, [], window)
            }
            progress.empty = transaction
            return true
        }
        var plans: [TablePlan] = []
        do {
            for table in transaction.tables { plans.append(try await fitting(table, session, &progress)) }
        } catch let error as SinkError where !error.isPassing && error.code != .contention {
            throw ReplayError(error).at(transaction.begin)
        } catch let error as ReplayError {
            throw error.at(transaction.begin)
        }
        progress.empty = nil
        if let window = progress.window {
            return await gather(transaction, plans, window)
        }
        let keys = try keys(of: transaction, plans, progress.cascading)
        return await scheduler.add(PlannedTransaction(source: transaction, plans: plans, keys: keys))
    }

    /// Puts a transaction into the window, or behind it into the next; false where nobody works any more.
    private func gather(
        _ transaction: SourceTransaction,
        _ plans: [TablePlan],
        _ window: WindowBuilder
    ) async -> Bool {
        if !window.fits(transaction, plans) { guard await hand(over: window) else { return false } }
        window.add(transaction, plans)
        return true
    }

    /// Hands the window over to the workers; false where nobody works any more.
    private func hand(over window: WindowBuilder) async -> Bool {
        guard !window.isEmpty else { return true }
        guard await scheduler.room(below: workers + 1), let planned = window.take() else { return false }
        return await scheduler.add(planned)
    }

    /// What it has in common with others; nil where nobody overtakes it.
    private func keys(
        of transaction: SourceTransaction,
        _ plans: [TablePlan],
        _ cascading: Set<TableName>
    ) throws(ReplayError) -> [UInt64]? {
        guard workers > 1, transaction.kind == .changes, transaction.events.memoryByteCount <= Planner.largest,
            !plans.contains(where: { cascading.contains($0.target.name) })
        else { return nil }
        var keys = DependencyKeys()
        var decoder = BatchDecoder()
        decoder.begin(PlannedTransaction.Part(source: transaction, tables: Array(plans.indices)), plans)
        for chunk in transaction.events.chunks.indices {
            let bytes = try transaction.events.bytes(of: chunk)
            for entry in try HeldEvents.entries(in: bytes) {
                if let batch = try decoder.decode(bytes, entry) { keys.add(batch) }
                if keys.isSerial { return nil }
            }
        }
        if let batch = decoder.takeRest() { keys.add(batch) }
        return keys.result
    }

    /// Bytes of a transaction beyond which nobody overtakes it: its keys would take more room than it is worth.
    private static let largest = 1 << 20

    /// The plan of a table; where it has none, and the policy is not to stop, one by which each of its rows is refused.
    private func fitting(
        _ table: TableMap,
        _ session: any SinkSession,
        _ progress: inout Progress
    ) async throws -> TablePlan {
        do {
            return try await plan(table, session, &progress)
        } catch {
            let refusal = (error as? ReplayError) ?? (error as? SinkError).map { ReplayError($0) }
            guard options.policies.refused != .stop, let refusal, refusal.code == .schema else { throw error }
            let name = TableName(database: table.database, table: table.table)
            let unfit = TablePlan(table, refused: refusal, as: access.sink.target(of: name))
            progress.plans[ObjectIdentifier(table)] = unfit
            return unfit
        }
    }

    private func plan(
        _ table: TableMap,
        _ session: any SinkSession,
        _ progress: inout Progress
    ) async throws -> TablePlan {
        if let known = progress.plans[ObjectIdentifier(table)] { return known }
        let source = TableName(database: table.database, table: table.table)
        let name = access.sink.target(of: source)
        try await session.claim(TableClaim(target: name, task: options.task, source: source))
        var target = try await session.describe(name)
        if target == nil, options.createsTables {
            try await session.create(NewTable(name, like: table, primaryKey: table.primaryKey))
            options.notices?(.created(name))
            target = try await session.describe(name)
        }
        guard let target else {
            throw ReplayError(
                .schema,
                "the target has no table \(name) for \(source)",
                advice: "make it, or have it made (--create-tables), or leave it out (--tables)"
            )
        }
        let plan = try TablePlan(table, to: target)
        try await session.check(plan)
        let cascading = target.foreignKeys.filter(\.changesRows)
        if workers > 1, !cascading.isEmpty {
            // What was added before did not know of it.
            _ = await scheduler.drain()
            progress.cascading.formUnion(cascading.map(\.parent) + [name])
        }
        if progress.plans.count >= Planner.keptPlans { progress.plans.removeAll() }
        progress.plans[ObjectIdentifier(table)] = plan
        return plan
    }
}
