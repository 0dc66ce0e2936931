// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Statements that a server of the source's own kind can run: rows as INSERT, UPDATE and DELETE, by transaction.
struct SQLFormat: EventFormat {
    private let options: SQLOptions
    private var tables = PerTable<SQLTable>()
    private var change = RenderedChange()
    private var boundary = TransactionBoundary()
    /// Writes statements with the settings under which they ran.
    private var statements = MySQLBinlogFormat()
    /// Versions that the settings depend on.
    private var fresh = MySQLBinlogSession()
    /// What the session that runs the output is in.
    private var mode = Mode.none
    private var checksForeignKeys = true
    /// Whether a transaction was begun in the output.
    private var isOpen = false
    /// The text of the XA transaction that MariaDB began by its GTID; written with its first rows.
    private var pendingXA = TextWriter()
    /// Whether the head of the transaction was written.
    private var isHeadWritten = false
    /// What is told of who changed rows; nil where that is not asked for.
    private var origin: StatementOrigin?

    private enum Mode {
        case none
        case rows
        case statements
    }

    /// The settings under which rows are written.
    static let settings: StaticString = """
        SET NAMES utf8mb4;
        SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', time_zone = '+00:00';

        """

    /// Takes options that were checked.
    init(_ options: SQLOptions, explains: Bool) {
        self.options = options
        origin = explains ? StatementOrigin() : nil
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {}

    mutating func finish(to output: inout OutputStream) {
        if isOpen {
            output.text.append("ROLLBACK; -- the log ends within this transaction\n")
        }
    }

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        let step = boundary.accept(event)
        origin?.accept(event)
        if step.beginsGroup {
            if isOpen, boundary.hasBrokenOff { close("ROLLBACK", to: &output.text) }
            isHeadWritten = false
            pendingXA.removeAll()
        }
        var count = 0
        switch event.body {
        case .formatDescription(let format): take(format)
        case .mariaDBGTID(let gtid):
            if gtid.flags.contains(.preparedXA) {
                pendingXA.append("XA START")
                SQLText.identifier(gtid.identifier, to: &pendingXA)
                pendingXA.append(";\n")
            }
        case .rows(let rows): count = try write(rows, of: event, context, to: &output)
        case .query(let query): try write(query, of: event, context, to: &output.text)
        case .xid: close("COMMIT", to: &output.text)
        case .xaPrepare(let prepare):
            guard isOpen else { break }
            output.text.append(prepare.onePhase != 0 ? "XA COMMIT" : "XA PREPARE")
            SQLText.identifier(prepare.identifier, to: &output.text)
            output.text.append(prepare.onePhase != 0 ? " ONE PHASE;\n" : ";\n")
            isOpen = false
        case .intVar, .rand, .userVar:
            enterStatements(to: &output.text)
            statements.writeVariable(event, to: &output.text)
        case .executeLoadQuery, .legacyLoad:
            throw .refused(
                FormatRefusal(
                    event,
                    "LOAD DATA was logged as a statement, whose file is not part of SQL: --format mysqlbinlog shows it"
                )
            )
        default: break
        }
        if step.endsGroup, boundary.ending == .rows { close("COMMIT", to: &output.text) }
        return count
    }

    private mutating func take(_ format: FormatDescriptionEvent) {
        let numbers = format.serverVersion.split(separator: ".", maxSplits: 2).map { part in
            Int(part.prefix { $0.isASCII && $0.isNumber }.prefix(3)) ?? 0
        }
        fresh.serverVersion = numbers.reduce(0) { $0 * 100 + $1 }
        fresh.isMariaDB = format.isMariaDB
        statements.dialect = format.isMariaDB ? .mariaDB : .mysql
        statements.serverVersion = fresh.serverVersion
    }

    private mutating func close(_ word: StaticString, to text: inout TextWriter) {
        guard isOpen else { return }
        isOpen = false
        text.append(word)
        text.append(";\n")
    }

    /// Appends where the transaction stands.
    private mutating func writeHead(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to text: inout TextWriter
    ) {
        guard !isHeadWritten else { return }
        isHeadWritten = true
        var head = TextWriter()
        head.append(text: "\(context.fileName):\(event.position) ")
        UTCTime.write(event.header.timestamp, to: &head)
        if let gtid = context.gtid {
            head.append(" GTID ")
            gtid.write(into: &head)
        }
        SQLText.comment(head.string, to: &text)
    }

    /// Appends by whom and by which statement the rows that follow were changed.
    private mutating func explain(to text: inout TextWriter) {
        var line = TextWriter()
        if let statement = origin?.statement {
            EventLine.oneLine(statement.span, &line)
        } else {
            line.append("statement not logged")
        }
        origin?.writeSession(to: &line)
        SQLText.comment(line.string, to: &text)
    }

    private mutating func enterRows(to text: inout TextWriter) {
        guard mode != .rows else { return }
        if mode == .statements { text.append("DELIMITER ;\n") }
        mode = .rows
        text.append(SQLFormat.settings)
        text.append("SET SESSION foreign_key_checks = 1;\n")
        checksForeignKeys = true
    }

    private mutating func enterStatements(to text: inout TextWriter) {
        guard mode != .statements else { return }
        mode = .statements
        statements.session = fresh
        text.append("DELIMITER /*!*/;\n")
    }

    private mutating func write(
        _ query: borrowing QueryEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext,
        to text: inout TextWriter
    ) throws(FormatError) {
        switch TransactionControl(query.sql) {
        case .begin?: return
        case .commit?: close("COMMIT", to: &text)
        case .rollback?: close("ROLLBACK", to: &text)
        case nil:
            writeHead(event, context, to: &text)
            enterStatements(to: &text)
            do throws(BinlogError) {
                var statement = copy query
                let internalEnd = Array(" START TRANSACTION".utf8)
                let sql = query.sql
                // So MySQL logs CREATE TABLE ... SELECT; clients may not say so.
                if StatementKind(sql) == .create, sql.count > internalEnd.count,
                    sql.extracting((sql.count - internalEnd.count)...).equals(internalEnd.span)
                {
                    statement.sql = sql.extracting(0..<(sql.count - internalEnd.count))
                }
                try statements.write(statement, event, to: &text)
            } catch {
                throw .event(error)
            }
        default:
            writeHead(event, context, to: &text)
            enterRows(to: &text)
            text.append(copying: query.sql)
            text.append(";\n")
            isOpen = true
            switch boundary.ending {
            case nil: break
            default: isOpen = false
            }
        }
    }

    private mutating func write(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        let options = options
        try SQLFormat.checkNames(rows, event)
        let table = tables.value(of: rows.table) { SQLTable($0, options) }
        writeHead(event, context, to: &output.text)
        enterRows(to: &output.text)
        let checks = !rows.head.flags.contains(.noForeignKeyChecks)
        if checks != checksForeignKeys {
            checksForeignKeys = checks
            output.text.append(
                checks ? "SET SESSION foreign_key_checks = 1;\n" : "SET SESSION foreign_key_checks = 0;\n"
            )
        }
        if !isOpen {
            isOpen = true
            if pendingXA.count > 0 { output.text.append(pendingXA) } else { output.text.append("START TRANSACTION;\n") }
        }
        if origin?.takeNews() == true { explain(to: &output.text) }
        var text = TextWriter()
        swap(&text, &output.text)
        defer { swap(&text, &output.text) }
        let position = (type: event.header.type, place: event.position)
        return try change.readAll(rows, of: event, table.values) { change throws(FormatError) in
            let start = text.count
            do throws(SQLTable.Gap) {
                switch change.operation {
                case .insert: table.insert(change, .new, to: &text)
                case .delete: try table.delete(change, .old, to: &text)
                case .update: try table.update(change, from: .old, to: .new, to: &text)
                }
            } catch {
                text.truncate(to: start)
                throw .refused(
                    FormatRefusal(
                        type: position.type,
                        position: position.place,
                        reason: table.explain(error, row: change.number)
                    )
                )
            }
        }
    }

    /// Refuses tables of which the log does not tell the columns' names.
    static func checkNames(_ rows: borrowing RowsEvent, _ event: borrowing BinlogEvent) throws(FormatError) {
        let table = rows.table
        guard table.columns.contains(where: { $0.name == nil }) else { return }
        throw .refused(
            FormatRefusal(
                event,
                "the log does not tell the names of the columns of \(table.database).\(table.table): set "
                    + "binlog_row_metadata=FULL for what is to come, or read from the server itself, which is asked for them"
            )
        )
    }
}
