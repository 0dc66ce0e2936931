// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// What was read, counted.
struct Summary {
    /// Rows of one table, by operation.
    struct TableCounts {
        var inserted = 0
        var updated = 0
        var deleted = 0
        /// Bytes of the rows events.
        var bytes: UInt64 = 0
    }

    /// A transaction.
    struct Transaction {
        var name = ""
        var file = ""
        var position: UInt64 = 0
        /// Bytes in the file.
        var bytes: UInt64 = 0
        var rows = 0
        /// Seconds from its first event to its last, by their timestamps.
        var seconds: UInt32 = 0
    }

    private(set) var events: [EventType: (count: Int, bytes: UInt64)] = [:]
    private(set) var tables: [String: TableCounts] = [:]
    private(set) var eventCount = 0
    private(set) var byteCount: UInt64 = 0
    private(set) var transactionCount = 0
    private(set) var largest: Transaction?
    private(set) var longest: Transaction?
    private(set) var firstTime: UInt32?
    private(set) var lastTime: UInt32?
    private var current = Transaction()
    private var currentStart: UInt32 = 0
    private var isOpen = false

    /// Counts an event and its rows.
    mutating func count(
        _ event: borrowing BinlogEvent,
        _ step: TransactionBoundary.Step,
        _ context: EventContext
    ) throws(BinlogError) {
        let size = UInt64(event.bytes.count)
        eventCount += 1
        let known = events[event.header.type] ?? (0, 0)
        events[event.header.type] = (known.count + 1, known.bytes + size)
        if !event.isInner { byteCount += size }
        if event.header.timestamp > 0 {
            firstTime = min(firstTime ?? .max, event.header.timestamp)
            lastTime = max(lastTime ?? 0, event.header.timestamp)
        }
        if step.beginsGroup { begin(event, context) }
        var rows = 0
        if case .rows(let event) = event.body { rows = try count(event, bytes: size) }
        guard isOpen else { return }
        // Bytes of inner events stand in their payload, which was counted.
        if !event.isInner { current.bytes += size }
        current.rows += rows
        if event.header.timestamp > currentStart { current.seconds = event.header.timestamp - currentStart }
        if step.endsGroup { end() }
    }

    private mutating func begin(_ event: borrowing BinlogEvent, _ context: EventContext) {
        isOpen = true
        current = Transaction()
        current.name = context.gtid ?? ""
        current.file = context.file
        current.position = event.position
        currentStart = event.header.timestamp
    }

    private mutating func end() {
        isOpen = false
        transactionCount += 1
        if current.bytes > largest?.bytes ?? 0 { largest = current }
        if current.seconds > longest?.seconds ?? 0 { longest = current }
    }

    private mutating func count(_ event: borrowing RowsEvent, bytes: UInt64) throws(BinlogError) -> Int {
        var rows = 0
        var changes = event.changes
        while try changes.next() != nil { rows += 1 }
        let name = "\(event.table.database).\(event.table.table)"
        var counts = tables[name] ?? TableCounts()
        switch event.operation {
        case .insert: counts.inserted += rows
        case .update: counts.updated += rows
        case .delete: counts.deleted += rows
        }
        counts.bytes += bytes
        tables[name] = counts
        return rows
    }
}
