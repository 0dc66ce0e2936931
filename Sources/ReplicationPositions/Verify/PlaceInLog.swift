// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// What stands at a place of a log, and around it.
public struct PlaceInLog: Sendable, Hashable {
    /// How a place stands to the events of its file.
    public enum Standing: Sendable, Hashable {
        /// Between transactions: replication may begin there.
        case betweenTransactions
        /// At an event within a transaction, which the bytes are of.
        case insideTransaction(begin: UInt64, end: UInt64)
        /// Within an event, which the bytes are of.
        case insideEvent(begin: UInt64, end: UInt64)
        /// Behind the last byte of the file.
        case behindEnd(UInt64)
    }

    /// How it stands to the events.
    public var standing: Standing
    /// The last transaction before it in its file; of a place within one, the one before that.
    public var before: SeenTransaction?
    /// The first transaction behind it; nil where none is yet, or the place stands within one.
    public var after: SeenTransaction?
    /// By what the place is known again: the event that ends there.
    public var mark: EventMark?
    /// The GTIDs of all that was written before it; nil where the log does not tell them.
    public var executed: ExecutedGTIDs?
    /// Whether the event is there that a mark tells; nil where none was looked for, or none begins where it says.
    var isMarkKnown: Bool?
    /// Transactions without GTID that were seen up to it.
    var anonymousCount = 0
}
