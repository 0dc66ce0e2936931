// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// One look at both servers, in an order that proves something: the source, the replica, and the source again.
///
/// What the source had committed at the first reading, the replica can only have by replication; what the second reading does
/// not have, the replica cannot have from the source.
public struct GateLook: Sendable, Hashable {
    /// The source, read before the replica.
    public var before: SourceReading
    /// The replica.
    public var replica: ReplicaReading
    /// The source, read again behind the replica.
    public var after: SourceReading
    /// MariaDB: what the replica's own log holds (`gtid_binlog_state`), read with the replica; nil where it writes none.
    public var replicaLog: MariaDBGTIDState?
    /// MariaDB: what the source's log holds, read behind the replica.
    public var sourceLog: MariaDBGTIDState?
    /// Whether the replica shows the marker's row; nil where there is no such row.
    public var hasMarkerRow: Bool?
    /// When the look began, before the source was asked.
    public var began: ContinuousClock.Instant
    /// When the replica had answered, before the source was asked again.
    public var time: ContinuousClock.Instant

    /// Takes the readings; the rest can be set afterwards.
    public init(
        before: SourceReading,
        replica: ReplicaReading,
        after: SourceReading,
        began: ContinuousClock.Instant,
        time: ContinuousClock.Instant
    ) {
        self.before = before
        self.replica = replica
        self.after = after
        self.began = began
        self.time = time
    }
}
