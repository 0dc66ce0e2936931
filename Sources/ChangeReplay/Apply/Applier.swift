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
                if let made, try await isCommitted(transaction, session) {
                    finish(transaction, made)
                } else {
                    try await commit(transaction, session, &decoder, &made)
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

    private func isCommitted(_ transaction: PlannedTransaction, _ session: any SinkSession) async throws -> Bool {
        try await session.checkpoints().contains {
            $0.task == access.options.task && $0.sequence >= transaction.source.number
        }
    }

    private func finish(_ transaction: PlannedTransaction, _ made: ChangeMaker) {
        ledger.add(made)
        scheduler.commit(transaction)
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
                let maker = try await apply(transaction, session, &decoder)
                // What was not as it should be may be what one before it has not done yet: in its turn it is certain.
                let isCertain = workers == 1 || !maker.metTrouble || scheduler.isTurn(of: transaction)
                switch isCertain ? await scheduler.turn(of: transaction, yields: true) : .yield {
                case .go:
                    // What one before it suspended was not known when it was made.
                    if !maker.isOvertaken(by: ledger.suspended) {
                        made = maker
                        try await session.commit(checkpoint(transaction.source))
                        finish(transaction, maker)
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
                    if let error = error as? SinkError { throw ReplayError(error).at(transaction.source.begin) }
                    throw error
                }
                attempts += 1
            }
            // Holding nothing, it waits for those before it.
            guard await scheduler.turn(of: transaction, yields: false) == .go else { return }
        }
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
        let source = transaction.source
        var maker = ChangeMaker(source, access.options, suspended: ledger.suspended)
        try await session.begin()
        decoder.begin(source, transaction.plans)
        for chunk in source.events.chunks.indices {
            let bytes = try source.events.bytes(of: chunk)
            for entry in HeldEvents.entries(in: bytes) {
                guard let batch = try decoder.decode(bytes, entry) else { continue }
                try await maker.make(batch, session)
            }
        }
        if let batch = decoder.takeRest() { try await maker.make(batch, session) }
        return maker
    }
}
