// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// The largest and the longest transactions.
struct TransactionRanking {
    /// A transaction.
    struct Transaction {
        var gtid: TransactionIdentity?
        var file = ""
        var position: UInt64 = 0
        /// Bytes in the file.
        var bytes: UInt64 = 0
        var rows = 0
        /// Seconds from its first event to its last, by their timestamps.
        var seconds: UInt32 = 0
    }

    /// What grows with the events of a transaction.
    private struct Open {
        var position: UInt64 = 0
        var bytes: UInt64 = 0
        var rows = 0
        var start: UInt32 = 0
        var latest: UInt32 = 0
    }

    private let limit: Int
    /// The transaction under way, but for its GTID and file.
    private var current = Open()
    private var isOpen = false
    /// The largest first.
    private(set) var largest: [Transaction] = []
    /// The longest first; none that took no time.
    private(set) var longest: [Transaction] = []

    /// Keeps so many of each.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes an event and its rows.
    @inline(__always)
    mutating func count(_ event: borrowing BinlogEvent, rowCount: Int, _ step: TransactionBoundary.Step) {
        let time = event.header.timestamp
        if step.beginsGroup { begin(at: event.position, time) }
        // Bytes of inner events stand in their payload, which was counted.
        if !event.isInner { current.bytes += UInt64(event.bytes.count) }
        current.rows += rowCount
        if time > current.latest { current.latest = time }
    }

    private mutating func begin(at position: UInt64, _ time: UInt32) {
        isOpen = true
        current = Open(position: position, start: time, latest: time)
    }

    /// The transaction is over, of which all events were counted; false where none was under way.
    mutating func end(_ gtid: TransactionIdentity?, in file: String) -> Bool {
        guard isOpen else { return false }
        isOpen = false
        let seconds = current.latest - current.start
        let isLarge = TransactionRanking.isAmong(largest, limit) { current.bytes > $0.bytes }
        let isLong = seconds > 0 && TransactionRanking.isAmong(longest, limit) { seconds > $0.seconds }
        guard isLarge || isLong else { return true }
        let transaction = Transaction(
            gtid: gtid,
            file: file,
            position: current.position,
            bytes: current.bytes,
            rows: current.rows,
            seconds: seconds
        )
        if isLarge { TransactionRanking.insert(transaction, into: &largest, limit) { $0.bytes } }
        if isLong { TransactionRanking.insert(transaction, into: &longest, limit) { UInt64($0.seconds) } }
        return true
    }

    private static func isAmong(_ list: [Transaction], _ limit: Int, _ precedes: (Transaction) -> Bool) -> Bool {
        guard let last = list.last, list.count >= limit else { return limit > 0 }
        return precedes(last)
    }

    private static func insert(
        _ transaction: Transaction,
        into list: inout [Transaction],
        _ limit: Int,
        _ size: (Transaction) -> UInt64
    ) {
        let place = list.firstIndex { size($0) < size(transaction) } ?? list.count
        list.insert(transaction, at: place)
        if list.count > limit { list.removeLast() }
    }
}
