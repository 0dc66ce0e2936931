// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication

/// Finds the tables of the target for each transaction, and passes it on to the workers.
struct Planner: Sendable {
    let access: TargetAccess
    let queue: TransactionQueue
    let scheduler: Scheduler

    /// What is known from one session to the next.
    private struct Progress {
        /// Transactions that were taken, the next one last.
        var waiting: [SourceTransaction] = []
        /// Plans by the table's description, which they hold.
        var plans: [ObjectIdentifier: TablePlan] = [:]
        /// A transaction without changes, of which the place alone is of interest.
        var empty: SourceTransaction?
        var lastEmpty = ContinuousClock.now
    }

    private var options: ReplayOptions { access.options }

    /// How often the place is noted while there is nothing to change.
    private static let idlePeriod = Duration.seconds(1)

    init(access: TargetAccess, queue: TransactionQueue, scheduler: Scheduler) {
        self.access = access
        self.queue = queue
        self.scheduler = scheduler
    }

    /// Plans until the source has ended, or nobody works any more.
    func run() async throws(ReplayError) {
        var progress = Progress()
        try await access.withSession { session in
            while true {
                while let transaction = progress.waiting.last {
                    guard try await pass(transaction, session, &progress) else { return }
                    progress.waiting.removeLast()
                }
                if let empty = progress.empty, progress.lastEmpty + Planner.idlePeriod < .now {
                    guard await pass(empty: empty, &progress) else { return }
                }
                guard let more = await queue.take() else { break }
                progress.waiting = more.reversed()
            }
            if let empty = progress.empty { _ = await pass(empty: empty, &progress) }
        }
        scheduler.finish()
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
            guard await scheduler.drain() else { return false }
            progress.plans.removeAll()
        }
        guard transaction.events.count > 0 else {
            progress.empty = transaction
            return true
        }
        var plans: [TablePlan] = []
        do {
            for table in transaction.tables { plans.append(try await plan(table, session, &progress)) }
        } catch let error as SinkError where !error.isPassing {
            throw ReplayError(error).at(transaction.begin)
        } catch let error as ReplayError {
            throw error.at(transaction.begin)
        }
        progress.empty = nil
        return await scheduler.add(PlannedTransaction(source: transaction, plans: plans))
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
        progress.plans[ObjectIdentifier(table)] = plan
        return plan
    }
}
