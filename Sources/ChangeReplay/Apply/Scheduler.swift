// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Synchronization

/// A transaction with the plans of its tables, ready to be applied.
struct PlannedTransaction: Sendable {
    var source: SourceTransaction
    /// As many as the source has tables.
    var plans: [TablePlan]
}

/// Hands transactions to workers in an order that their dependencies allow, and knows what was committed.
final class Scheduler: Sendable {
    private struct State {
        /// Transactions that nothing is waited for, by number.
        var ready: [PlannedTransaction] = []
        var byteCount = 0
        /// Every transaction up to this one is committed.
        var low: Int64
        var lowPlace: ResumePoint?
        /// Added and not committed.
        var open = 0
        var isFinished = false
        var isStopped = false
        var workers: [CheckedContinuation<Void, Never>] = []
        var planners: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let limit: Int

    /// Begins behind transaction `low`; holds about `limit` bytes.
    init(behind low: Int64, at place: ResumePoint?, limit: Int) {
        state = Mutex(State(low: low, lowPlace: place))
        self.limit = limit
    }

    /// How far all is committed.
    var committed: (number: Int64, place: ResumePoint?) { state.withLock { ($0.low, $0.lowPlace) } }

    /// Adds the next transaction, as soon as there is room; false where nobody works any more.
    func add(_ transaction: PlannedTransaction) async -> Bool {
        while true {
            enum Step { case added, full, stopped }
            let (step, workers) = state.withLock { state -> (Step, [CheckedContinuation<Void, Never>]) in
                if state.isStopped { return (.stopped, []) }
                guard state.open == 0 || state.byteCount + transaction.source.byteCount <= limit else {
                    return (.full, [])
                }
                state.ready.append(transaction)
                state.open += 1
                state.byteCount += transaction.source.byteCount
                return (.added, Scheduler.takeAll(&state.workers))
            }
            for worker in workers { worker.resume() }
            switch step {
            case .added: return true
            case .stopped: return false
            case .full: await waitAsPlanner { $0.open == 0 || $0.byteCount < self.limit / 2 }
            }
        }
    }

    /// Waits until everything that was added is committed; false where nobody works any more.
    func drain() async -> Bool {
        await waitAsPlanner { $0.open == 0 }
        return state.withLock { !$0.isStopped }
    }

    private func waitAsPlanner(_ isReady: @Sendable (borrowing State) -> Bool) async {
        while true {
            guard state.withLock({ !$0.isStopped && !isReady($0) }) else { return }
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.isStopped || isReady(state) { return true }
                    state.planners.append(continuation)
                    return false
                }
                if goesOn { continuation.resume() }
            }
        }
    }

    /// The next transaction to apply, as soon as there is one; nil behind the last.
    func next() async -> PlannedTransaction? {
        while true {
            enum Step {
                case take(PlannedTransaction)
                case wait, end
            }
            let step = state.withLock { state -> Step in
                if state.isStopped { return .end }
                if !state.ready.isEmpty { return .take(state.ready.removeFirst()) }
                return state.isFinished ? .end : .wait
            }
            switch step {
            case .take(let transaction): return transaction
            case .end: return nil
            case .wait:
                await withCheckedContinuation { continuation in
                    let goesOn = state.withLock { state in
                        if state.isStopped || state.isFinished || !state.ready.isEmpty { return true }
                        state.workers.append(continuation)
                        return false
                    }
                    if goesOn { continuation.resume() }
                }
            }
        }
    }

    /// A transaction is in the target.
    func commit(_ transaction: SourceTransaction) {
        wake { state in
            state.low = transaction.number
            state.lowPlace = transaction.place
            state.open -= 1
            state.byteCount -= transaction.byteCount
        }
    }

    /// Nothing more is added.
    func finish() {
        wake { $0.isFinished = true }
    }

    /// Nothing more is taken; what is under way is committed or not.
    func stop() {
        wake { $0.isStopped = true }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            return Scheduler.takeAll(&state.workers) + Scheduler.takeAll(&state.planners)
        }
        for continuation in waiting { continuation.resume() }
    }

    private static func takeAll(
        _ waiting: inout [CheckedContinuation<Void, Never>]
    ) -> [CheckedContinuation<Void, Never>] {
        defer { waiting = [] }
        return waiting
    }
}
