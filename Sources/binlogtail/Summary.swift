// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// What was read, counted.
struct Summary {
    /// Events of one type.
    struct EventCounts {
        var count = 0
        var bytes: UInt64 = 0

        mutating func add(_ size: UInt64) {
            count += 1
            bytes += size
        }
    }

    /// By the number of their type.
    private var eventCounts = [256 of EventCounts](repeating: EventCounts())
    private var tableCounts: [TableCounts] = []
    /// Where in ``tableCounts`` the rows of a table are counted.
    private var indices: [String: Int] = [:]
    private var recentIndices = PerTable<Int>()
    /// The table whose rows came last, where they are counted, and what was counted: more than ``tableCounts`` holds.
    private var lastTable: TableMap?
    private var lastIndex = 0
    private var lastCounts = TableCounts()
    /// Bytes of events out of payloads, which the file holds as the payload's.
    private var innerByteCount: UInt64 = 0
    private(set) var transactionCount = 0
    private var ranking = TransactionRanking(limit: 1)
    private var earliest = UInt32.max
    private var latest: UInt32 = 0
    /// The largest transaction.
    var largest: TransactionRanking.Transaction? { ranking.largest.first }
    /// The longest transaction; nil where none took any time.
    var longest: TransactionRanking.Transaction? { ranking.longest.first }

    /// Events of all types.
    var eventCount: Int { eventCounts.indices.reduce(0) { $0 + eventCounts[$1].count } }

    /// Bytes of them in the file.
    var byteCount: UInt64 { eventCounts.indices.reduce(0) { $0 + eventCounts[$1].bytes } - innerByteCount }

    /// The earliest time of an event; nil where none has one.
    var firstTime: UInt32? { latest == 0 ? nil : earliest }

    /// The latest time of an event; nil where none has one.
    var lastTime: UInt32? { latest == 0 ? nil : latest }

    /// The types of which there were events.
    var events: [(type: EventType, counts: EventCounts)] {
        eventCounts.indices.compactMap { number in
            let counts = eventCounts[number]
            return counts.count == 0 ? nil : (EventType(rawValue: UInt8(number)), counts)
        }
    }

    /// The tables of which there were rows, by name.
    var tables: [(name: String, counts: TableCounts)] {
        indices.map { ($0.key, $0.value == lastIndex ? lastCounts : tableCounts[$0.value]) }.sorted {
            $0.name < $1.name
        }
    }

    /// Counts an event and its rows.
    @inline(__always)
    mutating func count(_ event: borrowing BinlogEvent, rowCount: Int, _ step: TransactionBoundary.Step) {
        let header = event.header
        let size = UInt64(event.bytes.count)
        eventCounts[Int(header.type.rawValue)].add(size)
        let time = header.timestamp
        if time < earliest || time > latest { note(time) }
        // Bytes of inner events stand in their payload, which was counted.
        if event.isInner { innerByteCount += size }
        ranking.count(event, rowCount: rowCount, step)
        if let rows = event.rows { count(rows, rowCount, bytes: size) }
    }

    /// Takes a time that lies before or behind all others; 0 is none.
    private mutating func note(_ time: UInt32) {
        guard time > 0 else { return }
        earliest = min(earliest, time)
        latest = max(latest, time)
    }

    /// The transaction is over, of which all events were counted.
    mutating func endTransaction(_ gtid: TransactionIdentity?, in file: String) {
        if ranking.end(gtid, in: file) { transactionCount += 1 }
    }

    private mutating func count(_ event: borrowing RowsEvent, _ rows: Int, bytes: UInt64) {
        if event.table !== lastTable { change(to: event.table) }
        lastCounts.add(rows, event.operation, bytes: bytes)
    }

    @inline(never)
    private mutating func change(to table: TableMap) {
        if lastTable != nil { tableCounts[lastIndex] = lastCounts }
        lastTable = table
        lastIndex = recentIndices.known(table) ?? newIndex(of: table)
        lastCounts = tableCounts[lastIndex]
    }

    /// Where the rows of a table are counted that is not known by its map.
    private mutating func newIndex(of table: TableMap) -> Int {
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
