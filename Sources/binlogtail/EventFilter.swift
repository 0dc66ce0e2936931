// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Which events are written.
struct EventFilter: Sendable {
    /// Databases of `--database`; all where there are none.
    var databases: Set<String> = []
    /// Tables of `--include`; all where there are none.
    var included: [TablePattern] = []
    /// Tables of `--exclude`.
    var excluded: [TablePattern] = []
    /// Seconds since 1970 UTC of `--start-datetime`; nil where it was not given, or an event at or after it came.
    var start: UInt32?

    /// What is done to rows; all where there are none.
    var operations: Set<RowsEvent.Operation> = []
    /// Which transactions are written.
    var gate = TransactionGate()
    /// Which rows and columns are written.
    var rows = RowFilter()

    private var hasTableRules: Bool { !databases.isEmpty || !included.isEmpty || !excluded.isEmpty }

    /// Whether an event at or after `--start-datetime` has come: all that follow it are written, since timestamps are those
    /// of statements, and a transaction stands where it was committed.
    mutating func hasBegun(_ header: EventHeader) -> Bool {
        guard let start else { return true }
        if header.type == .formatDescription { return true }
        guard header.timestamp >= start else { return false }
        // When a log was opened says nothing of what stands in it.
        if !header.type.isUpkeep { self.start = nil }
        return true
    }

    /// Whether the event is written.
    ///
    /// Rows go by their table, statements by their default database; what controls transactions, and what belongs to no database, is
    /// written in any case.
    func accepts(_ event: borrowing BinlogEvent) -> Bool {
        if !operations.isEmpty, let rows = event.rows, !operations.contains(rows.operation) { return false }
        guard hasTableRules else { return true }
        switch event.body {
        case .rows(let rows): return accepts(database: rows.table.database, table: rows.table.table)
        case .tableMap(let table): return accepts(database: table.database, table: table.table)
        case .query(let query):
            if TransactionControl(query.sql) != nil { return true }
            return acceptsStatements(in: String(repairing: query.database))
        case .executeLoadQuery(let load): return acceptsStatements(in: String(repairing: load.query.database))
        case .legacyLoad(let load):
            return accepts(database: String(repairing: load.database), table: String(repairing: load.table))
        default: return true
        }
    }

    private func accepts(database: String, table: String) -> Bool {
        guard databases.isEmpty || databases.contains(database) else { return false }
        guard included.isEmpty || included.contains(where: { $0.matches(database: database, table: table) }) else {
            return false
        }
        return !excluded.contains { $0.matches(database: database, table: table) }
    }

    /// Which table a statement changes is not known without parsing it, so it is left out only where its whole database is.
    private func acceptsStatements(in database: String) -> Bool {
        guard databases.isEmpty || databases.contains(database) else { return false }
        guard included.isEmpty || included.contains(where: { $0.database.matches(database) }) else { return false }
        return !excluded.contains { $0.coversDatabase && $0.database.matches(database) }
    }
}

extension EventType {
    /// Whether the log speaks of itself, and not of what a client did.
    var isUpkeep: Bool {
        switch self {
        case .formatDescription, .startV3, .previousGTIDs, .mariaDBGTIDList, .binlogCheckpoint, .startEncryption,
            .rotate,
            .stop, .heartbeat:
            true
        default: false
        }
    }
}
