// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Puts the events of a log together to transactions, and keeps account of their GTIDs.
struct TransactionTracker: Sendable {
    /// What is found out of each transaction beyond where it stands.
    struct Detail: OptionSet, Sendable {
        let rawValue: UInt8

        /// How many rows of which tables it changes.
        static let rows = Detail(rawValue: 1)
        /// A digest of its content.
        static let content = Detail(rawValue: 2)
    }

    private let detail: Detail
    private var boundary = TransactionBoundary()
    private var digest = ContentDigest()
    /// The transaction that is under way.
    private(set) var current: SeenTransaction?
    /// The content of the transaction that was completed last.
    private(set) var content: TransactionContent?
    /// What was written before the place behind the last whole transaction; nil where no file told it yet.
    private(set) var executed: ExecutedGTIDs?
    /// Transactions without a GTID that were seen.
    private(set) var anonymousCount = 0
    /// The latest time of all transactions before the one that was completed last, in seconds since 1970 UTC.
    private(set) var latestBefore: UInt32 = 0
    private var latest: UInt32 = 0

    /// Begins at the first event of a file.
    init(_ detail: Detail = []) {
        self.detail = detail
    }

    /// Takes the next event; gives the transaction that ends with it.
    mutating func accept(_ event: borrowing BinlogEvent, file: String) -> SeenTransaction? {
        let step = boundary.accept(event)
        switch event.body {
        case .previousGTIDs(let previous): executed = .mysql(previous.gtids)
        case .mariaDBGTIDList(let list): executed = .mariaDB(MariaDBGTIDState(list.gtids).position)
        default: break
        }
        if step.beginsGroup {
            current = SeenTransaction(event, file: file)
            digest = ContentDigest()
        } else if !boundary.isOpen, !step.endsGroup {
            current = nil
        }
        guard current != nil else { return nil }
        if step != .outside {
            current?.take(event, countsRows: detail.contains(.rows))
            if detail.contains(.content) { digest.take(event) }
            if !event.isInner { current?.end = event.endPosition }
        }
        guard step.endsGroup, var transaction = current else { return nil }
        current = nil
        transaction.identity = boundary.gtid
        content = detail.contains(.content) ? digest.content : nil
        if let gtid = boundary.gtid { executed?.insert(gtid) } else { anonymousCount += 1 }
        latestBefore = latest
        latest = max(latest, transaction.timestamp)
        return transaction
    }
}
