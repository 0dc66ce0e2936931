// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import Synchronization

/// Applies transactions to the target, one after the other, each with its checkpoint in one transaction of the target.
struct Applier: Sendable {
    let access: TargetAccess
    let scheduler: Scheduler
    let ledger: ReplayLedger
    let worker: Int
    /// How many workers there are.
    let workers: Int

    /// How often a transaction is tried again that met another session's locks.
    private static let contentionLimit = 1_000

    /// Works until nothing is left to do.
    func run() async throws(ReplayError) {
        // What was begun and may or may not have been committed when the session was lost.
        var open: PlannedTransaction?
        try await access.withSession { session in
            var decoder = BatchDecoder()
            if let transaction = open {
                if let rest = transaction.rest(behind: try await committed(session)) {
                    try await commit(rest, session, &decoder)
                } else {
                    finish(transaction, ReplayLedger.Counts())
                }
                open = nil
            }
            while let transaction = await scheduler.next() {
                open = transaction
                try await commit(transaction, session, &decoder)
                open = nil
            }
        }
    }

    /// The number up to which all is in the target.
    private func committed(_ session: any SinkSession) async throws -> Int64 {
        try await session.checkpoints().filter { $0.task == access.options.task }.map(\.sequence).max() ?? 0
    }

    private func finish(_ transaction: PlannedTransaction, _ counts: ReplayLedger.Counts) {
        ledger.add(counts, transaction.plans, transactions: transaction.parts.count)
        scheduler.commit(transaction)
    }

    /// Applies and commits a transaction, again where other sessions' locks stood in the way.
    private func commit(
        _ transaction: PlannedTransaction,
        _ session: any SinkSession,
        _ decoder: inout BatchDecoder
    ) async throws {
        var attempts = 0
        while true {
            do {
                let start = ContinuousClock.now
                let counts = try await apply(transaction, session, &decoder)
                switch await scheduler.turn(of: transaction, holding: .now - start) {
                case .go:
                    try await session.commit(checkpoint(transaction.source))
                    finish(transaction, counts)
                    return
                case .stopped: return try await session.rollback()
                case .yield: try await session.rollback()
                }
            } catch let error as SinkError where error.isPassing {
                throw error
            } catch let error as SinkError where error.code == .contention && attempts < Applier.contentionLimit {
                attempts += 1
                scheduler.contended(transaction)
                try await session.rollback()
            } catch {
                try await session.rollback()
                // What failed beside others may be what one before it has not done yet: in its turn it is certain.
                guard workers > 1, attempts < Applier.contentionLimit,
                    !scheduler.isTurn(of: transaction)
                else {
                    if transaction.parts.count > 1 {
                        return try await commitEach(transaction, session, &decoder)
                    }
                    if let error = error as? SinkError { throw ReplayError(error).at(transaction.source.begin) }
                    throw error
                }
                attempts += 1
            }
            // Holding nothing, it waits for those before it.
            guard await scheduler.turn(of: transaction, holding: nil) == .go else { return }
        }
    }

    /// Commits the transactions of a window one after the other, whose turn it is: so all before the one that fails is there.
    private func commitEach(
        _ window: PlannedTransaction,
        _ session: any SinkSession,
        _ decoder: inout BatchDecoder
    ) async throws {
        for part in window.parts {
            let single = PlannedTransaction(last: part, plans: window.plans)
            var attempts = 0
            while true {
                do {
                    let counts = try await apply(single, session, &decoder)
                    try await session.commit(checkpoint(part.source))
                    ledger.add(counts, single.plans)
                    break
                } catch let error as SinkError where error.isPassing {
                    throw error
                } catch let error as SinkError where error.code == .contention && attempts < Applier.contentionLimit {
                    attempts += 1
                    scheduler.contended(window)
                    try await session.rollback()
                } catch {
                    try await session.rollback()
                    if let error = error as? SinkError { throw ReplayError(error).at(part.source.begin) }
                    throw error
                }
            }
        }
        scheduler.commit(window)
    }

    private func checkpoint(_ source: SourceTransaction) -> Checkpoint {
        Checkpoint(
            task: access.options.task,
            worker: worker,
            sequence: source.number,
            place: source.place,
            inDoubt: source.inDoubt,
            sourceTime: source.timestamp
        )
    }

    private func apply(
        _ transaction: PlannedTransaction,
        _ session: any SinkSession,
        _ decoder: inout BatchDecoder
    ) async throws -> ReplayLedger.Counts {
        if let net = transaction.net, try await make(net, session) { return net.counts }
        var counts = ReplayLedger.Counts()
        try await session.begin()
        for part in transaction.parts {
            let source = part.source
            decoder.begin(part, transaction.plans)
            for chunk in source.events.chunks.indices {
                let bytes = try source.events.bytes(of: chunk)
                for entry in try HeldEvents.entries(in: bytes) {
                    guard let batch = try decoder.decode(bytes, entry) else { continue }
                    try await make(batch, source, session)
                    counts.add(batch)
                }
            }
            if let batch = decoder.takeRest() {
                try await make(batch, source, session)
                counts.add(batch)
            }
        }
        return counts
    }

    /// Makes the net changes of a window; false, and nothing is made, where the target refuses one.
    ///
    /// Why it does is told by the changes in their own order, which are made next: some cannot be made in another.
    private func make(_ net: NetWindow, _ session: any SinkSession) async throws -> Bool {
        try await session.begin()
        do throws(SinkError) {
            if try await session.apply(net.changes, from: 0, as: .strict) == .applied { return true }
        } catch {
            if error.isPassing || error.code == .contention { throw error }
        }
        try await session.rollback()
        return false
    }

    /// Makes the changes of a batch; one that finds a conflict ends the run.
    private func make(
        _ batch: ChangeBatch,
        _ source: SourceTransaction,
        _ session: any SinkSession
    ) async throws {
        let outcome: ApplyOutcome
        do throws(SinkError) {
            outcome = try await session.apply(batch, from: 0, as: .strict)
        } catch {
            guard let index = error.change, batch.changes.indices.contains(index), !error.isPassing,
                error.code != .contention
            else { throw error }
            let change = batch.changes[index]
            let plan = batch.tables[change.table]
            var failure = ReplayError(error).at(place(of: change, source))
            failure.message = "\(change.kind) of \(plan.sourceName): " + failure.message
            throw failure
        }
        guard case .conflict(let index, let conflict) = outcome else { return }
        let change = batch.changes[index]
        let plan = batch.tables[change.table]
        let what =
            switch conflict {
            case .exists: "a row of \(plan.target.name) has one of its keys already"
            case .missing: "its row is not in \(plan.target.name)"
            }
        throw ReplayError(
            .conflict,
            "\(change.kind) of \(plan.sourceName): \(what)",
            advice: "somebody else wrote to the target, or the tables differed when the task began; make them equal",
            at: place(of: change, source)
        )
    }

    private func place(of change: ChangeBatch.Change, _ source: SourceTransaction) -> BinlogFilePosition {
        BinlogFilePosition(file: source.begin.file, offset: change.position)
    }
}
