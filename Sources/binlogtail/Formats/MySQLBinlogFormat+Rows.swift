// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

extension MySQLBinlogFormat {
    mutating func write(_ table: TableMap, _ event: borrowing BinlogEvent, to text: inout TextWriter) {
        MySQLBinlogFormat.release(&heldStatement, to: &text)
        writeHeader(event, to: &text)
        text.append("\tTable_map: ")
        writeName(of: table, to: &text)
        text.append(" mapped to number ")
        text.append(table.id)
        if dialect == .mariaDB, table.flags.contains(.hasTriggers) { text.append(" (has triggers)") }
        text.append("\n")
        guard dialect == .mysql, serverVersion >= 80_030 else { return }
        text.append("# has_generated_invisible_primary_key=")
        text.append(table.flags.contains(.generatedInvisiblePrimaryKey) ? "1\n" : "0\n")
    }

    /// Writes the head of a rows event, and with the last one of a statement all its rows.
    ///
    /// - Returns: how many rows the event has.
    mutating func write(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        let isLast = rows.head.flags.contains(.statementEnd)
        writeHead(rows.head, isLast: isLast, event, to: &output.text)
        if let partition = rows.head.partition { hold(partition) }
        let columns = tables.value(of: rows.table) { MySQLBinlogColumns($0) }
        var writer = MySQLBinlogRowWriter(rows, columns, dialect, taking: &heldRows.text)
        let problem = visit(rows, &writer)
        swap(&heldRows.text, &writer.text)
        heldRows.settle()
        heldRowCount += writer.rowCount
        if let problem { throw .event(problem) }
        if isLast || heldRows.count > MySQLBinlogFormat.heldRowsLimit { try endStatement(isLast: isLast, to: &output) }
        return writer.rowCount
    }

    private func visit(_ rows: borrowing RowsEvent, _ writer: inout MySQLBinlogRowWriter) -> BinlogError? {
        do throws(BinlogError) {
            try rows.visit(&writer)
            return nil
        } catch {
            return error
        }
    }

    private mutating func hold(_ partition: (id: UInt16, sourceID: UInt16?)) {
        heldRows.text.append("### Extra row info for partitioning: ")
        heldRows.text.append(partition.sourceID == nil ? "partition: " : "source_partition: ")
        heldRows.text.append(UInt64(partition.sourceID ?? partition.id))
        if partition.sourceID != nil {
            heldRows.text.append(" target_partition: ")
            heldRows.text.append(UInt64(partition.id))
        }
        heldRows.text.append("\n")
    }

    /// Writes a rows event without rows.
    mutating func write(
        _ head: borrowing RowsEventHead,
        _ event: borrowing BinlogEvent,
        to output: inout OutputStream
    ) throws(FormatError) {
        let isLast = head.flags.contains(.statementEnd)
        writeHead(head, isLast: isLast, event, to: &output.text)
        if isLast { try endStatement(isLast: true, to: &output) }
    }

    private mutating func endStatement(isLast: Bool, to output: inout OutputStream) throws(FormatError) {
        do throws(OutputError) {
            try releaseRows(to: &output, keepsRoom: !isLast)
        } catch {
            throw .output(error)
        }
        guard isLast else { return }
        if dialect == .mariaDB {
            output.text.append("# Number of rows: ")
            output.text.append(heldRowCount)
            output.text.append("\n")
        }
        heldRowCount = 0
    }

    /// Writes the head of a rows event; MariaDB's tool holds it back until the last one of the statement comes.
    private mutating func writeHead(
        _ head: borrowing RowsEventHead,
        isLast: Bool,
        _ event: borrowing BinlogEvent,
        to text: inout TextWriter
    ) {
        guard dialect == .mariaDB else {
            writeHead(head, event, to: &text)
            return
        }
        var held = TextWriter()
        swap(&held, &heldHeads)
        writeHead(head, event, to: &held)
        swap(&held, &heldHeads)
        if isLast { MySQLBinlogFormat.release(&heldHeads, to: &text) }
    }

    private mutating func writeHead(
        _ head: borrowing RowsEventHead,
        _ event: borrowing BinlogEvent,
        to text: inout TextWriter
    ) {
        writeHeader(event, to: &text)
        switch head.operation {
        case .insert: text.append("\tWrite_")
        case .update: text.append("\tUpdate_")
        case .delete: text.append("\tDelete_")
        }
        if head.isCompressed { text.append("compressed_") }
        text.append("rows")
        if head.isPartial { text.append("_partial") }
        text.append(": table id ")
        text.append(head.tableID)
        writeFlags(head.flags, to: &text)
        text.append("\n")
    }

    private func writeFlags(_ flags: RowsEventHead.Flags, to text: inout TextWriter) {
        let names: [(RowsEventHead.Flags, StaticString)] = [
            (.statementEnd, " STMT_END_F"), (.noForeignKeyChecks, " NO_FOREIGN_KEY_CHECKS_F"),
            (.relaxedUniqueChecks, " RELAXED_UNIQUE_CHECKS_F"), (.completeRows, " COMPLETE_ROWS_F"),
            (RowsEventHead.Flags(rawValue: 16), " USE_SQL_FOREIGN_KEY_F"),
        ]
        var isFirst = true
        for (flag, name) in names where flags.contains(flag) {
            guard dialect == .mysql || flag == .statementEnd else { continue }
            if isFirst { text.append(" flags:") }
            isFirst = false
            text.append(name)
        }
    }

    private func writeName(of table: TableMap, to text: inout TextWriter) {
        guard dialect == .mariaDB else {
            // MySQL's tool does not double the backticks within a name here.
            text.append(text: "`\(table.database)`.`\(table.table)`")
            return
        }
        let database = Array(table.database.utf8)
        let name = Array(table.table.utf8)
        MySQLBinlogFormat.writeName(database.span, to: &text)
        text.append(".")
        MySQLBinlogFormat.writeName(name.span, to: &text)
    }
}
