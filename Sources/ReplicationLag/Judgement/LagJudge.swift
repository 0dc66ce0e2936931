// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Makes samples of one replica and one of its sources, and remembers what the next one needs.
package struct LagJudge: Sendable {
    private var trend = LagTrend()

    /// Knows nothing yet.
    package init() {}

    /// Judges what both told.
    ///
    /// - Parameters:
    ///   - replica: What the replica told, read behind the source.
    ///   - name: What it is called.
    ///   - source: The source.
    ///   - history: What the source told, up to now.
    ///   - isDirect: Whether the replica reads this source's own log.
    ///   - idle: Microseconds without writes from which on a source counts as idle.
    package mutating func sample(
        _ replica: ReplicaReading,
        named name: String,
        behind source: SourceReading,
        _ history: SourceHistory,
        isDirect: Bool,
        idle: Int64
    ) -> LagSample {
        let backlog = Backlog(of: source, in: replica, isDirect: isDirect)
        let bounds = history.lag(of: replica, isDirect: isDirect)
        var sample = LagSample(of: replica, named: name)
        sample.isDirect = isDirect
        sample.sourceReading = source
        sample.backlog = backlog
        sample.sampledLag = bounds
        if isDirect, let received = replica.status.received, let end = source.end {
            sample.unreceivedBytes = Backlog.distance(from: received, to: end, in: source.logs)?.bytes
        }
        if let source = source.clock, let replica = replica.clock { sample.clockSkew = source.skew(to: replica) }
        let nothingLeft = backlog?.isNothing == true
        sample.commitLag = nothingLeft ? 0 : replica.commitLag(source, atOrigin: !isDirect)
        sample.applyDelay = replica.applyDelay(sample.clockSkew)
        sample.receiveDelay = replica.receiveDelay(sample.clockSkew)
        sample.state = LagState(
            of: replica,
            backlog: backlog,
            sourceWrites: history.quiet < idle,
            lag: sample.lag?.microseconds
        )
        trend.add(backlog, sample.state, at: replica.time, of: history)
        sample.rates = trend.rates
        sample.forecast =
            switch sample.state {
            case .caughtUp, .idle: .caughtUp
            case .stopped: nothingLeft ? .caughtUp : .never
            case .behind: trend.forecast
            case .delayed, .unknown: .unknown
            }
        return sample
    }
}

extension LagSample {
    /// Takes what the replica tells by itself.
    init(of replica: ReplicaReading, named name: String) {
        self.init(replica: name, channel: replica.status.channel, time: replica.time, state: .behind)
        replicaReading = replica
        reportedSeconds = replica.status.secondsBehind
        eventSeconds = replica.status.row["source_replica_time_diff"].flatMap { UInt64($0) }
        workers = replica.workers
    }
}

extension ReplicaReading {
    /// The age of the oldest transaction at work, by the clock of the server on which its commit was noted.
    ///
    /// - Parameters:
    ///   - source: That server.
    ///   - atOrigin: Whether the commit at its origin is meant, and not that at the server that sent it.
    func commitLag(_ source: SourceReading, atOrigin: Bool) -> Int64? {
        let commits = workers.compactMap { atOrigin ? $0.applying?.originalCommit : $0.applying?.immediateCommit }
        guard let commit = commits.min() else { return nil }
        return max(0, time + (source.clock?.microseconds ?? 0) - commit)
    }

    /// The way of the last transaction, corrected by the difference of the two clocks.
    func applyDelay(_ skew: ClockOffset?) -> Int64? {
        let finished = workers.compactMap(\.last).filter { $0.end != nil && $0.immediateCommit != nil }
        guard let last = finished.max(by: { ($0.end ?? 0) < ($1.end ?? 0) }), let end = last.end,
            let commit = last.immediateCommit
        else { return nil }
        return max(0, end - commit - (skew?.microseconds ?? 0))
    }

    /// The way of the last transaction to the relay log, corrected likewise.
    func receiveDelay(_ skew: ClockOffset?) -> Int64? {
        guard let queued = receiver?.queued, let end = queued.end, let commit = queued.immediateCommit else {
            return nil
        }
        return max(0, end - commit - (skew?.microseconds ?? 0))
    }
}
