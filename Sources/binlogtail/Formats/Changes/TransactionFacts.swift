// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLWire

/// What the events before a row tell of it: its server's family, when it was committed, who changed it, by which statement.
struct TransactionFacts {
    /// Whether the server that wrote the events is MariaDB.
    private(set) var isMariaDB = false
    /// The connection; nil where the log does not tell.
    private(set) var thread: UInt32?
    /// When the transaction was committed where it came from, in microseconds since 1970 UTC; nil where the log does not tell.
    private(set) var commitTime: UInt64?
    /// The statement that changed the rows; nil where the log does not tell.
    private(set) var statement: [UInt8]?

    /// Takes the next event.
    mutating func accept(_ event: borrowing BinlogEvent) {
        switch event.body {
        case .formatDescription(let format): isMariaDB = format.isMariaDB
        case .gtid(let gtid):
            thread = nil
            statement = nil
            commitTime = gtid.originalCommitTimestamp ?? gtid.immediateCommitTimestamp
            if commitTime == 0 { commitTime = nil }
        case .mariaDBGTID(let gtid):
            thread = gtid.threadID
            statement = nil
            commitTime = nil
        case .query(let query):
            thread = query.threadID
            statement = nil
        case .rowsQuery(let query): statement = [UInt8](copying: query.sql)
        case .annotateRows(let annotation): statement = [UInt8](copying: annotation.sql)
        default: break
        }
    }

    /// When an event's change was made, in microseconds since 1970 UTC.
    func time(of event: borrowing BinlogEvent) -> UInt64 {
        commitTime ?? UInt64(event.header.timestamp) * 1_000_000
    }
}
