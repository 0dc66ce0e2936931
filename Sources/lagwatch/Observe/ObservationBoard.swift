// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Synchronization

/// What the streams of all servers bring, gathered: for each replica a matcher.
final class ObservationBoard: Sendable {
    private let matchers: Mutex<[TransactionMatcher]>

    /// Takes how many replicas there are.
    init(count: Int) {
        matchers = Mutex(Array(repeating: TransactionMatcher(), count: count))
    }

    /// A transaction of the source's log.
    func source(has transaction: SeenTransaction) {
        matchers.withLock { matchers in
            for index in matchers.indices { matchers[index].source(has: transaction) }
        }
    }

    /// A transaction of a replica's log.
    func replica(_ index: Int, has transaction: SeenTransaction) {
        matchers.withLock { $0[index].replica(has: transaction) }
    }

    /// How far the replica's clock is ahead of the source's.
    func setSkew(_ skew: ClockOffset?, of index: Int) {
        matchers.withLock { $0[index].skew = skew }
    }

    /// What is known now.
    func snapshot() -> [TransactionMatcher] {
        matchers.withLock { $0 }
    }
}
