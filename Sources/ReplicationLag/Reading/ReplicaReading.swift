// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// What a replica told of one of its sources at one moment.
public struct ReplicaReading: Sendable, Hashable {
    /// Which server it is.
    public var identity: SourceIdentity
    /// What it tells of the source.
    public var status: ReplicaStatus
    /// All that it has executed: MySQL's `gtid_executed`, MariaDB's `gtid_current_pos`; nil without GTIDs.
    public var executed: ExecutedGTIDs?
    /// The threads that apply; empty where the server does not tell.
    public var workers: [ApplierWorker]
    /// How many channels or connections it has.
    public var channelCount: Int
    /// Where it writes the next event of its own log, from which a channel back would start; nil where it writes none.
    public var ownEnd: BinlogFilePosition?
    /// Its clock against ours.
    public var clock: ClockOffset?
    /// When it was read, in microseconds since 1970 UTC by our clock.
    public var time: Int64

    /// Takes what was read.
    public init(
        identity: SourceIdentity,
        status: ReplicaStatus,
        executed: ExecutedGTIDs? = nil,
        workers: [ApplierWorker] = [],
        channelCount: Int = 1,
        ownEnd: BinlogFilePosition? = nil,
        clock: ClockOffset? = nil,
        time: Int64
    ) {
        self.identity = identity
        self.status = status
        self.executed = executed
        self.workers = workers
        self.channelCount = channelCount
        self.ownEnd = ownEnd
        self.clock = clock
        self.time = time
    }
}
