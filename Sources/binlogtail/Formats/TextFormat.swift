// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// One readable line for each change: time, place, transaction, what happened to which table, key and changed columns.
struct TextFormat: EventFormat {
    private let style: TerminalStyle
    /// Whether events that change nothing are shown too, and all columns of updates.
    private let isVerbose: Bool
    /// What is told of who changed rows; nil where that is not asked for.
    private var origin: StatementOrigin?
    private var time = LocalTime()
    private var name = ""
    /// Names of the columns, as they stand before each value.
    private var tables = PerTable<RowColumns>()
    /// What begins the line of every row of an event.
    private var head = TextWriter()

    init(style: TerminalStyle, isVerbose: Bool, explains: Bool) {
        self.style = style
        self.isVerbose = isVerbose
        origin = explains ? StatementOrigin() : nil
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {
        name = context.file.split(separator: "/").last.map(String.init) ?? context.file
    }

    func finish(to output: inout OutputStream) {}

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        origin?.accept(event)
        if case .rows(let rows) = event.body {
            if origin?.takeNews() == true { explain(event, context, to: &output.text) }
            return try write(rows, of: event, context, to: &output)
        }
        let start = output.text.count
        writeHead(event, context, to: &output.text)
        guard EventLine.write(event, style: style, isVerbose: isVerbose, to: &output.text) else {
            output.text.truncate(to: start)
            return 0
        }
        switch event.body {
        case .query, .executeLoadQuery: origin?.writeSession(to: &output.text)
        default: break
        }
        output.text.append(UInt8(ascii: "\n"))
        return 0
    }

    /// Appends a line that tells by whom and by which statement the rows that follow were changed.
    private mutating func explain(_ event: borrowing BinlogEvent, _ context: EventContext, to text: inout TextWriter) {
        writeHead(event, context, to: &text)
        EventLine.word("STATEMENT", .statement, style, &text)
        text.append(UInt8(ascii: " "))
        if let statement = origin?.statement {
            EventLine.oneLine(statement.span, &text)
        } else {
            text.append("not logged")
        }
        origin?.writeSession(to: &text)
        text.append(UInt8(ascii: "\n"))
    }

    /// Appends time, place and transaction.
    private mutating func writeHead(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to text: inout TextWriter
    ) {
        style.begin(.faint, in: &text)
        time.write(event.header.timestamp, to: &text)
        text.append("  ")
        text.append(text: name)
        text.append(UInt8(ascii: ":"))
        text.append(event.position)
        text.append("  ")
        if let gtid = context.gtid {
            gtid.write(into: &text)
            text.append("  ")
        }
        style.end(in: &text)
    }

    private mutating func write(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        let columns = tables.value(of: rows.table) { RowColumns($0, prefix: TextFormat.writeName) }
        // Taken out, since writing it changes what is known of the time.
        var head = TextWriter()
        swap(&head, &self.head)
        defer { swap(&head, &self.head) }
        head.removeAll()
        writeHead(event, context, to: &head)
        switch rows.operation {
        case .insert: writeOperation("INSERT", .added, rows.table, to: &head)
        case .update: writeOperation("UPDATE", .changed, rows.table, to: &head)
        case .delete: writeOperation("DELETE", .removed, rows.table, to: &head)
        }
        var writer = TextRowWriter(rows, columns, head: head, isVerbose: isVerbose, to: output)
        let problem = visit(rows, &writer)
        let rowCount = writer.rowCount
        let failure = writer.failure
        output = writer.finish()
        if let failure { throw .output(failure) }
        if let problem { throw .event(problem) }
        return rowCount
    }

    private func visit(_ rows: borrowing RowsEvent, _ writer: inout TextRowWriter) -> BinlogError? {
        do throws(BinlogError) {
            try rows.visit(&writer)
            return nil
        } catch {
            return error
        }
    }

    /// Appends what was done and the table.
    private func writeOperation(
        _ word: StaticString,
        _ role: TerminalStyle.Role,
        _ table: TableMap,
        to text: inout TextWriter
    ) {
        style.begin(role, in: &text)
        text.append(word)
        style.end(in: &text)
        text.append(UInt8(ascii: " "))
        style.begin(.name, in: &text)
        text.append(text: table.database)
        text.append(UInt8(ascii: "."))
        text.append(text: table.table)
        style.end(in: &text)
    }

    /// Appends ` name=`.
    private static func writeName(_ column: Column, _ index: Int, to text: inout TextWriter) {
        text.append(UInt8(ascii: " "))
        if let name = column.name {
            text.append(text: name)
        } else {
            text.append(UInt8(ascii: "@"))
            text.append(index + 1)
        }
        text.append(UInt8(ascii: "="))
    }
}
