// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes

/// What is known of a transaction before its events are read.
public struct Transaction: Sendable, Hashable {
    /// What becomes of its changes.
    public enum Kind: Sendable, Hashable {
        /// They are made: a transaction that was committed, in one step or as the branch of an XA transaction.
        case changes
        /// It is one statement that is no transaction: DDL, and what was logged in statement format without BEGIN.
        case statement
        /// It was rolled back, and logged because tables without transactions may have been changed in it.
        ///
        /// The log does not say which of its changes were made: those of tables without transactions (MyISAM, MEMORY).
        case rolledBack
        /// An XA transaction was prepared; its changes are held until it is known what becomes of them.
        case prepared
        /// An XA transaction was rolled back; its changes are dropped.
        case branchRolledBack
        /// An XA transaction was committed whose changes were not seen; see ``TransactionAssembler/Options/acceptsUnknownBranches``.
        case branchUnknown
        /// The source lost changes, which are not in its log.
        case incident
    }

    /// What becomes of its changes.
    public var kind: Kind
    /// The GTID; nil where it has none.
    public var gtid: TransactionIdentity?
    /// Where it begins; of an XA transaction where its `XA COMMIT` stands.
    public var begin: BinlogFilePosition
    /// Where what follows it begins.
    public var end: BinlogFilePosition
    /// The server that wrote it first.
    public var sourceServerID: UInt32
    /// When its first statement began, in seconds since 1970 UTC.
    public var timestamp: UInt32
    /// When it was committed on the server that we read, in microseconds since 1970 UTC; nil before MySQL 8.0.1, and on MariaDB.
    public var immediateCommitTimestamp: UInt64?
    /// When it was committed first, likewise; 0 where the servers between do not know.
    public var originalCommitTimestamp: UInt64?
    /// Version of the server that we read, as 90704; nil before MySQL 8.0.14, and on MariaDB.
    public var immediateServerVersion: UInt32?
    /// Version of the server that committed it first, likewise; 999999 where that is not known.
    public var originalServerVersion: UInt32?
    /// The XA transaction that was prepared, committed or rolled back in two steps; nil of others.
    ///
    /// Of one that is committed it tells where it was prepared. Where the group that prepared it was not seen, ``begin`` stands in
    /// place of that.
    public var branch: HeldBranch?

    /// A group and the event that it begins with.
    init(_ group: EventGroup, _ event: borrowing BinlogEvent) {
        kind = .changes
        gtid = group.gtid
        begin = group.beginPosition
        end = group.endPosition
        sourceServerID = event.header.serverID
        timestamp = event.header.timestamp
        if case .gtid(let gtid) = event.body {
            immediateCommitTimestamp = gtid.immediateCommitTimestamp
            originalCommitTimestamp = gtid.originalCommitTimestamp
            immediateServerVersion = gtid.immediateServerVersion
            originalServerVersion = gtid.originalServerVersion
        }
    }
}
