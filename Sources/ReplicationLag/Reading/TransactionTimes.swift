// SPDX-License-Identifier: Apache-2.0

/// One transaction on its way through a replica, as the server notes it; all times are microseconds since 1970 UTC.
///
/// Source: MySQL 9.7, Reference Manual, "The replication_connection_status Table" and
/// "The replication_applier_status_by_coordinator Table".
public struct TransactionTimes: Sendable, Hashable {
    /// Its GTID as the server writes it; `ANONYMOUS` without GTIDs.
    public var gtid: String
    /// When it was committed at its origin, by that server's clock; nil where the origin did not note it (before MySQL 8.0).
    public var originalCommit: Int64?
    /// When it was committed at the server that sent it, by that server's clock.
    public var immediateCommit: Int64?
    /// When the thread began with it, by the replica's clock; nil where `performance_schema` is off.
    public var begin: Int64?
    /// When the thread had done with it, by the replica's clock; nil where it has not, or `performance_schema` is off.
    public var end: Int64?

    /// Takes the GTID; the rest can be set afterwards.
    public init(gtid: String) {
        self.gtid = gtid
    }
}
