// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// What is known of one replica and one of its sources at one moment, each method's answer by itself.
///
/// Times are microseconds. A lag is never negative: where clocks differ by more than a lag, it is nil or corrected by the measured
/// difference, which stands in ``clockSkew``.
public struct LagSample: Sendable, Hashable {
    /// What the replica is called, as the user wrote it.
    public var replica: String
    /// The channel (MySQL) or connection (MariaDB); nil for the one without a name.
    public var channel: String?
    /// When it was taken, in microseconds since 1970 UTC by our clock.
    public var time: Int64
    /// How the replica stands.
    public var state: LagState
    /// What is left to apply.
    public var backlog: Backlog?
    /// Seconds as the server reports them (`Seconds_Behind_Source`); nil where it reports none.
    public var reportedSeconds: UInt64?
    /// How long ago the transaction that is being applied was committed at its origin; 0 where all was applied.
    public var commitLag: Int64?
    /// How long the last applied transaction took from its commit at the origin to its end here.
    public var applyDelay: Int64?
    /// How old the newest heartbeat row was.
    public var heartbeatLag: Int64?
    /// How far the replica's clock is ahead of the source's.
    public var clockSkew: ClockOffset?
    /// The threads that apply.
    public var workers: [ApplierWorker] = []

    /// Takes what every sample has.
    public init(replica: String, channel: String?, time: Int64, state: LagState) {
        self.replica = replica
        self.channel = channel
        self.time = time
        self.state = state
    }
}

extension LagSample {
    /// Judges what a source and a replica told.
    ///
    /// - Parameters:
    ///   - name: What the replica is called.
    ///   - replica: What the replica told; it was read behind the source.
    ///   - source: What the source told.
    ///   - earlier: What the source told the time before; nil at the first time.
    public init(
        of replica: ReplicaReading,
        named name: String,
        behind source: SourceReading,
        after earlier: SourceReading?
    ) {
        let backlog = Backlog(of: source, executed: replica.executed, position: replica.status.executed)
        self.init(
            replica: name,
            channel: replica.status.channel,
            time: replica.time,
            state: LagState(
                of: replica,
                backlog: backlog,
                sourceWrites: earlier.map { !source.isUnchanged(since: $0) }
            )
        )
        self.backlog = backlog
        reportedSeconds = replica.status.secondsBehind
        workers = replica.workers
        if let source = source.clock, let replica = replica.clock { clockSkew = source.skew(to: replica) }
        commitLag = LagSample.commitLag(replica, source, isNothingLeft: backlog?.isNothing == true)
        applyDelay = LagSample.applyDelay(replica, clockSkew)
    }

    /// The age of the oldest transaction at work, by the source's clock, on which its commit was noted.
    private static func commitLag(_ replica: ReplicaReading, _ source: SourceReading, isNothingLeft: Bool) -> Int64? {
        if isNothingLeft { return 0 }
        guard let commit = replica.workers.compactMap(\.applyingOriginalCommit).min() else { return nil }
        let now = replica.time + (source.clock?.microseconds ?? 0)
        return max(0, now - commit)
    }

    /// The way of the last transaction, corrected by the difference of the two clocks.
    private static func applyDelay(_ replica: ReplicaReading, _ skew: ClockOffset?) -> Int64? {
        let finished = replica.workers.filter { $0.lastEnd != nil && $0.lastOriginalCommit != nil }
        guard let last = finished.max(by: { ($0.lastEnd ?? 0) < ($1.lastEnd ?? 0) }), let end = last.lastEnd,
            let commit = last.lastOriginalCommit
        else { return nil }
        return max(0, end - commit - (skew?.microseconds ?? 0))
    }
}
