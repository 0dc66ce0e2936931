// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// What a source told of itself at one moment.
public struct SourceReading: Sendable, Hashable {
    /// Which server it is.
    public var identity: SourceIdentity
    /// Where it writes its next event; nil where it writes no log.
    public var end: BinlogFilePosition?
    /// The transactions that it has committed: MySQL's `gtid_executed` or MariaDB's `gtid_binlog_pos`; nil without GTIDs.
    public var committed: ExecutedGTIDs?
    /// The files of its log; nil where it was not asked, or may not be.
    public var logs: BinaryLogIndex?
    /// Whether it takes no writes from accounts without special privileges (`read_only`, `super_read_only`).
    public var readOnly: ReadOnlyMode
    /// Its clock against ours.
    public var clock: ClockOffset?
    /// When asking began, in microseconds since 1970 UTC by our clock.
    public var asked: Int64
    /// When it was read, in microseconds since 1970 UTC by our clock.
    public var time: Int64

    /// Whether a server takes writes.
    public enum ReadOnlyMode: String, Sendable, Hashable {
        /// Everyone may write.
        case off
        /// Only privileged accounts may write (`read_only`).
        case readOnly = "read_only"
        /// Nobody may write (MySQL's `super_read_only`; MariaDB 12's `read_only = NO_LOCK_NO_ADMIN`).
        case superReadOnly = "super_read_only"
    }

    /// Takes what was read.
    public init(
        identity: SourceIdentity,
        end: BinlogFilePosition?,
        committed: ExecutedGTIDs? = nil,
        logs: BinaryLogIndex? = nil,
        readOnly: ReadOnlyMode = .off,
        clock: ClockOffset? = nil,
        asked: Int64? = nil,
        time: Int64
    ) {
        self.identity = identity
        self.end = end
        self.committed = committed
        self.logs = logs
        self.readOnly = readOnly
        self.clock = clock
        self.asked = asked ?? time
        self.time = time
    }

    /// Whether nothing was written since `earlier` was read.
    public func isUnchanged(since earlier: SourceReading) -> Bool {
        identity == earlier.identity && end == earlier.end && committed == earlier.committed
    }
}
