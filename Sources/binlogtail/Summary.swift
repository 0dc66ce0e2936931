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
        var gtid: TransactionIdentity?
        var file = ""
        var position: UInt64 = 0
        /// Bytes in the file.
        var bytes: UInt64 = 0
        var rows = 0
        /// Seconds from its first event to its last, by their timestamps.
        var seconds: UInt32 = 0
    }

    /// Events of one type.
    struct EventCounts {
        var count = 0
        var bytes: UInt64 = 0
    }

    /// By the number of their type.
    private var eventCounts = Array(repeating: EventCounts(), count: 256)
    private var tableCounts: [TableCounts] = []
    /// Where in ``tableCounts`` the rows of a table are counted.
    private var indices: [String: Int] = [:]
    private var recentIndices = PerTable<Int>()
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

    /// The types of which there were events.
    var events: [(type: EventType, counts: EventCounts)] {
        eventCounts.indices.compactMap { number in
            let counts = eventCounts[number]
            return counts.count == 0 ? nil : (EventType(rawValue: UInt8(number)), counts)
        }
    }

    /// The tables of which there were rows, by name.
    var tables: [(name: String, counts: TableCounts)] {
        indices.map { ($0.key, tableCounts[$0.value]) }.sorted { $0.name < $1.name }
    }

    /// Counts an event and its rows.
    mutating func count(
        _ event: borrowing BinlogEvent,
        rowCount: Int,
        _ step: TransactionBoundary.Step,
        _ context: EventContext
    ) {
        let size = UInt64(event.bytes.count)
        eventCount += 1
        let type = Int(event.header.type.rawValue)
        eventCounts[type].count += 1
        eventCounts[type].bytes += size
        if !event.isInner { byteCount += size }
        if event.header.timestamp > 0 {
            firstTime = min(firstTime ?? .max, event.header.timestamp)
            lastTime = max(lastTime ?? 0, event.header.timestamp)
        }
        if step.beginsGroup { begin(event, context) }
        if case .rows(let event) = event.body { count(event, rowCount, bytes: size) }
        guard isOpen else { return }
        // Bytes of inner events stand in their payload, which was counted.
        if !event.isInner { current.bytes += size }
        current.rows += rowCount
        if event.header.timestamp > currentStart { current.seconds = event.header.timestamp - currentStart }
        if step.endsGroup { end() }
    }

    private mutating func begin(_ event: borrowing BinlogEvent, _ context: EventContext) {
        isOpen = true
        current = Transaction()
        current.gtid = context.gtid
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

    private mutating func count(_ event: borrowing RowsEvent, _ rows: Int, bytes: UInt64) {
        let index = index(of: event.table)
        switch event.operation {
        case .insert: tableCounts[index].inserted += rows
        case .update: tableCounts[index].updated += rows
        case .delete: tableCounts[index].deleted += rows
        }
        tableCounts[index].bytes += bytes
    }

    /// Where the rows of a table are counted.
    private mutating func index(of table: TableMap) -> Int {
        if let known = recentIndices.known(table) { return known }
        let name = "\(table.database).\(table.table)"
        let index = indices[name] ?? tableCounts.count
        if index == tableCounts.count {
            indices[name] = index
            tableCounts.append(TableCounts())
        }
        recentIndices.keep(index, for: table)
        return index
    }
}
