// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLReplication
import MySQLTypes
import MySQLWire

/// Statements that take the changes back, the last first: they are held, in a file where they are many, until all was read.
struct UndoFormat: EventFormat {
    private let options: SQLOptions
    private let onStatement: StatementPolicy
    private var tables = PerTable<SQLTable>()
    private var change = RenderedChange()
    private var boundary = TransactionBoundary()
    /// Statements in the order in which the changes were made, a piece for each.
    private let held = EventSpool(memory: UndoFormat.memory)
    /// Pieces up to the end of the last whole transaction: what was not committed needs no undoing.
    private var wholeCount = 0
    /// Whether the transaction under way has changed rows.
    private var isOpen = false
    /// Where the transaction under way stands.
    private var place = ""
    private var checksForeignKeys = true
    /// Whether reading stopped early: what came last must be taken back first, so nothing can be written.
    private var isBroken = false

    /// Bytes that are held in memory; more are held in a file.
    private static let memory = 1 << 24

    /// What a server is asked instead of being given statements; nil where these are written.
    private let checks: UndoChecks?

    /// Takes options that were checked, and where questions go instead of statements.
    init(_ options: SQLOptions, onStatement: StatementPolicy, checks: UndoChecks? = nil) {
        self.options = options
        self.checks = checks
        self.onStatement = onStatement
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {}

    mutating func fail() {
        isBroken = true
    }

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        let step = boundary.accept(event)
        if step.beginsGroup { isOpen = false }
        var count = 0
        switch event.body {
        case .rows(let rows): count = try hold(rows, of: event, context)
        case .query(let query):
            if TransactionControl(query.sql) == nil { try refuseStatement(event) }
        case .executeLoadQuery, .legacyLoad: try refuseStatement(event)
        case .incident:
            throw .refused(FormatRefusal(event, "the source lost events here, so what is to be undone is not known"))
        default: break
        }
        if step.endsGroup { try end(event) }
        return count
    }

    private func refuseStatement(_ event: borrowing BinlogEvent) throws(FormatError) {
        guard onStatement == .stop else { return }
        throw .refused(
            FormatRefusal(
                event,
                "a statement has no inverse in the log: leave it out by --start-position, --stop-position or --exclude, or pass "
                    + "over all statements with --on-statement skip"
            )
        )
    }

    private mutating func hold(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext
    ) throws(FormatError) -> Int {
        let (options, held, checks) = (options, held, checks)
        try SQLFormat.checkNames(rows, event)
        let table = tables.value(of: rows.table) { SQLTable($0, options, comparesFloats: checks != nil) }
        if !isOpen {
            isOpen = true
            // Read backwards, this ends the transaction.
            try UndoFormat.keep("COMMIT;\n", in: held)
            var text = TextWriter()
            text.append(text: "\(context.fileName):\(event.position) ")
            UTCTime.write(event.header.timestamp, to: &text)
            if let gtid = context.gtid {
                text.append(" GTID ")
                gtid.write(into: &text)
            }
            place = text.string
        }
        if rows.head.flags.contains(.noForeignKeyChecks) { checksForeignKeys = false }
        let place = (type: event.header.type, position: event.position)
        let label = self.place
        var text = TextWriter()
        return try change.readAll(rows, of: event, table.values) { change throws(FormatError) in
            text.removeAll()
            do throws(SQLTable.Gap) {
                switch change.operation {
                case .insert: try table.delete(change, .new, needsAll: table.table.primaryKey.isEmpty, to: &text)
                case .delete:
                    try table.checkWhole(change)
                    table.insert(change, .old, to: &text)
                case .update: try table.update(change, from: .new, to: .old, to: &text)
                }
            } catch {
                throw .refused(
                    FormatRefusal(
                        type: place.type,
                        position: place.position,
                        reason: table.explain(error, row: change.number)
                    )
                )
            }
            guard text.count > 0 else { return }
            guard let checks else {
                try UndoFormat.keep(text.span, in: held)
                return
            }
            do throws(ReplicationError) {
                try checks.add(table.check(change, place: label))
            } catch {
                throw .storage(error)
            }
        }
    }

    /// The transaction is whole, or cannot be undone.
    private mutating func end(_ event: borrowing BinlogEvent) throws(FormatError) {
        guard isOpen else { return }
        isOpen = false
        switch boundary.ending {
        case .rollback, .xaRollback:
            throw .refused(
                FormatRefusal(
                    event,
                    "the transaction was rolled back, and which of its changes stayed in tables without transactions is not told"
                )
            )
        case .xaPrepare:
            throw .refused(
                FormatRefusal(
                    event,
                    "an XA transaction was prepared here, and whether it was committed is told later: undo it by hand, or "
                        + "leave it out by --stop-position"
                )
            )
        default: break
        }
        guard !boundary.rollsBackToSavepoint else {
            throw .refused(
                FormatRefusal(
                    event,
                    "the transaction was rolled back to a savepoint, and which of its changes stayed is not told"
                )
            )
        }
        var text = TextWriter()
        SQLText.comment("undoes \(place)", to: &text)
        text.append("START TRANSACTION;\n")
        try UndoFormat.keep(text.span, in: held)
        wholeCount = held.count
        checks?.settle()
    }

    private static func keep(_ statement: StaticString, in held: EventSpool) throws(FormatError) {
        var text = TextWriter()
        text.append(statement)
        try keep(text.span, in: held)
    }

    private static func keep(_ bytes: Span<UInt8>, in held: EventSpool) throws(FormatError) {
        do throws(ReplicationError) {
            try held.append(bytes, at: 0)
        } catch {
            throw .storage(error)
        }
    }

    mutating func finish(to output: inout OutputStream) throws(FormatError) {
        guard !isBroken, wholeCount > 0, checks == nil else { return }
        output.text.append(
            "-- What triggers and foreign keys did beside, and AUTO_INCREMENT counters, are not undone.\n"
        )
        output.text.append(SQLFormat.settings)
        if !checksForeignKeys { output.text.append("SET SESSION foreign_key_checks = 0;\n") }
        var remaining = held.count
        var failure: OutputError?
        do throws(ReplicationError) {
            try held.rewindToEnd()
            while failure == nil, let chunk = try held.previous() {
                for entry in chunk.entries.reversed() {
                    remaining -= 1
                    // A transaction that was not committed stands behind all that were.
                    guard remaining < wholeCount else { continue }
                    let bytes = chunk.bytes(of: entry)
                    output.text.append(copying: bytes.span)
                }
                do throws(OutputError) {
                    try output.flushIfLarge()
                } catch {
                    failure = error
                }
            }
        } catch {
            throw .storage(error)
        }
        if let failure { throw .output(failure) }
    }
}
