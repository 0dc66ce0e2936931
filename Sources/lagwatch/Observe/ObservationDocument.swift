// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReplicationLag

/// What the logs of both ends tell, as programs read it; `docs/LAGWATCH.md` documents the fields.
struct ObservationDocument: Encodable {
    /// Lags in seconds.
    struct Distribution: Encodable {
        var count: UInt64
        var p50: Double
        var p90: Double
        var p99: Double
        var max: Double

        init?(_ distribution: LagDistribution) {
            guard let values = distribution.percentiles([50, 90, 99, 100]) else { return nil }
            let seconds = values.map { Double($0) / 1e6 }
            count = distribution.count
            p50 = seconds[0]
            p90 = seconds[1]
            p99 = seconds[2]
            max = seconds[3]
        }
    }

    var time: String
    var replica: String
    var source: String
    var method = "binlog"
    /// From the commit at the origin to the commit at the replica.
    var byCommit: Distribution?
    /// From the source's log to the replica's, as they reach us.
    var bySight: Distribution?
    var clockError: Double?
    /// Transactions that the replica has not shown yet.
    var pending: Int
    var unmatchedSource: UInt64
    var unmatchedReplica: UInt64

    init(_ matcher: TransactionMatcher, replica: String, source: String, time: Int64) {
        self.time = SampleDocument.timestamp(time)
        self.replica = replica
        self.source = source
        byCommit = Distribution(matcher.byCommit)
        bySight = Distribution(matcher.bySight)
        clockError = matcher.byCommit.count > 0 ? matcher.clockError.map { Double($0) / 1e6 } : nil
        pending = matcher.pendingCount
        unmatchedSource = matcher.unmatchedSource
        unmatchedReplica = matcher.unmatchedReplica
    }

    /// A line for people.
    var text: String {
        func words(_ name: String, _ distribution: Distribution?) -> String? {
            distribution.map { one in
                func lag(_ seconds: Double) -> String {
                    LagText.duration(microseconds: Int64((seconds * 1e6).rounded()))
                }
                return
                    "\(name) \(one.count) trx p50 \(lag(one.p50)) p90 \(lag(one.p90)) p99 \(lag(one.p99)) max \(lag(one.max))"
            }
        }
        var parts = [words("commit to commit", byCommit), words("log to log", bySight)].compactMap { $0 }
        if parts.isEmpty { parts.append("no transaction yet") }
        if pending > 0 { parts.append("pending \(pending)") }
        if unmatchedSource > 0 { parts.append("given up \(unmatchedSource)") }
        return "\(time)  \(replica)  " + parts.joined(separator: "  ")
    }
}
