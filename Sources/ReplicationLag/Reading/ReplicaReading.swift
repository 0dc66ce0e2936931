// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// What a replica told of one of its sources at one moment.
public struct ReplicaReading: Sendable, Hashable {
    /// Which server it is.
    public var identity: SourceIdentity
    /// What it tells of the source.
    public var status: ReplicaStatus
    /// What it has executed; nil without GTIDs.
    ///
    /// MySQL's `gtid_executed` holds its own transactions too, MariaDB's `gtid_slave_pos` does not.
    public var executed: ExecutedGTIDs?
    /// MariaDB: the last transactions of its own log (`gtid_binlog_pos`).
    public var written: ExecutedGTIDs?
    /// The threads that apply; empty where the server does not tell.
    public var workers: [ApplierWorker]
    /// What the threads before them tell; nil where the server does not.
    public var receiver: ReceiverReading?
    /// Whether it takes no writes from accounts without special privileges.
    public var readOnly: SourceReading.ReadOnlyMode
    /// How many channels or connections it has.
    public var channelCount: Int
    /// Where it writes the next event of its own log, from which a channel back would start; nil where it writes none.
    public var ownEnd: BinlogFilePosition?
    /// Its clock against ours.
    public var clock: ClockOffset?
    /// When asking began, in microseconds since 1970 UTC by our clock.
    public var asked: Int64
    /// When it was read, in microseconds since 1970 UTC by our clock.
    public var time: Int64

    /// Takes what was read.
    public init(
        identity: SourceIdentity,
        status: ReplicaStatus,
        executed: ExecutedGTIDs? = nil,
        written: ExecutedGTIDs? = nil,
        workers: [ApplierWorker] = [],
        receiver: ReceiverReading? = nil,
        readOnly: SourceReading.ReadOnlyMode = .off,
        channelCount: Int = 1,
        ownEnd: BinlogFilePosition? = nil,
        clock: ClockOffset? = nil,
        asked: Int64? = nil,
        time: Int64
    ) {
        self.identity = identity
        self.status = status
        self.executed = executed
        self.written = written
        self.workers = workers
        self.receiver = receiver
        self.readOnly = readOnly
        self.channelCount = channelCount
        self.ownEnd = ownEnd
        self.clock = clock
        self.asked = asked ?? time
        self.time = time
    }
}
