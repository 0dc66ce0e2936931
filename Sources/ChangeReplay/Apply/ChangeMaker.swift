// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Makes the changes of transactions that are committed together, by the policies, and knows what became of them.
///
/// What is left out is written down in the same transaction of the target.
struct ChangeMaker {
    /// What became of a run of changes.
    private enum Step {
        case made
        /// All before the change at this index are made.
        case conflict(at: Int, ApplyConflict)
        case refused(at: Int, SinkError)
    }

    private let options: ReplayOptions
    /// The transaction at hand.
    private var source: SourceTransaction?
    /// Tables of the source whose changes are left out.
    private var suspended: Set<TableName>
    /// What was done, by table of the source.
    private(set) var tables: [TableName: ReplayReport.Table] = [:]
    /// Changes that were left out and are to be told.
    private(set) var told: [ReplayException] = []
    /// Tables whose changes are left out from this transaction on.
    private(set) var suspensions: [TableSuspension] = []
    /// What was left out and is not written down yet.
    private var pending: [ReplayException] = []
    /// Changes of the transaction at hand that were handed over so far.
    private var count = 0
    /// How many transactions there were.
    private(set) var transactions: Int64 = 0
    /// The number of the last of them; 0 where there was none.
    private(set) var last: Int64 = 0

    /// Exceptions that are written together.
    private static let writtenTogether = 100
    /// Exceptions that are told of one transaction; the rest is in the target alone.
    private static let toldLimit = 1_000

    /// Makes nothing yet; `suspended` are the tables whose changes are left out.
    init(_ options: ReplayOptions, suspended: Set<TableName>) {
        self.options = options
        self.suspended = suspended
    }

    /// Goes on with another transaction.
    mutating func begin(_ source: SourceTransaction) {
        self.source = source
        count = 0
        transactions += 1
        last = source.number
    }

    /// Whether changes of a window are left out.
    func leavesOut(_ net: NetWindow) -> Bool { net.counts.keys.contains(where: suspended.contains) }

    /// Takes note of a window whose net changes were made.
    mutating func note(_ net: NetWindow, of parts: [PlannedTransaction.Part]) {
        for part in parts { begin(part.source) }
        tables = net.counts
    }

    /// Makes the next changes of the transaction at hand.
    ///
    /// - Throws: ``ReplayError`` where a policy is to stop; `SinkError` where the whole transaction has to be done again.
    mutating func make(_ batch: ChangeBatch, _ session: any SinkSession) async throws {
        var next = 0
        // Behind a change that was not as it should be few are handed over, and more and more as long as all is well: else each such
        // change would have all behind it done again.
        var length = batch.changes.count
        while next < batch.changes.count {
            var end = next
            let limit = min(batch.changes.count, next + length)
            while end < limit, isWanted(batch, end) { end += 1 }
            guard end > next else {
                try await leaveOut(batch, next, session)
                next += 1
                continue
            }
            switch try await run(batch, next..<end, session) {
            case .made:
                note(batch, next..<end)
                next = end
                length = min(length * 2, batch.changes.count)
            case .conflict(let index, let conflict):
                note(batch, next..<index)
                try await settle(conflict, batch, index, session)
                next = index + 1
                length = 1
            case .refused(let index, let error):
                note(batch, next..<index)
                try await settle(error, batch, index, session)
                next = index + 1
                length = 1
            }
        }
        count += batch.changes.count
        try await writePending(session)
    }

    /// Whether something was not as it should be.
    var metTrouble: Bool { tables.values.contains { $0.overwritten > 0 || $0.leftOut > 0 } }

    /// Whether changes were made of a table that is suspended by now.
    func isOvertaken(by suspended: Set<TableName>) -> Bool {
        guard suspended.count > 0, suspended != self.suspended else { return false }
        return suspended.contains { !self.suspended.contains($0) && tables[$0] != nil }
    }

    /// Whether a change is handed to the target.
    private func isWanted(_ batch: ChangeBatch, _ index: Int) -> Bool {
        if !batch.refusals.isEmpty, batch.refusals[index] != nil { return false }
        return suspended.isEmpty || !suspended.contains(batch.tables[batch.changes[index].table].sourceName)
    }

    private mutating func note(_ batch: ChangeBatch, _ range: Range<Int>) {
        for index in range {
            let change = batch.changes[index]
            tables[batch.tables[change.table].sourceName, default: .init()].count(change.kind)
        }
    }

    /// Makes changes strictly, up to the first that cannot be made.
    private func run(_ batch: ChangeBatch, _ range: Range<Int>, _ session: any SinkSession) async throws -> Step {
        let isMarked = options.policies.refused != .stop
        if isMarked { try await session.mark() }
        do {
            switch try await session.apply(batch.part(range), from: 0, as: .strict) {
            case .applied: return .made
            case .conflict(let index, let conflict): return .conflict(at: range.lowerBound + index, conflict)
            }
        } catch {
            guard let place = error.change, (0..<range.count).contains(place), error.isOfChange else { throw error }
            let index = range.lowerBound + place
            guard isMarked else { return .refused(at: index, error) }
            try await session.rollbackToMark()
            guard index > range.lowerBound else { return .refused(at: index, error) }
            // What was made before it is made again.
            let again = try await run(batch, range.lowerBound..<index, session)
            guard case .made = again else { return again }
            return .refused(at: index, error)
        }
    }

    /// Does with a conflict what its policy says.
    private mutating func settle(
        _ conflict: ApplyConflict,
        _ batch: ChangeBatch,
        _ index: Int,
        _ session: any SinkSession
    ) async throws {
        let change = batch.changes[index]
        let plan = batch.tables[change.table]
        let what =
            switch conflict {
            case .exists: "a row of \(plan.target.name) has one of its keys already"
            case .missing: "its row is not in \(plan.target.name)"
            }
        let policy = options.policies.policy(for: conflict, of: change.kind)
        switch policy {
        case .stop:
            throw failure(
                .conflict,
                what,
                advice:
                    "somebody else wrote to the target, or the tables differed when the task began; make them equal, or choose "
                    + "what becomes of such rows (--insert-exists, --update-missing, --delete-missing)",
                batch,
                index
            )
        case .overwrite: try await overwrite(batch, index, session)
        case .ignore, .log:
            let reason: ReplayException.Reason = conflict == .exists ? .exists : .missing
            try await record(reason, what, batch, index, isTold: policy == .log, session)
        }
    }

    /// Makes a change over what is there.
    private mutating func overwrite(
        _ batch: ChangeBatch,
        _ index: Int,
        _ session: any SinkSession
    ) async throws {
        if options.policies.refused != .stop { try await session.mark() }
        do {
            let outcome = try await session.apply(batch.part(index..<(index + 1)), from: 0, as: .overwrite)
            guard case .applied = outcome else {
                throw failure(
                    .conflict,
                    "it cannot take the place of what is in \(batch.tables[batch.changes[index].table].target.name), for the "
                        + "log does not tell all of its row",
                    advice: "set binlog_row_image=FULL on the source, or leave such changes out (--update-missing log, "
                        + "--insert-exists log)",
                    batch,
                    index
                )
            }
            let change = batch.changes[index]
            let name = batch.tables[change.table].sourceName
            tables[name, default: .init()].count(change.kind)
            tables[name, default: .init()].overwritten += 1
        } catch let error as SinkError where error.change != nil && error.isOfChange {
            if options.policies.refused != .stop { try await session.rollbackToMark() }
            try await settle(error, batch, index, session)
        }
    }

    /// Does with a change that the target refused what the policy says.
    private mutating func settle(
        _ error: SinkError,
        _ batch: ChangeBatch,
        _ index: Int,
        _ session: any SinkSession
    ) async throws {
        try await refuse(ReplayError(error), batch, index, session)
    }

    /// Leaves out a change that is not handed to the target.
    private mutating func leaveOut(_ batch: ChangeBatch, _ index: Int, _ session: any SinkSession) async throws {
        if let refusal = batch.refusals[index], !isSuspended(batch, index) {
            return try await refuse(refusal, batch, index, session)
        }
        try await record(.suspended, "its table is suspended", batch, index, isTold: false, session)
    }

    private func isSuspended(_ batch: ChangeBatch, _ index: Int) -> Bool {
        suspended.contains(batch.tables[batch.changes[index].table].sourceName)
    }

    private mutating func refuse(
        _ error: ReplayError,
        _ batch: ChangeBatch,
        _ index: Int,
        _ session: any SinkSession
    ) async throws {
        let change = batch.changes[index]
        switch options.policies.refused {
        case .stop: throw failure(error.code, error.message, advice: error.advice, batch, index, error.underlying)
        case .log: try await record(.refused, error.message, batch, index, isTold: true, session)
        case .suspendTable:
            let name = batch.tables[change.table].sourceName
            let suspension = TableSuspension(source: name, position: place(of: change), message: error.message)
            suspended.insert(name)
            suspensions.append(suspension)
            try await session.write([suspension.fields(task: options.task)], to: .suspensions)
            try await record(.refused, error.message, batch, index, isTold: true, session)
        }
    }

    private mutating func record(
        _ reason: ReplayException.Reason,
        _ message: String,
        _ batch: ChangeBatch,
        _ index: Int,
        isTold: Bool,
        _ session: any SinkSession
    ) async throws {
        let change = batch.changes[index]
        let plan = batch.tables[change.table]
        let exception = ReplayException(
            reason: reason,
            message: message,
            operation: change.kind,
            source: plan.sourceName,
            target: plan.target.name,
            sequence: last,
            number: count + index + 1,
            position: place(of: change),
            gtid: source?.gtid,
            before: change.before.map { RowText.json(batch, $0, plan) },
            after: change.after.map { RowText.json(batch, $0, plan) },
            sourceTime: source?.timestamp ?? 0
        )
        tables[plan.sourceName, default: .init()].leftOut += 1
        pending.append(exception)
        if isTold, told.count < ChangeMaker.toldLimit {
            var short = exception
            // Who is told sees where the row stands.
            short.before = nil
            short.after = nil
            told.append(short)
        }
        if pending.count >= ChangeMaker.writtenTogether { try await writePending(session) }
    }

    private mutating func writePending(_ session: any SinkSession) async throws {
        guard !pending.isEmpty else { return }
        let task = options.task
        try await session.write(pending.map { $0.fields(task: task) }, to: .exceptions)
        pending.removeAll(keepingCapacity: true)
    }

    private func failure(
        _ code: ReplayError.Code,
        _ message: String,
        advice: String?,
        _ batch: ChangeBatch,
        _ index: Int,
        _ underlying: (any Error)? = nil
    ) -> ReplayError {
        let change = batch.changes[index]
        return ReplayError(
            code,
            "\(change.kind) of \(batch.tables[change.table].sourceName): \(message)",
            advice: advice,
            at: place(of: change),
            underlying: underlying
        )
    }

    private func place(of change: ChangeBatch.Change) -> BinlogFilePosition {
        BinlogFilePosition(file: source?.begin.file ?? "", offset: change.position)
    }
}

extension SinkError {
    /// Whether it is about one change, and not about the target or what others do there.
    fileprivate var isOfChange: Bool { code == .rejected || code == .schema }
}

extension ReplayReport.Table {
    /// Counts a change that was made.
    mutating func count(_ kind: ChangeBatch.Change.Kind) {
        switch kind {
        case .insert: inserts += 1
        case .update: updates += 1
        case .delete: deletes += 1
        }
    }
}
