// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Synchronization

/// Hands transactions to workers as soon as what they depend on is committed, and has them commit in the source's order.
///
/// A transaction that is applied and waits for its turn holds locks, and one before it may wait for just those: neither would ever
/// end. So where one before it is still being applied, it waits for as long as doing it again would take, and gives its locks
/// back then: at most half of the work is done in vain.
final class Scheduler: Sendable {
    /// What becomes of a transaction that waits to commit.
    enum Turn: Sendable {
        /// All before it is committed.
        case go
        /// One before it may wait for its locks: it must be undone and made again later.
        case yield
        /// Nobody works any more.
        case stopped
    }

    private enum Phase {
        /// It waits for others, or for a worker, and holds nothing.
        case waiting
        /// A worker applies it.
        case applying
        /// It is applied, and gives its locks back at this time where one before it is being applied still.
        case held(until: ContinuousClock.Instant)
        /// Its turn has come.
        case committing
    }

    private struct Node {
        var transaction: PlannedTransaction
        var phase = Phase.waiting
        /// How many open transactions it waits for.
        var waitsFor = 0
        /// Open transactions that wait for it.
        var followers: [Int] = []
    }

    private struct State {
        /// Added and not committed, by ordinal.
        var nodes: [Int: Node] = [:]
        /// Those that wait for nothing and were not taken, the first one last.
        var ready: [Int] = []
        /// The last transaction that has each key.
        var lastWriters: [UInt64: Int] = [:]
        /// The last transaction that nobody overtakes.
        var barrier = -1
        var nextOrdinal = 0
        /// The ordinal of the one that commits next.
        var turn = 0
        /// The first transaction that met locks, which may be those of one behind it.
        var blocked: Int?
        /// Those that workers have, as many as there are workers at the most.
        var taken: Set<Int> = []
        /// Those that have held their locks for too long.
        var overdue: Set<Int> = []
        var byteCount = 0
        var low: Int64
        var lowPlace: ResumePoint?
        var isFinished = false
        var isStopped = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let limit: Int

    /// More keys than this are not remembered once their transactions are committed.
    private static let keptKeys = 1 << 20
    /// How long locks are held at the least while one before is being applied, and how often that is looked at.
    private static let patience = Duration.milliseconds(10)

    /// Begins behind transaction `low`; holds about `limit` bytes.
    init(behind low: Int64, at place: ResumePoint?, limit: Int) {
        state = Mutex(State(low: low, lowPlace: place))
        self.limit = limit
    }

    /// How far all is committed.
    var committed: (number: Int64, place: ResumePoint?) { state.withLock { ($0.low, $0.lowPlace) } }

    /// Adds the next transaction, as soon as there is room; false where nobody works any more.
    func add(_ transaction: PlannedTransaction) async -> Bool {
        let isIn = await wait { state -> Bool? in
            if state.isStopped { return false }
            guard state.nodes.isEmpty || state.byteCount + transaction.byteCount <= self.limit else {
                return nil
            }
            Scheduler.insert(transaction, &state)
            return true
        }
        if isIn { wake() }
        return isIn
    }

    private static func insert(_ transaction: PlannedTransaction, _ state: inout State) {
        var transaction = transaction
        let ordinal = state.nextOrdinal
        transaction.ordinal = ordinal
        state.nextOrdinal += 1
        state.byteCount += transaction.byteCount
        var before: Set<Int> = []
        // Those before the turn are committed.
        if state.barrier >= state.turn { before.insert(state.barrier) }
        if let keys = transaction.keys {
            if state.lastWriters.count > keptKeys {
                let turn = state.turn
                state.lastWriters = state.lastWriters.filter { $0.value >= turn }
            }
            for key in keys {
                if let last = state.lastWriters.updateValue(ordinal, forKey: key), last >= state.turn, last != ordinal {
                    before.insert(last)
                }
            }
        } else {
            before.formUnion(max(state.turn, state.barrier + 1)..<max(ordinal, state.turn, state.barrier + 1))
            state.barrier = ordinal
            state.lastWriters.removeAll(keepingCapacity: true)
        }
        for other in before { state.nodes[other]?.followers.append(ordinal) }
        state.nodes[ordinal] = Node(transaction: transaction, waitsFor: before.count)
        if before.isEmpty { makeReady(ordinal, &state) }
    }

    private static func makeReady(_ ordinal: Int, _ state: inout State) {
        let place = state.ready.lastIndex { $0 > ordinal }.map { $0 + 1 } ?? 0
        state.ready.insert(ordinal, at: place)
    }

    /// Waits until everything that was added is committed; false where nobody works any more.
    func drain() async -> Bool {
        await wait { state in state.isStopped ? false : state.nodes.isEmpty ? true : nil }
    }

    /// The next transaction to apply, as soon as there is one; nil behind the last.
    func next() async -> PlannedTransaction? {
        await wait { state -> PlannedTransaction?? in
            if state.isStopped { return .some(nil) }
            if let ordinal = state.ready.popLast() {
                state.nodes[ordinal]?.phase = .applying
                state.taken.insert(ordinal)
                return .some(state.nodes[ordinal]?.transaction)
            }
            return state.isFinished && state.nodes.isEmpty ? .some(nil) : nil
        }
    }

    /// Waits until fewer than `count` transactions are open; false where nobody works any more.
    func room(below count: Int) async -> Bool {
        await wait { state in state.isStopped ? false : state.nodes.count < count ? true : nil }
    }

    /// Waits until a transaction may commit; `cost` is how long it was applied, and nil where it holds nothing.
    func turn(of transaction: PlannedTransaction, holding cost: Duration?) async -> Turn {
        let ordinal = transaction.ordinal
        state.withLock { state in
            state.nodes[ordinal]?.phase =
                cost.map { .held(until: .now + max($0, Scheduler.patience)) } ?? .waiting
        }
        // Whoever watches has something to look at now.
        if cost != nil { wake() }
        return await wait { state in
            if state.turn == ordinal {
                state.nodes[ordinal]?.phase = cost == nil ? .applying : .committing
                return .go
            }
            if state.isStopped { return .stopped }
            guard cost != nil else { return nil }
            let isBlocking = state.blocked.map { $0 < ordinal } ?? false
            guard state.overdue.remove(ordinal) != nil || isBlocking else { return nil }
            state.nodes[ordinal]?.phase = .waiting
            return .yield
        }
    }

    /// Has transactions give their locks back that may stand in the way of one before them; until nothing is left to do.
    func watch() async {
        while true {
            let isOver = await wait { state -> Bool? in
                if state.isStopped || (state.isFinished && state.nodes.isEmpty) { return true }
                return Scheduler.held(in: state).isEmpty ? nil : false
            }
            if isOver { return }
            do {
                try await Task.sleep(for: Scheduler.patience)
            } catch {
                // Who cancels has stopped the work.
                return
            }
            let isLate = state.withLock { state in
                let now = ContinuousClock.now
                let late = Scheduler.held(in: state).filter { $0.until <= now }
                state.overdue.formUnion(late.map(\.ordinal))
                return !late.isEmpty
            }
            if isLate { wake() }
        }
    }

    /// What holds locks while one before it is being applied.
    private static func held(in state: State) -> [(ordinal: Int, until: ContinuousClock.Instant)] {
        var first = Int.max
        for ordinal in state.taken {
            if case .applying? = state.nodes[ordinal]?.phase { first = min(first, ordinal) }
        }
        return state.taken.compactMap { ordinal in
            if case .held(let until)? = state.nodes[ordinal]?.phase, ordinal > first { (ordinal, until) } else { nil }
        }
    }

    /// Whether all before a transaction is committed.
    func isTurn(of transaction: PlannedTransaction) -> Bool { state.withLock { $0.turn == transaction.ordinal } }

    /// A transaction met locks that may be those of one behind it.
    func contended(_ transaction: PlannedTransaction) {
        state.withLock { $0.blocked = min($0.blocked ?? .max, transaction.ordinal) }
        wake()
    }

    /// A transaction is in the target.
    func commit(_ transaction: PlannedTransaction) {
        state.withLock { state in
            let node = state.nodes.removeValue(forKey: transaction.ordinal)
            state.overdue.remove(transaction.ordinal)
            state.taken.remove(transaction.ordinal)
            state.turn = transaction.ordinal + 1
            if let blocked = state.blocked, blocked <= transaction.ordinal { state.blocked = nil }
            state.low = transaction.source.number
            state.lowPlace = transaction.source.place
            state.byteCount -= node?.transaction.byteCount ?? 0
            for follower in node?.followers ?? [] {
                state.nodes[follower]?.waitsFor -= 1
                if state.nodes[follower]?.waitsFor == 0 { Scheduler.makeReady(follower, &state) }
            }
        }
        wake()
    }

    /// Nothing more is added.
    func finish() {
        state.withLock { $0.isFinished = true }
        wake()
    }

    /// Nothing more is taken; what is under way is committed or not.
    func stop() {
        state.withLock { $0.isStopped = true }
        wake()
    }

    /// Waits until `look` finds an answer.
    private func wait<Answer: Sendable>(_ look: (inout State) -> Answer?) async -> Answer {
        while true {
            if let answer = state.withLock({ look(&$0) }) { return answer }
            let seen = generation.load(ordering: .acquiring)
            // What changed between the two looks is seen by the second.
            if let answer = state.withLock({ look(&$0) }) { return answer }
            await withCheckedContinuation { continuation in
                let isLate = state.withLock { state in
                    if generation.load(ordering: .acquiring) != seen { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if isLate { continuation.resume() }
            }
        }
    }

    /// Counts changes, so that none is missed between a look and a wait.
    private let generation = Atomic<Int>(0)

    private func wake() {
        let waiting = state.withLock { state in
            generation.add(1, ordering: .releasing)
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
