// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import ReplicationLag
import Testing

@Suite struct TransactionMatcherTests {
    private func seen(
        _ key: UInt64,
        original: Int64? = nil,
        commit: Int64? = nil,
        at time: Int64
    ) -> SeenTransaction {
        SeenTransaction(key: .content(key), originalCommit: original, commit: commit, seen: time)
    }

    @Test func `the way of a transaction is from commit to commit, by the clocks' difference, and from sight to sight`()
    {
        var matcher = TransactionMatcher()
        matcher.skew = ClockOffset(microseconds: 1_000, error: 10)
        matcher.source(has: seen(1, original: 100, commit: 100, at: 50_000))
        #expect(matcher.pendingCount == 1)
        matcher.replica(has: seen(1, original: 100, commit: 3_100, at: 52_500))
        #expect(matcher.byCommit.percentile(50) == 2_000)
        #expect(matcher.bySight.percentile(50) == 2_500)
        #expect(matcher.pendingCount == 0 && matcher.clockError == 10)
    }

    @Test func `a replica may reach us before its source does, which is no negative lag`() {
        var matcher = TransactionMatcher()
        matcher.replica(has: seen(1, at: 50_000))
        matcher.source(has: seen(1, at: 50_700))
        #expect(matcher.bySight.percentile(50) == 0 && matcher.bySight.count == 1)
        #expect(matcher.byCommit.count == 0)
    }

    @Test func `HC-158 a long transaction has the lag of its commit, not of its first statement`() {
        var matcher = TransactionMatcher()
        // It ran for 30 seconds, which only the header's time would tell.
        matcher.source(has: seen(1, original: 30_000_000, commit: 30_000_000, at: 30_000_100))
        matcher.replica(has: seen(1, original: 30_000_000, commit: 30_002_000, at: 30_002_100))
        #expect(matcher.byCommit.percentile(100) == 2_000)
    }

    @Test func `transactions that say the same are told apart by their order`() {
        var matcher = TransactionMatcher()
        for time in [10, 20, 30] { matcher.source(has: seen(7, at: Int64(time))) }
        for time in [11, 22, 33] { matcher.replica(has: seen(7, at: Int64(time))) }
        #expect(matcher.bySight.percentiles([1, 50, 100]) == [1, 2, 3])
    }

    @Test func `one that comes again and again, while another is missing, needs no more room`() {
        var matcher = TransactionMatcher()
        matcher.source(has: seen(1, at: 1))
        for time in 0..<Int64(3 * TransactionMatcher.capacity) {
            matcher.source(has: seen(7, at: time))
            matcher.replica(has: seen(7, at: time + 1))
        }
        #expect(matcher.pendingCount == 1 && matcher.unmatchedSource == 0)
        #expect(matcher.bySight.percentile(100) == 1)
        matcher.replica(has: seen(1, at: 9))
        #expect(matcher.pendingCount == 0)
    }

    @Test func `GTIDs match, whatever stands between`() throws {
        var matcher = TransactionMatcher()
        func gtid(_ number: UInt64, at time: Int64) -> SeenTransaction {
            let gtid = TransactionIdentity.mariaDB(MariaDBGTID(domain: 0, server: 1, sequence: number))
            return SeenTransaction(key: .gtid(gtid), seen: time)
        }
        matcher.source(has: gtid(1, at: 10))
        matcher.source(has: gtid(2, at: 20))
        matcher.replica(has: gtid(2, at: 25))
        matcher.replica(has: gtid(9, at: 26))
        #expect(matcher.bySight.percentile(50) == 5 && matcher.pendingCount == 1)
    }

    @Test func `what never comes is given up, oldest first, and counted`() {
        var matcher = TransactionMatcher()
        let extra = 250
        for key in 0..<(TransactionMatcher.capacity + extra) {
            matcher.source(has: seen(UInt64(key), at: Int64(key)))
            matcher.replica(has: seen(UInt64(key) | 1 << 40, at: Int64(key)))
        }
        #expect(matcher.unmatchedSource == UInt64(extra) && matcher.unmatchedReplica == UInt64(extra))
        #expect(matcher.pendingCount == TransactionMatcher.capacity)
        matcher.replica(has: seen(0, at: 1))
        #expect(matcher.bySight.count == 0)
        matcher.replica(has: seen(UInt64(extra), at: Int64(extra) + 3))
        #expect(matcher.bySight.percentile(50) == 3)
    }
}
