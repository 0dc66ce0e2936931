// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// One envelope of Debezium for each changed row, and a schema change for each statement.
struct DebeziumFormat: EventFormat {
    private let options: EnvelopeOptions
    /// Whether the statement behind the rows is told.
    private let showsStatement: Bool
    private var tables = PerTable<DebeziumTable>()
    private var change = RenderedChange()
    private var facts = TransactionFacts()

    /// Takes options that were checked.
    init(_ options: EnvelopeOptions, showsStatement: Bool) {
        self.options = options
        self.showsStatement = showsStatement
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {}

    mutating func finish(to output: inout OutputStream) {}

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        facts.accept(event)
        try options.onStatement.check(event)
        switch event.body {
        case .rows(let rows): return try write(rows, of: event, context, to: &output)
        case .query(let query):
            guard TransactionControl(query.sql) == nil, StatementKind(query.sql) != .rows else { return 0 }
            write(query, of: event, context, to: &output.text)
        default: break
        }
        return 0
    }

    private mutating func write(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        let (options, isMariaDB) = (options, facts.isMariaDB)
        let table = tables.value(of: rows.table) { DebeziumTable($0, options, isMariaDB: isMariaDB) }
        let source = source(of: event, context, database: table.database, table: table.name)
        let end = options.schemas ? "}}\n" : "}\n"
        let key = rows.table.primaryKey
        var text = TextWriter()
        swap(&text, &output.text)
        defer { swap(&text, &output.text) }
        return try change.readAll(rows, of: event, table.values) { change throws(FormatError) in
            // A row that gets another key is another row.
            let isMoved = key.contains { change.isChanged($0) }
            switch change.operation {
            case .insert: write("c", before: false, after: true)
            case .delete: write("d", before: true, after: false)
            case .update where isMoved:
                write("d", before: true, after: false)
                write("c", before: false, after: true)
            case .update: write("u", before: true, after: true)
            }
            func write(_ operation: StaticString, before: Bool, after: Bool) {
                text.append(table.head)
                text.append("{\"before\":")
                if before { table.write(change, isAfter: false, to: &text) } else { text.append("null") }
                text.append(",\"after\":")
                if after { table.write(change, isAfter: true, to: &text) } else { text.append("null") }
                text.append(",\"source\":")
                text.append(source.head)
                text.append(change.number)
                text.append(source.tail)
                text.append(",\"transaction\":null,\"op\":\"")
                text.append(operation)
                text.append(UInt8(ascii: "\""))
                DebeziumFormat.writeNow(to: &text)
                text.append(text: end)
            }
        }
    }

    /// Appends when the message was made.
    private static func writeNow(to text: inout TextWriter) {
        let now = LocalTime.nowMicroseconds
        text.append(",\"ts_ms\":")
        text.append(now / 1000)
        text.append(",\"ts_us\":")
        text.append(now)
        text.append(",\"ts_ns\":")
        text.append(now * 1000)
    }

    /// The source block: what stands before the row's number, and behind it.
    private func source(
        of event: borrowing BinlogEvent,
        _ context: EventContext,
        database: borrowing TextWriter,
        table: borrowing TextWriter
    ) -> (head: TextWriter, tail: TextWriter) {
        var text = TextWriter()
        let time = facts.time(of: event)
        text.append("{\"version\":\"0.1.0\",\"connector\":\"")
        text.append(facts.isMariaDB ? "mariadb" : "mysql")
        text.append("\",\"name\":")
        JSONText.string(options.topicPrefix, to: &text)
        text.append(",\"ts_ms\":")
        text.append(time / 1000)
        text.append(",\"snapshot\":\"false\",\"db\":")
        text.append(database)
        text.append(",\"sequence\":null,\"ts_us\":")
        text.append(time)
        text.append(",\"ts_ns\":")
        text.append(time &* 1000)
        text.append(",\"table\":")
        text.append(table)
        text.append(",\"server_id\":")
        text.append(UInt64(event.header.serverID))
        text.append(",\"gtid\":")
        if let gtid = context.gtid {
            text.append(UInt8(ascii: "\""))
            gtid.write(into: &text)
            text.append(UInt8(ascii: "\""))
        } else {
            text.append("null")
        }
        text.append(",\"file\":")
        JSONText.string(context.fileName, to: &text)
        text.append(",\"pos\":")
        text.append(event.position)
        text.append(",\"row\":")
        let head = text
        text.removeAll()
        text.append(",\"thread\":")
        if let thread = facts.thread { text.append(UInt64(thread)) } else { text.append("null") }
        text.append(",\"query\":")
        if showsStatement, let statement = facts.statement {
            JSONText.string(statement.span, to: &text)
        } else {
            text.append("null")
        }
        text.append(UInt8(ascii: "}"))
        return (head, text)
    }

    /// Appends a schema change; which columns the table has then is not told, since no statement is parsed.
    private func write(
        _ query: borrowing QueryEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext,
        to text: inout TextWriter
    ) {
        var database = TextWriter()
        JSONText.string(query.database, to: &database)
        var none = TextWriter()
        none.append("null")
        let source = source(of: event, context, database: database, table: none)
        text.append("{\"source\":")
        text.append(source.head)
        text.append("0")
        text.append(source.tail)
        DebeziumFormat.writeNow(to: &text)
        text.append(",\"databaseName\":")
        text.append(database)
        text.append(",\"schemaName\":null,\"ddl\":")
        let sql = StatementText.utf8(of: query)
        JSONText.string(sql.span, to: &text)
        text.append(",\"tableChanges\":[]}\n")
    }
}
