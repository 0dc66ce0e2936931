// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// One flat message of canal for each rows event and each statement: sorted keys, every value a string, nulls written.
struct CanalFormat: EventFormat {
    private let options: EnvelopeOptions
    private var tables = PerTable<CanalTable>()
    private var change = RenderedChange()
    /// The messages that were written.
    private var number: UInt64 = 0

    /// Takes options that were checked.
    init(_ options: EnvelopeOptions) {
        self.options = options
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {}

    mutating func finish(to output: inout OutputStream) {}

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        switch event.body {
        case .rows(let rows): return try write(rows, of: event, context, to: &output)
        case .query(let query):
            guard TransactionControl(query.sql) == nil else { return 0 }
            try options.onStatement.check(event)
            if StatementKind(query.sql) != .rows { write(query, of: event, context, to: &output) }
        case .executeLoadQuery, .legacyLoad: try options.onStatement.check(event)
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
        let options = options
        let table = tables.value(of: rows.table) { CanalTable($0, options.invalidText) }
        let start = output.text.count
        var text = TextWriter()
        swap(&text, &output.text)
        defer { swap(&text, &output.text) }
        var old = TextWriter()
        let isUpdate = rows.operation == .update
        let isDelete = rows.operation == .delete
        text.append("{\"data\":[")
        let count: Int
        do throws(FormatError) {
            count = try change.readAll(rows, of: event, table.values) { change throws(FormatError) in
                text.append(change.number > 0 ? ",{" : "{")
                var isFirst = true
                for column in table.order where isDelete ? change.before.carries(column) : change.hasNew(column) {
                    CanalFormat.key(column, table, &isFirst, to: &text)
                    if isDelete {
                        change.before.append(column, to: &text)
                    } else {
                        change.appendNew(column, to: &text)
                    }
                }
                text.append(UInt8(ascii: "}"))
                guard isUpdate else { return }
                old.append(change.number > 0 ? ",{" : "{")
                isFirst = true
                for column in table.order where change.isChanged(column) && change.before.carries(column) {
                    CanalFormat.key(column, table, &isFirst, to: &old)
                    change.before.append(column, to: &old)
                }
                old.append(UInt8(ascii: "}"))
            }
        } catch {
            text.truncate(to: start)
            throw error
        }
        text.append("],")
        text.append(table.database)
        writeMiddle(event, context, isDDL: false, to: &text)
        text.append(UInt8(ascii: ","))
        text.append(table.declaredTypes)
        text.append(",\"old\":")
        if isUpdate {
            text.append(UInt8(ascii: "["))
            text.append(old)
            text.append("],")
        } else {
            text.append("null,")
        }
        text.append(table.keyNames)
        text.append(",\"sql\":\"\",")
        text.append(table.javaTypes)
        writeEnd(isUpdate ? "UPDATE" : isDelete ? "DELETE" : "INSERT", to: &text)
        return count
    }

    private static func key(
        _ column: Int,
        _ table: CanalTable,
        _ isFirst: inout Bool,
        to text: inout TextWriter
    ) {
        if !isFirst { text.append(UInt8(ascii: ",")) }
        isFirst = false
        let prefixes = table.values.pieces.columns.prefixes
        text.append(prefixes.text, prefixes[column])
    }

    /// Appends `es`, `gtid`, `id` and `isDdl`.
    private mutating func writeMiddle(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        isDDL: Bool,
        to text: inout TextWriter
    ) {
        number += 1
        text.append(",\"es\":")
        text.append(UInt64(event.header.timestamp) * 1000)
        text.append(",\"gtid\":\"")
        context.gtid?.write(into: &text)
        text.append("\",\"id\":")
        text.append(number)
        text.append(isDDL ? ",\"isDdl\":true" : ",\"isDdl\":false")
    }

    private func writeEnd(_ type: String, to text: inout TextWriter) {
        text.append(",\"ts\":")
        text.append(LocalTime.nowMicroseconds / 1000)
        text.append(",\"type\":\"")
        text.append(text: type)
        text.append("\"}\n")
    }

    private mutating func write(
        _ query: borrowing QueryEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) {
        output.text.append("{\"data\":null,\"database\":")
        JSONText.string(query.database, to: &output.text)
        writeMiddle(event, context, isDDL: true, to: &output.text)
        output.text.append(",\"mysqlType\":null,\"old\":null,\"pkNames\":null,\"sql\":")
        let sql = StatementText.utf8(of: query)
        JSONText.string(sql.span, to: &output.text)
        output.text.append(",\"sqlType\":null,\"table\":\"\"")
        writeEnd(StatementKind(query.sql).rawValue, to: &output.text)
    }
}
