// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLReplication
import MySQLTypes
import MySQLWire

/// One object of Maxwell for each changed row, behind the end of its transaction, since each names the transaction's number
/// and the last says that it is the last.
struct MaxwellFormat: EventFormat {
    private let options: EnvelopeOptions
    private let fields: Set<MaxwellField>
    private var tables = PerTable<MaxwellValues>()
    private var change = RenderedChange()
    private var facts = TransactionFacts()
    private var boundary = TransactionBoundary()
    /// Rows of the transaction under way: what stands before the number, the length of which is the position, and behind it.
    private let held = EventSpool(memory: MaxwellFormat.memory)

    /// Bytes of a transaction that are held in memory; more are held in a file.
    private static let memory = 1 << 24

    /// Takes options that were checked.
    init(_ options: EnvelopeOptions) {
        self.options = options
        fields = Set(options.output)
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {}

    mutating func finish(to output: inout OutputStream) throws(FormatError) {
        try release(number: nil, isCommitted: false, to: &output)
    }

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        facts.accept(event)
        try options.onStatement.check(event)
        let step = boundary.accept(event)
        var count = 0
        if case .rows(let rows) = event.body { count = try hold(rows, of: event, context) }
        guard step.endsGroup else { return count }
        var number: UInt64?
        if case .xid(let xid) = event.body { number = xid.number }
        let isPrepared = boundary.ending == .xaPrepare
        try release(number: number, isCommitted: !isPrepared, to: &output)
        return count
    }

    private mutating func hold(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext
    ) throws(FormatError) -> Int {
        let (options, held, fields) = (options, held, fields)
        let values = tables.value(of: rows.table) { MaxwellValues($0, options.invalidText) }
        let prefixes = values.pieces.columns.prefixes
        let table = rows.table
        let isDelete = rows.operation == .delete
        var head = TextWriter()
        writeHead(rows, event, to: &head)
        var extra = TextWriter()
        writeExtra(event, context, to: &extra)
        var text = TextWriter()
        return try change.readAll(rows, of: event, values) { change throws(FormatError) in
            text.removeAll()
            text.append(head)
            text.append(extra)
            if fields.contains(.primaryKey) {
                MaxwellFormat.writeKey(change, table, ofDelete: isDelete, to: &text)
            }
            if fields.contains(.primaryKeyColumns) {
                text.append(",\"primary_key_columns\":[")
                for (ordinal, column) in table.primaryKey.enumerated() {
                    if ordinal > 0 { text.append(UInt8(ascii: ",")) }
                    JSONText.string(table.columns[column].label(column), to: &text)
                }
                text.append(UInt8(ascii: "]"))
            }
            text.append(",\"data\":{")
            var isFirst = true
            for column in table.columns.indices {
                guard isDelete ? change.before.carries(column) : change.hasNew(column) else { continue }
                let key = prefixes[column]
                text.append(prefixes.text, isFirst ? key.lowerBound + 1..<key.upperBound : key)
                isFirst = false
                if isDelete { change.before.append(column, to: &text) } else { change.appendNew(column, to: &text) }
            }
            if change.operation == .update {
                text.append("},\"old\":{")
                isFirst = true
                for column in table.columns.indices
                where change.isChanged(column) && change.before.carries(column) {
                    let key = prefixes[column]
                    text.append(prefixes.text, isFirst ? key.lowerBound + 1..<key.upperBound : key)
                    isFirst = false
                    change.before.append(column, to: &text)
                }
            }
            text.append("}}\n")
            try MaxwellFormat.keep(text, headLength: head.count, in: held)
        }
    }

    private static func keep(
        _ text: borrowing TextWriter,
        headLength: Int,
        in held: EventSpool
    ) throws(FormatError) {
        do throws(ReplicationError) {
            try held.append(text.span, at: UInt64(headLength))
        } catch {
            throw .storage(error)
        }
    }

    /// Appends what stands before the transaction's number.
    private func writeHead(
        _ rows: borrowing RowsEvent,
        _ event: borrowing BinlogEvent,
        to text: inout TextWriter
    ) {
        text.append("{\"database\":")
        JSONText.string(rows.table.database, to: &text)
        text.append(",\"table\":")
        JSONText.string(rows.table.table, to: &text)
        if fields.contains(.query), let statement = facts.statement {
            text.append(",\"query\":")
            JSONText.string(statement.span, to: &text)
        }
        text.append(",\"type\":\"")
        switch rows.operation {
        case .insert: text.append("insert")
        case .update: text.append("update")
        case .delete: text.append("delete")
        }
        text.append("\",\"ts\":")
        text.append(UInt64(event.header.timestamp))
    }

    /// Appends the fields that are written on request, behind the transaction's number.
    private func writeExtra(_ event: borrowing BinlogEvent, _ context: EventContext, to text: inout TextWriter) {
        if fields.contains(.position) {
            text.append(",\"position\":")
            JSONText.string("\(context.fileName):\(event.position)", to: &text)
        }
        if fields.contains(.gtid), let gtid = context.gtid {
            text.append(",\"gtid\":\"")
            gtid.write(into: &text)
            text.append(UInt8(ascii: "\""))
        }
        if fields.contains(.serverID) {
            text.append(",\"server_id\":")
            text.append(UInt64(event.header.serverID))
        }
        if fields.contains(.threadID), let thread = facts.thread {
            text.append(",\"thread_id\":")
            text.append(UInt64(thread))
        }
    }

    private static func writeKey(
        _ change: borrowing RenderedChange,
        _ table: TableMap,
        ofDelete isDelete: Bool,
        to text: inout TextWriter
    ) {
        text.append(",\"primary_key\":[")
        for (ordinal, column) in table.primaryKey.enumerated() {
            if ordinal > 0 { text.append(UInt8(ascii: ",")) }
            if isDelete, change.before.carries(column) {
                change.before.append(column, to: &text)
            } else if !isDelete, change.hasNew(column) {
                change.appendNew(column, to: &text)
            } else {
                text.append("null")
            }
        }
        text.append(UInt8(ascii: "]"))
    }

    /// Writes the rows of a transaction that has ended.
    private mutating func release(
        number: UInt64?,
        isCommitted: Bool,
        to output: inout OutputStream
    ) throws(FormatError) {
        let count = held.count
        guard count > 0 else { return }
        var failure: OutputError?
        do throws(ReplicationError) {
            try held.rewind()
            var ordinal = 0
            while failure == nil, let chunk = try held.next() {
                for entry in chunk.entries {
                    ordinal += 1
                    let row = chunk.bytes(of: entry)
                    let head = min(Int(clamping: entry.position), row.count)
                    let bytes = row.span
                    output.text.append(copying: bytes.extracting(0..<head))
                    if let number {
                        output.text.append(",\"xid\":")
                        output.text.append(number)
                    }
                    let isLast = isCommitted && ordinal == count
                    if fields.contains(.xoffset), !isLast {
                        output.text.append(",\"xoffset\":")
                        output.text.append(ordinal - 1)
                    }
                    if isLast { output.text.append(",\"commit\":true") }
                    output.text.append(copying: bytes.extracting(head..<row.count))
                }
                do throws(OutputError) {
                    try output.flushIfLarge()
                } catch {
                    failure = error
                }
            }
            try held.removeAll()
        } catch {
            throw .storage(error)
        }
        if let failure { throw .output(failure) }
    }
}
