// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes
import MySQLWire

/// Events of a source, with what it can tell of tables and of the place behind the event at hand.
protocol ReplayEvents: ~Copyable, GroupedEvents {
    /// A table whose map stands at `place`, with what is told of its columns beside the log.
    mutating func described(_ table: TableMap, at place: BinlogFilePosition) async throws(ReplicationError) -> TableMap
    /// The place behind the event at hand, which is used up.
    mutating func settledPlace() -> ResumePoint
}

/// Makes transactions of events: keeps the rows of the tables that are selected, and judges the rest.
struct TransactionCollector: ~Copyable {
    /// What it keeps, and how.
    struct Options: Sendable {
        var selects: @Sendable (TableName) -> Bool
        var selectsDatabase: @Sendable (String) -> Bool
        var ignoresDefinitions: Bool
        var memory: Int
        var folder: String?
        /// Transactions that begin here or behind it are left; nil reads on.
        var until: BinlogFilePosition?
        var notices: (@Sendable (ReplayNotice) -> Void)?
    }

    private let options: Options
    private var assembler: TransactionAssembler
    /// Tables with the names of their columns, by their maps, which are held so that they stay themselves.
    private var described: [ObjectIdentifier: (map: TableMap, described: TableMap)] = [:]
    private var number: Int64
    /// Whether the place was reached up to which transactions are wanted.
    private(set) var isOver = false

    /// More tables than this are not remembered at once.
    private static let keptTables = 4_096

    /// Begins behind transaction `number`.
    init(_ options: Options, behind number: Int64, known: HeldBranches, reached: BinlogFilePosition?) {
        self.options = options
        self.number = number
        var assembling = TransactionAssembler.Options()
        assembling.folder = options.folder
        assembling.showsRolledBack = true
        assembler = TransactionAssembler(options: assembling, known: known, reached: reached)
    }

    /// The next transaction; nil where the source has no more for now.
    mutating func next<Source: ReplayEvents & ~Copyable>(
        from source: inout Source
    ) async throws(ReplayError) -> SourceTransaction? {
        let transaction: Transaction
        do throws(ReplicationError) {
            guard !isOver, let found = try assembler.next(from: &source) else { return nil }
            transaction = found
            if let until = options.until, until == found.begin || until.precedes(found.begin) == true {
                isOver = true
                return nil
            }
        } catch {
            throw ReplayError(error)
        }
        do throws(ReplicationError) {
            return try await collect(transaction, &source)
        } catch {
            throw (error.underlying as? ReplayError ?? ReplayError(error)).at(transaction.begin)
        }
    }

    private mutating func collect<Source: ReplayEvents & ~Copyable>(
        _ transaction: Transaction,
        _ source: inout Source
    ) async throws(ReplicationError) -> SourceTransaction {
        let isMade = transaction.kind == .changes || transaction.kind == .statement
        if transaction.kind == .incident {
            throw ReplicationError(.positionLost, "the source lost changes, which are not in its log")
        }
        var gathering = TransactionGathering(options, isMade: isMade)
        while true {
            let unnamed: TableMap?
            do {
                guard let event = try assembler.nextEvent(from: &source) else { break }
                unnamed = try gathering.take(event, described)
            }
            guard let unnamed else { continue }
            try await describe(
                unnamed,
                at: transaction.branch?.position ?? transaction.begin,
                &gathering.tables,
                &source
            )
        }
        if gathering.hasRolledBackRows {
            throw TransactionGathering.refusal(
                "a transaction was rolled back that has changes of tables without transactions, and the log does not tell which",
                "compare these tables, and begin behind this place"
            )
        }
        guard let format = source.format else {
            throw ReplicationError(.decoding, "the log has no format description")
        }
        number += 1
        if gathering.kind == .definition { described.removeAll() }
        for statement in gathering.leftStatements {
            options.notices?(.leftToUser(statement, at: transaction.begin))
        }
        return SourceTransaction(
            number: number,
            kind: gathering.kind,
            gtid: transaction.gtid,
            begin: transaction.begin,
            place: source.settledPlace(),
            inDoubt: assembler.heldBranches,
            timestamp: transaction.timestamp,
            format: format,
            tables: gathering.tables,
            events: try gathering.finish()
        )
    }

    /// Finds the names of a table's columns.
    private mutating func describe<Source: ReplayEvents & ~Copyable>(
        _ table: TableMap,
        at place: BinlogFilePosition,
        _ tables: inout [TableMap],
        _ source: inout Source
    ) async throws(ReplicationError) {
        var known = table
        if table.columns.contains(where: { $0.name == nil }) {
            known = try await source.described(table, at: place)
        }
        guard known.columns.allSatisfy({ $0.name != nil }) else {
            throw ReplicationError(
                .schemaUnknown,
                "the log does not tell what the columns of \(table.database).\(table.table) are called",
                advice: "set binlog_row_metadata=FULL on the source, or read from the server itself"
            )
        }
        if described.count >= TransactionCollector.keptTables { described.removeAll() }
        described[ObjectIdentifier(table)] = (table, known)
        tables.append(known)
    }
}
