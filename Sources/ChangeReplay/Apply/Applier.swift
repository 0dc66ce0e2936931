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
        // What became of its changes, once its commit was asked for.
        var made: ChangeMaker?
        try await access.withSession { session in
            var decoder = BatchDecoder()
            if let transaction = open {
                // Its commit may have gone through when the session was lost.
                let number = try await committed(session)
                if let maker = made, maker.last <= number { report(maker) }
                if let rest = transaction.rest(behind: number) {
                    try await commit(rest, session, &decoder, &made)
                } else {
                    scheduler.commit(transaction)
                }
                open = nil
            }
            while let transaction = await scheduler.next() {
                open = transaction
                made = nil
                try await commit(transaction, session, &decoder, &made)
                open = nil
            }
        }
    }

    /// The number up to which all is in the target.
    private func committed(_ session: any SinkSession) async throws -> Int64 {
        try await session.checkpoints().filter { $0.task == access.options.task }.map(\.sequence).max() ?? 0
    }

    /// Counts and tells what became of transactions that were committed.
    private func report(_ made: ChangeMaker) {
        ledger.add(made)
        for exception in made.told { access.options.notices?(.leftOut(exception)) }
        for suspension in made.suspensions { access.options.notices?(.suspended(suspension)) }
    }

    /// Applies and commits a transaction, again where other sessions' locks stood in the way.
    private func commit(
        _ transaction: PlannedTransaction,
        _ session: any SinkSession,
        _ decoder: inout BatchDecoder,
        _ made: inout ChangeMaker?
    ) async throws {
        var attempts = 0
        while true {
            made = nil
            do {
                let start = ContinuousClock.now
                let maker = try await apply(transaction, session, &decoder)
                // What was not as it should be may be what one before it has not done yet: in its turn it is certain.
                let isCertain = workers == 1 || !maker.metTrouble || scheduler.isTurn(of: transaction)
                switch isCertain ? await scheduler.turn(of: transaction, holding: .now - start) : .yield {
                case .go:
                    // What one before it suspended was not known when it was made.
                    if !maker.isOvertaken(by: ledger.suspended) {
                        made = maker
                        try await session.commit(checkpoint(transaction.source))
                        report(maker)
                        scheduler.commit(transaction)
                        return
                    }
                    try await session.rollback()
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
                        return try await commitEach(transaction, session, &decoder, &made)
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
        _ decoder: inout BatchDecoder,
        _ made: inout ChangeMaker?
    ) async throws {
        for part in window.parts {
            let single = PlannedTransaction(last: part, plans: window.plans)
            var attempts = 0
            while true {
                made = nil
                do {
                    let maker = try await apply(single, session, &decoder)
                    made = maker
                    try await session.commit(checkpoint(part.source))
                    made = nil
                    report(maker)
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
    ) async throws -> ChangeMaker {
        var maker = ChangeMaker(access.options, suspended: ledger.suspended)
        if let net = transaction.net, !maker.leavesOut(net), try await make(net, session) {
            maker.note(net, of: transaction.parts)
            return maker
        }
        try await session.begin()
        for part in transaction.parts {
            let source = part.source
            maker.begin(source)
            decoder.begin(part, transaction.plans)
            for chunk in source.events.chunks.indices {
                let bytes = try source.events.bytes(of: chunk)
                for entry in try HeldEvents.entries(in: bytes) {
                    guard let batch = try decoder.decode(bytes, entry) else { continue }
                    try await maker.make(batch, session)
                }
            }
            if let batch = decoder.takeRest() { try await maker.make(batch, session) }
        }
        return maker
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
}
