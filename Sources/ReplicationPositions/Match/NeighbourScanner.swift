// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// A transaction with its content; the content is nil where nothing could be known again by it.
struct ComparedTransaction: Sendable {
    var transaction: SeenTransaction
    var content: TransactionContent?
    /// The GTIDs up to it and with it, where the log tells them.
    var executed: ExecutedGTIDs?
}

/// Collects the transactions on both sides of a place.
struct NeighbourScanner: LogScanner {
    private let place: BinlogFilePosition
    private let most: Int
    private var tracker = TransactionTracker(.content)
    private(set) var before: [ComparedTransaction] = []
    private(set) var after: [ComparedTransaction] = []
    private(set) var isOver = false

    /// Collects at most `most` on each side of `place`.
    init(_ place: BinlogFilePosition, most: Int) {
        self.place = place
        self.most = most
    }

    mutating func accept(_ event: borrowing BinlogEvent, file: String) {
        guard !isOver, let transaction = tracker.accept(event, file: file) else { return }
        let compared = ComparedTransaction(transaction: transaction, content: tracker.content)
        let isBehind = BinlogFilePosition(file: transaction.file, offset: transaction.begin)
        if isBehind == place || place.precedes(isBehind) == true {
            after.append(compared)
            isOver = after.count >= most
        } else {
            before.append(compared)
            if before.count >= 2 * most { before.removeFirst(before.count - most) }
        }
    }

    /// Leaves the nearest ones only.
    mutating func finish() {
        if before.count > most { before.removeFirst(before.count - most) }
    }
}
