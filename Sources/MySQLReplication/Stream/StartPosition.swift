// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// Where a stream begins.
///
/// ```swift
/// let source = BinlogSource(configuration, from: .after(try GTIDSet("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-23")))
/// ```
public enum StartPosition: Sendable, Hashable {
    /// What is committed from here on.
    case now
    /// The oldest change that the source still has.
    case earliest
    /// The event at this place, where an event must begin.
    case file(BinlogFilePosition)
    /// What is not among these transactions of MySQL.
    case after(GTIDSet)
    /// What follows this position of MariaDB, in each of its domains; domains that it does not name begin at their first
    /// transaction.
    case afterMariaDB(MariaDBGTIDPosition)
    /// The first transaction whose first event is of this time or later; seconds since 1970 UTC.
    case time(UInt32)
    /// Where an earlier stream stopped.
    case resume(ResumePoint)
}
