// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Finds a place by GTIDs or by time, from the events of a log.
struct LogSearchScanner: LogScanner {
    /// What comes behind the place.
    enum Goal: Sendable {
        /// What is not among these; the set is what of them is to be seen yet, nil where the end is to be read.
        case missing(ExecutedGTIDs, outstanding: GTIDSet?)
        /// What follows this transaction.
        case behind(GTID)
        /// What is of this time or later.
        case time(UInt32)
    }

    private var goal: Goal
    private var tracker = TransactionTracker()
    /// The event that was seen last, and where it ends.
    private var mark: EventMark?
    private var last: BinlogFilePosition?
    /// What was found, but for how it stands, which is between transactions.
    private(set) var found = PlaceInLog(standing: .betweenTransactions)
    /// Behind the last whole transaction, or behind what stands between it and the next.
    private(set) var end: BinlogFilePosition?
    /// Transactions behind the place that are among the GTIDs.
    private(set) var aheadCount = 0
    /// Whether the transaction was seen that the place is to be behind.
    private(set) var isSeen = false
    private(set) var isOver = false

    /// Looks for a place.
    init(_ goal: Goal) {
        self.goal = goal
    }

    /// Takes note of how the log ended, once no more events come.
    mutating func finish(_ cut: LogCut?) {
        found.cut = cut
        guard let open = tracker.current, found.after == nil else { return }
        found.unended = BinlogFilePosition(file: open.file, offset: open.begin)
    }

    /// The place; nil where nothing was read.
    var place: BinlogFilePosition? {
        found.after.map { BinlogFilePosition(file: $0.file, offset: $0.begin) } ?? end
    }

    mutating func accept(_ event: borrowing BinlogEvent, file: String) {
        guard !isOver else { return }
        let isStored = !event.isInner && !event.header.flags.contains(.artificial)
        if isStored, event.header.type != .stop, event.header.type != .rotate {
            last = BinlogFilePosition(file: file, offset: event.endPosition)
            mark = EventMark(event.bytes, at: event.position, hasChecksum: event.checksum != nil)
        }
        if let transaction = tracker.accept(event, file: file) { take(transaction) }
        // What a transaction under way begins behind is the place until it is known what it is.
        guard !isOver, found.after == nil, tracker.current == nil else { return }
        end = last
        found.mark = mark
        found.executed = tracker.executed
    }

    private mutating func take(_ transaction: SeenTransaction) {
        switch goal {
        case .missing(let gtids, var outstanding):
            let isHeld = transaction.identity.flatMap { gtids.holds($0) } ?? false
            if case .mysql(let gtid) = transaction.identity, outstanding != nil {
                outstanding?.remove(gtid)
                goal = .missing(gtids, outstanding: outstanding)
            }
            if !isHeld {
                if found.after == nil { goesOn(with: transaction) }
            } else if found.after == nil {
                before(transaction)
            } else {
                aheadCount += 1
            }
            if found.after != nil, outstanding?.isEmpty == true || isBehindAll(gtids) { isOver = true }
        case .behind(let gtid):
            if isSeen {
                goesOn(with: transaction)
                isOver = true
            } else {
                isSeen = transaction.identity == .mysql(gtid)
                before(transaction)
            }
        case .time(let time):
            if transaction.timestamp >= time {
                goesOn(with: transaction)
                isOver = true
            } else {
                before(transaction)
            }
        }
    }

    private mutating func goesOn(with transaction: SeenTransaction) {
        found.after = transaction
        found.latestBefore = tracker.latestBefore
    }

    private mutating func before(_ transaction: SeenTransaction) {
        found.before = transaction
    }

    /// MariaDB: whether the log has come to the named transaction in each domain.
    private func isBehindAll(_ gtids: ExecutedGTIDs) -> Bool {
        guard case .mariaDB(let wanted) = gtids, case .mariaDB(let seen) = tracker.executed else { return false }
        return wanted.gtids.allSatisfy { (seen.gtid(of: $0.domain)?.sequence ?? 0) >= $0.sequence }
    }
}
