// SPDX-License-Identifier: Apache-2.0

/// What one thread that applies transactions tells of its work; times are microseconds since 1970 UTC.
///
/// Source: MySQL 9.7, Reference Manual, "The replication_applier_status_by_worker Table"; MariaDB,
/// "Information Schema PROCESSLIST Table".
public struct ApplierWorker: Sendable, Hashable {
    /// The worker's number, from 1; 0 where one thread does it all.
    public var id: Int
    /// The transaction that it applies; nil where it applies none, and on MariaDB, which does not tell.
    public var applying: TransactionTimes?
    /// The transaction that it applied last; nil where it applied none yet, and on MariaDB.
    public var last: TransactionTimes?
    /// What it does, in the server's words; MariaDB only.
    public var activity: String?
    /// Whether it is at work on a transaction.
    public var isBusy = false
    /// How often it had to begin the present transaction again.
    public var retries: UInt64 = 0
    /// The error that stopped it.
    public var failure: String?

    /// When the transaction that it applies was committed at its origin, by that server's clock.
    public var applyingOriginalCommit: Int64? { applying?.originalCommit }
    /// When the transaction that it applied last was committed at its origin, by that server's clock.
    public var lastOriginalCommit: Int64? { last?.originalCommit }
    /// When the transaction that it applied last was committed at the server that sent it, by that server's clock.
    public var lastImmediateCommit: Int64? { last?.immediateCommit }
    /// When it had applied that one, by the replica's clock.
    public var lastEnd: Int64? { last?.end }

    /// Takes the worker's number; the rest can be set afterwards.
    public init(id: Int) {
        self.id = id
    }
}
