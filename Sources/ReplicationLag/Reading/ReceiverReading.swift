// SPDX-License-Identifier: Apache-2.0

/// What the threads before the workers tell: the receiver, which writes the relay log, and the coordinator, which reads it.
///
/// Source: MySQL 9.7, Reference Manual, "The replication_connection_status Table" and
/// "The replication_applier_status_by_coordinator Table".
public struct ReceiverReading: Sendable, Hashable {
    /// The transaction that was written to the relay log last.
    public var queued: TransactionTimes?
    /// The transaction that is being written there.
    public var queueing: TransactionTimes?
    /// When the last heartbeat came, by the replica's clock, in microseconds since 1970 UTC.
    public var lastHeartbeat: Int64?
    /// The transaction that the coordinator gave to a worker last; nil where there is one thread.
    public var scheduled: TransactionTimes?
    /// The transaction that the coordinator has at hand.
    public var scheduling: TransactionTimes?

    /// Knows nothing yet.
    public init() {}
}
