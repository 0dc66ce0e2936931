// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog

/// A transaction as it stood in the log of one end.
public struct SeenTransaction: Sendable, Hashable {
    /// By what a transaction is known again in another server's log.
    public enum Key: Sendable, Hashable {
        /// By its GTID, which stays.
        case gtid(TransactionIdentity)
        /// By what it says: server and time of its commit at the origin, or, where those are not noted, what it changes.
        ///
        /// Transactions that say the same are told apart by their order.
        case content(UInt64)
    }

    /// By what it is known again.
    public var key: Key
    /// When it was committed at its origin, in microseconds since 1970 UTC by that server's clock; nil where the log does not note
    /// it.
    public var originalCommit: Int64?
    /// When it was committed at the server whose log it is, by that server's clock; nil likewise.
    public var commit: Int64?
    /// When we had it whole, in microseconds since 1970 UTC by our clock.
    public var seen: Int64

    /// Takes the parts.
    public init(key: Key, originalCommit: Int64? = nil, commit: Int64? = nil, seen: Int64) {
        self.key = key
        self.originalCommit = originalCommit
        self.commit = commit
        self.seen = seen
    }
}
