// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
import MySQLTypes

/// What stands at a place of a log, and around it.
public struct PlaceInLog: Sendable, Hashable {
    /// How a place stands to the events of its file.
    public enum Standing: Sendable, Hashable {
        /// Between transactions: replication may begin there.
        case betweenTransactions
        /// At an event within a transaction, which the bytes are of; the end is nil where the log ends before it.
        case insideTransaction(begin: UInt64, end: UInt64?)
        /// Within an event, which the bytes are of.
        case insideEvent(begin: UInt64, end: UInt64)
        /// Behind the last whole event of the file, which ends at this byte.
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
    /// The latest time of the transactions before it that were seen, in seconds since 1970 UTC.
    var latestBefore: UInt32 = 0
    /// Where a transaction begins that the log does not end.
    var unended: BinlogFilePosition?
    /// Where the last file is cut, as far as it was read.
    var cut: LogCut?
}
