// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Which events are written.
struct EventFilter: Sendable {
    /// Seconds since 1970 UTC of `--start-datetime`; nil where it was not given, or an event at or after it came.
    var start: UInt32?
    private let databases: Set<String>
    private let included: [TablePattern]
    private let excluded: [TablePattern]
    private let hasRules: Bool
    /// Whether rows of a table are written.
    private var verdicts = PerTable<Bool>()

    /// What is done to rows; all where there are none.
    private let operations: Set<RowsEvent.Operation>
    /// Which transactions are written.
    var gate: TransactionGate
    /// Which rows and columns are written.
    var rows: RowFilter

    /// Takes databases of `--database` and tables of `--include`, all where there are none, tables of `--exclude`,
    /// `--start-datetime`, and what is chosen of transactions and rows.
    init(
        databases: Set<String>,
        included: [TablePattern],
        excluded: [TablePattern],
        start: UInt32?,
        operations: Set<RowsEvent.Operation>,
        gate: TransactionGate,
        rows: RowFilter
    ) {
        self.databases = databases
        self.included = included
        self.excluded = excluded
        self.start = start
        self.operations = operations
        self.gate = gate
        self.rows = rows
        hasRules = !databases.isEmpty || !included.isEmpty || !excluded.isEmpty || !operations.isEmpty
    }

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
    @inline(__always)
    mutating func accepts(_ event: borrowing BinlogEvent) -> Bool {
        hasRules ? fits(event) : true
    }

    private mutating func fits(_ event: borrowing BinlogEvent) -> Bool {
        if let rows = event.rows {
            return (operations.isEmpty || operations.contains(rows.operation)) && fits(rows.table)
        }
        switch event.body {
        case .tableMap(let table): return fits(table)
        case .query(let query):
            if TransactionControl(query.sql) != nil { return true }
            return acceptsStatements(in: String(repairing: query.database))
        case .executeLoadQuery(let load): return acceptsStatements(in: String(repairing: load.query.database))
        case .legacyLoad(let load):
            return accepts(database: String(repairing: load.database), table: String(repairing: load.table))
        default: return true
        }
    }

    private mutating func fits(_ table: TableMap) -> Bool {
        if let known = verdicts.known(table) { return known }
        let verdict = accepts(database: table.database, table: table.table)
        verdicts.keep(verdict, for: table)
        return verdict
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
