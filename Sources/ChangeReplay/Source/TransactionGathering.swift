// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes
import MySQLWire

/// What is kept of the events of one transaction.
struct TransactionGathering: ~Copyable {
    private let options: TransactionCollector.Options
    /// Whether its changes are made, rather than undone or not yet done.
    private let isMade: Bool
    private var held: HeldEventsBuilder
    /// The tables that its rows belong to, with the names of their columns.
    var tables: [TableMap] = []
    /// What it is to the target.
    private(set) var kind = SourceTransaction.Kind.changes
    /// Statements that the user does to the target.
    private(set) var leftStatements: [String] = []
    /// Whether rows of a selected table were rolled back, or not.
    private(set) var hasRolledBackRows = false

    init(_ options: TransactionCollector.Options, isMade: Bool) {
        self.options = options
        self.isMade = isMade
        held = HeldEventsBuilder(memory: options.memory, folder: options.folder)
    }

    /// The events that were kept.
    consuming func finish() throws(ReplicationError) -> HeldEvents { try held.finish() }

    /// Takes an event of the transaction; gives a table map whose columns are not described yet.
    mutating func take(
        _ event: borrowing BinlogEvent,
        _ described: borrowing [ObjectIdentifier: (map: TableMap, described: TableMap)]
    ) throws(ReplicationError) -> TableMap? {
        switch event.body {
        case .tableMap(let table):
            guard isMade, selects(table) else { return nil }
            try held.append(event)
            if tables.contains(where: { $0.id == table.id }) { return nil }
            if let known = described[ObjectIdentifier(table)] {
                tables.append(known.described)
                return nil
            }
            return table
        case .rows(let rows):
            guard selects(rows.table) else { return nil }
            // A rolled back transaction is logged for the sake of tables without transactions.
            guard isMade else {
                hasRolledBackRows = true
                return nil
            }
            try held.append(event)
            return nil
        case .query(let query):
            guard isMade, TransactionControl(query.sql) == nil else { return nil }
            try judge(query, event.position)
            return nil
        case .legacyLoad, .loadBlock, .loadEnd, .executeLoadQuery:
            throw TransactionGathering.refusal(
                "LOAD DATA is logged as a statement, where its rows should be logged",
                "set binlog_format=ROW for all sessions of the source"
            )
        case .unknown where !event.header.flags.contains(.ignorable):
            throw TransactionGathering.refusal(
                "an event of type \(event.header.type.rawValue) is not known",
                "please report it"
            )
        default: return nil
        }
    }

    private func selects(_ table: TableMap) -> Bool {
        options.selects(TableName(database: table.database, table: table.table))
    }

    /// Judges a statement, behind which tables may be others.
    private mutating func judge(_ query: borrowing QueryEvent, _ position: UInt64) throws(ReplicationError) {
        let summary: StatementSummary
        do throws(WireError) {
            summary = try StatementSummary(query)
        } catch {
            let error = BinlogError(.malformed(error), in: .query, at: position)
            throw ReplicationError(.decoding, "\(error)", underlying: error)
        }
        let sql = String(repairing: query.sql)
        switch StatementVerdict(summary, sql: sql, options) {
        case .pass: break
        case .definition: kind = .definition
        case .left:
            kind = .definition
            leftStatements.append(String(sql.prefix(200)))
        case .refuse(let message, let advice): throw TransactionGathering.refusal(message, advice)
        }
    }

    /// A statement that ends the run.
    static func refusal(_ message: String, _ advice: String) -> ReplicationError {
        let error = ReplayError(.statement, message, advice: advice)
        return ReplicationError(.usage, message, underlying: error)
    }
}
