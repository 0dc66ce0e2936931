// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// One JSON object on each line: one for each changed row, one for every other event (`docs/JSON.md`).
struct JSONFormat: EventFormat {
    /// What ends every object of an event: file, positions, time, server and GTID.
    private var tail = TextWriter()
    private var file = TextWriter()
    private var source: Source?
    private var sourceText = TextWriter()
    private var tables = PerTable<JSONTable>()
    /// What begins every object of a row.
    private var head = TextWriter()
    /// What is told of who changed rows; nil where that is not asked for.
    private var origin: StatementOrigin?

    init(explains: Bool) {
        origin = explains ? StatementOrigin() : nil
    }

    /// When, where and in which transaction an event was written.
    private struct Source: Equatable {
        var time: UInt32
        var serverID: UInt32
        var gtid: TransactionIdentity?
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {
        let name = context.file.split(separator: "/").last.map(String.init) ?? context.file
        file.removeAll()
        JSONText.string(name, to: &file)
    }

    func finish(to output: inout OutputStream) {}

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        writeTail(event, context)
        origin?.accept(event)
        if case .rows(let rows) = event.body { return try write(rows, of: event, to: &output) }
        output.text.append("{\"event\":\"")
        output.text.append(text: event.header.type.description)
        output.text.append(UInt8(ascii: "\""))
        if case .tableMap(let table) = event.body {
            output.text.append(tables.value(of: table) { JSONTable($0) }.description)
        } else {
            EventJSON.write(event, to: &output.text)
        }
        output.text.append(tail)
        return 0
    }

    private mutating func writeTail(_ event: borrowing BinlogEvent, _ context: EventContext) {
        let source = Source(time: event.header.timestamp, serverID: event.header.serverID, gtid: context.gtid)
        if source != self.source {
            self.source = source
            writeSource(source)
        }
        tail.removeAll()
        tail.append(",\"file\":")
        tail.append(file)
        tail.append(",\"pos\":")
        tail.append(event.position)
        tail.append(",\"end_pos\":")
        tail.append(event.endPosition)
        tail.append(sourceText)
    }

    /// Writes the fields that the events of a transaction have in common, and the end of the object.
    private mutating func writeSource(_ source: Source) {
        sourceText.removeAll()
        sourceText.append(",\"time\":\"")
        UTCTime.write(source.time, to: &sourceText)
        sourceText.append("\",\"server_id\":")
        sourceText.append(UInt64(source.serverID))
        sourceText.append(",\"gtid\":")
        if let gtid = source.gtid {
            // No GTID holds what must be escaped.
            sourceText.append(UInt8(ascii: "\""))
            gtid.write(into: &sourceText)
            sourceText.append(UInt8(ascii: "\""))
        } else {
            sourceText.append("null")
        }
        sourceText.append("}\n")
    }

    private mutating func write(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        let table = tables.value(of: rows.table) { JSONTable($0) }
        writeHead(rows, event, table)
        var writer = JSONRowWriter(rows, table.columns, head: head, tail: tail, to: output)
        let problem = visit(rows, &writer)
        let rowCount = writer.rowCount
        let failure = writer.failure
        output = writer.finish()
        if let failure { throw .output(failure) }
        if let problem { throw .event(problem) }
        return rowCount
    }

    private func visit(_ rows: borrowing RowsEvent, _ writer: inout JSONRowWriter) -> BinlogError? {
        do throws(BinlogError) {
            try rows.visit(&writer)
            return nil
        } catch {
            return error
        }
    }

    /// Prepares what stands in front of each row's number.
    private mutating func writeHead(
        _ rows: borrowing RowsEvent,
        _ event: borrowing BinlogEvent,
        _ table: borrowing JSONTable
    ) {
        head.removeAll()
        head.append("{\"event\":\"")
        head.append(text: event.header.type.description)
        head.append("\",\"op\":\"")
        switch rows.operation {
        case .insert: head.append("insert\"")
        case .update: head.append("update\"")
        case .delete: head.append("delete\"")
        }
        if let thread = origin?.thread {
            head.append(",\"thread_id\":")
            head.append(UInt64(thread))
        }
        if let statement = origin?.statement {
            head.append(",\"statement\":")
            JSONText.string(statement.span, to: &head)
        }
        head.append(table.fields)
    }
}
