// SPDX-License-Identifier: Apache-2.0

/// What one thread that applies transactions tells of its work; times are the source's clock's, in microseconds since 1970 UTC.
///
/// Source: MySQL 9.7, Reference Manual, "The replication_applier_status_by_worker Table" and
/// "The replication_applier_status_by_coordinator Table".
public struct ApplierWorker: Sendable, Hashable {
    /// The worker's number, from 1; 0 where one thread does it all.
    public var id: Int
    /// When the transaction that it applies was committed at its origin; nil where it applies none.
    public var applyingOriginalCommit: Int64?
    /// When the transaction that it applied last was committed at its origin; nil where it applied none yet.
    public var lastOriginalCommit: Int64?
    /// When the transaction that it applied last was committed at the source that sent it.
    public var lastImmediateCommit: Int64?
    /// When it had applied that one, by the replica's clock.
    public var lastEnd: Int64?
    /// The error that stopped it.
    public var failure: String?

    /// Takes the worker's number; the rest can be set afterwards.
    public init(id: Int) {
        self.id = id
    }
}
