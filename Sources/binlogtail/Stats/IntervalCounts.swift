// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// What happened in an interval.
struct IntervalCounts {
    /// Tables that are counted by name; those behind them are counted as one.
    private static let tableLimit = 10_000
    /// The name of what is not counted by name.
    private static let otherTables = "(other tables)"

    /// Where the interval begins, in seconds since 1970 UTC.
    let start: UInt32
    private var tables: [String: TableCounts] = [:]
    /// Transactions that ended.
    var transactions = 0

    /// Nothing happened yet.
    init(start: UInt32) {
        self.start = start
    }

    /// Whether there is nothing to tell.
    var isEmpty: Bool { transactions == 0 && tables.isEmpty }

    /// The tables by name.
    var sorted: [(name: String, counts: TableCounts)] { tables.map { ($0.key, $0.value) }.sorted { $0.name < $1.name } }

    /// All tables together.
    var total: TableCounts {
        var total = TableCounts()
        for counts in tables.values { total.add(counts) }
        return total
    }

    /// Counts rows of a table.
    mutating func add(_ rows: Int, _ operation: RowsEvent.Operation, bytes: UInt64, to table: String) {
        let isNamed = tables.count < IntervalCounts.tableLimit || tables[table] != nil
        tables[isNamed ? table : IntervalCounts.otherTables, default: TableCounts()].add(rows, operation, bytes: bytes)
    }
}
