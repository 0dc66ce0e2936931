// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLWire

/// What a transaction does, in short: the same on the server that made it and on each that replicated it.
///
/// Replicas write events of their own, and keep of those they were sent when and where the change was made. Numbers of tables and
/// of transactions, GTIDs, and how rows are spread over events differ between servers, and do not count.
package struct TransactionContent: Sendable, Hashable {
    /// CRC-32 of tables, row images and statements.
    var digest: UInt32
    /// Bytes that went into it.
    var byteCount: UInt64
    /// When the first change was made, in seconds since 1970 UTC.
    var timestamp: UInt32
    /// The server that made it.
    var serverID: UInt32

    /// Puts the parts together.
    package init(digest: UInt32, byteCount: UInt64, timestamp: UInt32, serverID: UInt32) {
        self.digest = digest
        self.byteCount = byteCount
        self.timestamp = timestamp
        self.serverID = serverID
    }
}

/// Makes a ``TransactionContent`` of events.
struct ContentDigest: Sendable {
    private var digest: UInt32 = 0
    private var byteCount: UInt64 = 0
    private var origin: (timestamp: UInt32, serverID: UInt32)?
    /// The table and the operation of the rows before.
    private var lastRows = ""

    /// What the events so far do; nil where they do nothing by which they could be known again.
    var content: TransactionContent? {
        guard let origin, byteCount > 0 else { return nil }
        return TransactionContent(
            digest: digest,
            byteCount: byteCount,
            timestamp: origin.timestamp,
            serverID: origin.serverID
        )
    }

    /// Takes the next event of the transaction.
    mutating func take(_ event: borrowing BinlogEvent) {
        switch event.body {
        case .rows(let rows):
            note(event)
            let name = "\(rows.table.database).\(rows.table.table) \(rows.operation)"
            if name != lastRows { add(name) }
            lastRows = name
            add(rows.images)
        case .query(let query):
            switch TransactionControl(query.sql) {
            case .begin, .commit, .rollback, .savepoint, .rollbackToSavepoint: return
            case .xaBlock, .xaPrepare, .xaCommit, .xaRollback, nil: break
            }
            note(event)
            lastRows = ""
            add(query.database)
            add(query.sql)
        case .executeLoadQuery(let load):
            note(event)
            add(load.query.sql)
        case .intVar, .rand, .userVar:
            let end = event.bytes.count - (event.checksum == nil ? 0 : 4)
            add(event.bytes.extracting(min(EventHeader.byteCount, end)..<end))
        default: break
        }
    }

    private mutating func note(_ event: borrowing BinlogEvent) {
        if origin == nil { origin = (event.header.timestamp, event.header.serverID) }
    }

    private mutating func add(_ text: String) {
        let bytes = Array(text.utf8)
        add(bytes.span)
    }

    private mutating func add(_ bytes: Span<UInt8>) {
        digest = CRC32.checksum(of: bytes, from: digest)
        byteCount &+= UInt64(bytes.count)
    }
}
