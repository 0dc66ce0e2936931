// SPDX-License-Identifier: Apache-2.0

/// Finds each transaction of a source's log in a replica's, and what its way took.
///
/// ```swift
/// var matcher = TransactionMatcher()
/// matcher.source(has: one)
/// matcher.replica(has: other)
/// matcher.bySight.percentile(99)
/// ```
public struct TransactionMatcher: Sendable {
    /// Transactions that wait for the other end at most; with more, the oldest is given up and counted.
    public static let capacity = 100_000

    /// From the commit at the origin to the commit at the replica, by the times in the replica's log.
    ///
    /// It holds whatever the logs take to reach us. Clocks are compared, so it may be wrong by ``clockError``.
    public private(set) var byCommit = LagDistribution()
    /// From when we had it from the source to when we had it from the replica, by our own clock.
    public private(set) var bySight = LagDistribution()
    /// Transactions of the source that were given up: the replica does not log them, or is very late.
    public private(set) var unmatchedSource: UInt64 = 0
    /// Transactions of the replica that were given up: they did not come from this source, or before it was watched.
    public private(set) var unmatchedReplica: UInt64 = 0
    /// The replica's clock against the source's; nil where it is not known.
    public var skew: ClockOffset?

    /// Microseconds by which ``byCommit`` may be wrong.
    public var clockError: Int64? { skew?.error }
    /// Transactions of the source that the replica has not shown yet.
    public var pendingCount: Int { source.count }

    private var source = Waiting()
    private var replica = Waiting()

    /// Has seen nothing.
    public init() {}

    /// Takes a transaction of the source's log.
    public mutating func source(has transaction: SeenTransaction) {
        guard let other = replica.take(transaction.key) else {
            if source.put(transaction) { unmatchedSource += 1 }
            return
        }
        match(transaction, other)
    }

    /// Takes a transaction of the replica's log.
    public mutating func replica(has transaction: SeenTransaction) {
        guard let other = source.take(transaction.key) else {
            if replica.put(transaction) { unmatchedReplica += 1 }
            return
        }
        match(other, transaction)
    }

    private mutating func match(_ source: SeenTransaction, _ replica: SeenTransaction) {
        // The replica may reach us first, where the source's log is on its way.
        bySight.add(replica.seen.subtractingReportingOverflow(source.seen).partialValue)
        guard let commit = replica.commit, let original = replica.originalCommit ?? source.commit else { return }
        byCommit.add(
            commit.subtractingReportingOverflow(original).partialValue
                .subtractingReportingOverflow(skew?.microseconds ?? 0).partialValue
        )
    }

    /// Transactions in the order in which they came, to be found by their keys.
    private struct Waiting {
        /// Of each key those that wait, oldest first.
        private var byKey: [SeenTransaction.Key: [SeenTransaction]] = [:]
        /// Keys in the order in which they came; some are taken already.
        private var order: [SeenTransaction.Key] = []
        private var head = 0
        private(set) var count = 0

        /// Adds one; whether another was given up for it.
        mutating func put(_ transaction: SeenTransaction) -> Bool {
            byKey[transaction.key, default: []].append(transaction)
            order.append(transaction.key)
            count += 1
            guard count > TransactionMatcher.capacity else {
                shrink()
                return false
            }
            while head < order.count {
                let key = order[head]
                head += 1
                if take(key) != nil { break }
            }
            shrink()
            return true
        }

        /// Takes the oldest of a key out.
        mutating func take(_ key: SeenTransaction.Key) -> SeenTransaction? {
            guard var waiting = byKey[key], !waiting.isEmpty else { return nil }
            let first = waiting.removeFirst()
            byKey[key] = waiting.isEmpty ? nil : waiting
            count -= 1
            if count == 0 {
                order.removeAll(keepingCapacity: true)
                head = 0
            }
            return first
        }

        /// Forgets keys that were taken, where they are many.
        private mutating func shrink() {
            guard order.count > 2 * TransactionMatcher.capacity else { return }
            // Of a key that comes again and again, only as many places as wait.
            var left = byKey.mapValues(\.count)
            var kept: [SeenTransaction.Key] = []
            for key in order[head...].reversed() {
                guard let waiting = left[key], waiting > 0 else { continue }
                left[key] = waiting - 1
                kept.append(key)
            }
            order = kept.reversed()
            head = 0
        }
    }
}
