// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// What was worked out for the tables that came last, since the same table maps come again with most statements.
struct PerTable<Value> {
    private var entries: [(table: TableMap, value: Value)] = []
    private var last = 0

    /// More tables than one statement or a few that alternate change.
    private static var limit: Int { 64 }

    /// What belongs to `table`; nil where it is not known.
    mutating func known(_ table: TableMap) -> Value? {
        if last < entries.count, entries[last].table === table { return entries[last].value }
        guard let index = entries.firstIndex(where: { $0.table === table }) else { return nil }
        last = index
        return entries[index].value
    }

    /// Keeps what belongs to `table`, which is not known yet.
    mutating func keep(_ value: Value, for table: TableMap) {
        if entries.count == PerTable.limit { entries.removeFirst() }
        last = entries.count
        entries.append((table, value))
    }

    /// What belongs to `table`, made by `make` where it is not known.
    mutating func value(of table: TableMap, _ make: (TableMap) -> Value) -> Value {
        if let known = known(table) { return known }
        let value = make(table)
        keep(value, for: table)
        return value
    }
}

extension PerTable: Sendable where Value: Sendable {}
