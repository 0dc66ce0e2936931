// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// A place of a log, in one of the ways in which places are told.
public enum SoughtPlace: Sendable, Hashable {
    /// By file and offset.
    case file(BinlogFilePosition)
    /// Behind these transactions: a set of MySQL, or a position of MariaDB.
    ///
    /// A set of one transaction stands for the place behind that one, as a position of MariaDB does.
    case gtids(ExecutedGTIDs)
    /// Before the first transaction of this time or later; seconds since 1970 UTC.
    case time(UInt32)
}

extension ExecutedGTIDs {
    /// Whether a transaction is one of them; nil where it is of the other family.
    func holds(_ gtid: TransactionIdentity) -> Bool? {
        switch (self, gtid) {
        case (.mysql(let set), .mysql(let gtid)): set.contains(gtid)
        case (.mariaDB(let position), .mariaDB(let gtid)):
            (position.gtid(of: gtid.domain)?.sequence ?? 0) >= gtid.sequence
        default: nil
        }
    }

    /// The only transaction of a set of MySQL that has one.
    var single: GTID? {
        guard case .mysql(let set) = self, set.transactionCount == 1, let entry = set.entries.first,
            let interval = entry.intervals.first
        else { return nil }
        return GTID(source: entry.source, tag: entry.tag, number: interval.first)
    }
}
