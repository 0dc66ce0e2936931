// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// What is known of one replica and one of its sources at one moment, each method's answer by itself.
///
/// Times are microseconds. A lag is never negative: where clocks differ, it is corrected by the measured difference, which stands
/// in ``clockSkew``.
public struct LagSample: Sendable, Hashable {
    /// What the replica is called, as the user wrote it.
    public var replica: String
    /// The channel (MySQL) or connection (MariaDB); nil for the one without a name.
    public var channel: String?
    /// What the source is called; nil where it is not known.
    public var source: String?
    /// Whether the replica reads this source's log itself, without servers between.
    public var isDirect = true
    /// When it was taken, in microseconds since 1970 UTC by our clock.
    public var time: Int64
    /// How the replica stands.
    public var state: LagState
    /// What is left to apply.
    public var backlog: Backlog?
    /// Bytes of the source's log that have not come to the replica yet: more than a few say that the network or the source is slow,
    /// and not the applier. Nil where positions do not tell.
    public var unreceivedBytes: UInt64?
    /// Seconds as the server reports them (`Seconds_Behind_Source`); nil where it reports none.
    public var reportedSeconds: UInt64?
    /// MariaDB 11.6 and above: seconds between the last events at both ends (`Master_Slave_time_diff`).
    public var eventSeconds: UInt64?
    /// How long ago the oldest transaction at work was committed at the source, by the source's clock; 0 where all was applied.
    public var commitLag: Int64?
    /// How long the last applied transaction took from its commit at its origin to its end here.
    public var applyDelay: Int64?
    /// How long the last received transaction took from its commit at the source to the relay log.
    public var receiveDelay: Int64?
    /// Between which lags the true one lies, by what the source had committed at moments of our clock.
    public var sampledLag: LagBounds?
    /// How old the newest heartbeat row was.
    public var heartbeatLag: Int64?
    /// The same against the first server of a chain; nil where that is the source.
    public var origin: OriginLag?
    /// How far the replica's clock is ahead of the source's.
    public var clockSkew: ClockOffset?
    /// The threads that apply.
    public var workers: [ApplierWorker] = []
    /// How fast both ends are.
    public var rates = LagRates()
    /// When nothing will be left.
    public var forecast = CatchUpForecast.unknown
    /// What the source told; nil where it could not be asked.
    public var sourceReading: SourceReading?
    /// What the replica told; nil where it could not be asked.
    public var replicaReading: ReplicaReading?

    /// Takes what every sample has.
    public init(replica: String, channel: String?, time: Int64, state: LagState) {
        self.replica = replica
        self.channel = channel
        self.time = time
        self.state = state
    }

    /// The replica's name, with the channel's behind a slash where it has one.
    public var name: String { channel.map { "\(replica)/\($0)" } ?? replica }

    /// The lag, by the best method that has an answer; nil where none has.
    ///
    /// What the source was seen to commit bounds it without the servers' clocks. Between those bounds the commit times of the
    /// transactions at work tell it; without both it is what a heartbeat tells, and at last the servers' own seconds.
    ///
    /// Where the source is not known, seconds that the replica reports may well be 0 and wrong: only the age of a transaction at
    /// work is certain then, and the lag may be longer.
    public var lag: LagMeasure? {
        if case .unknown = state {
            return commitLag.map { LagMeasure($0, by: .commitTime, isLowerBound: true) }
        }
        if let backlog, backlog.isNothing { return LagMeasure(0, by: .caughtUp) }
        if let commitLag { return LagMeasure(sampledLag?.clamp(commitLag) ?? commitLag, by: .commitTime) }
        if let heartbeatLag, sampledLag?.most == nil {
            return LagMeasure(sampledLag?.clamp(heartbeatLag) ?? heartbeatLag, by: .heartbeat)
        }
        if let sampledLag {
            // One that began before we looked may be known better by the servers.
            if sampledLag.most == nil, let seconds = eventSeconds ?? reportedSeconds, seconds > 0,
                let reported = Int64(seconds: seconds), reported > sampledLag.least
            {
                return LagMeasure(reported, by: eventSeconds == nil ? .reported : .eventTime)
            }
            return LagMeasure(sampledLag.middle, by: .sampling, isLowerBound: sampledLag.most == nil)
        }
        if let eventSeconds, let lag = Int64(seconds: eventSeconds) { return LagMeasure(lag, by: .eventTime) }
        return reportedSeconds.flatMap { Int64(seconds: $0) }.map { LagMeasure($0, by: .reported) }
    }
}

/// How far a replica is behind the first server of a chain.
public struct OriginLag: Sendable, Hashable {
    /// What that server is called.
    public var name: String
    /// What is left to apply of what it had committed.
    public var backlog: Backlog?
    /// How long ago the oldest transaction at work was committed there, by its clock; 0 where all was applied.
    public var commitLag: Int64?
    /// Between which lags the true one lies.
    public var sampledLag: LagBounds?

    /// Takes the name; the rest can be set afterwards.
    public init(name: String) {
        self.name = name
    }

    /// The lag, by the best method that has an answer.
    public var lag: LagMeasure? {
        if let backlog, backlog.isNothing { return LagMeasure(0, by: .caughtUp) }
        if let commitLag { return LagMeasure(sampledLag?.clamp(commitLag) ?? commitLag, by: .commitTime) }
        return sampledLag.map { LagMeasure($0.middle, by: .sampling, isLowerBound: $0.most == nil) }
    }
}

extension Int64 {
    /// Microseconds of so many seconds; nil where that is too much.
    init?(seconds: UInt64) {
        guard seconds <= UInt64(Int64.max / 1_000_000) else { return nil }
        self = Int64(seconds) * 1_000_000
    }
}
