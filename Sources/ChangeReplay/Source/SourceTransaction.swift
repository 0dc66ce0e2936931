// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// A whole transaction of the source on its way to the target.
///
/// Its events are held as bytes; whoever applies it decodes them.
struct SourceTransaction: Sendable {
    /// What it is to the target.
    enum Kind: Sendable, Hashable {
        /// Changes of rows, which may be none: the place alone is of interest then.
        case changes
        /// A statement that may change the definition of tables: what is behind it waits for what is before it, and
        /// plans of tables are made anew.
        case definition
    }

    /// Its number, counted from 1 for the task.
    var number: Int64
    /// What it is to the target.
    var kind = Kind.changes
    /// The GTID; nil where it has none.
    var gtid: TransactionIdentity?
    /// Where it begins.
    var begin: BinlogFilePosition
    /// The place behind it.
    var place: ResumePoint
    /// The XA transactions that are prepared behind it.
    var inDoubt: HeldBranches
    /// When it was made, in seconds since 1970 UTC.
    var timestamp: UInt32
    /// What its events are read by.
    var format: FormatDescriptionEvent
    /// The tables that its rows belong to, with the names of their columns.
    var tables: [TableMap] = []
    /// Its table maps and rows.
    var events = HeldEvents()

    /// Bytes that it takes in memory, roughly.
    var byteCount: Int { events.memoryByteCount + 512 }
}
