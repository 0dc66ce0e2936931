// SPDX-License-Identifier: Apache-2.0

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
    mutating func write(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        to text: inout TextWriter
    ) throws(BinlogError) {
        let isLast = rows.head.flags.contains(.statementEnd)
        writeHead(rows.head, isLast: isLast, event, to: &text)
        if let partition = rows.head.partition {
            heldRows.append("### Extra row info for partitioning: ")
            heldRows.append(partition.sourceID == nil ? "partition: " : "source_partition: ")
            heldRows.append(UInt64(partition.sourceID ?? partition.id))
            if partition.sourceID != nil {
                heldRows.append(" target_partition: ")
                heldRows.append(UInt64(partition.id))
            }
            heldRows.append("\n")
        }
        columns.use(rows.table)
        var writer = MySQLBinlogRowWriter(rows, columns, dialect, taking: &heldRows)
        defer {
            heldRowCount += writer.rowCount
            swap(&heldRows, &writer.text)
        }
        try rows.visit(&writer)
        guard isLast || writer.text.count > MySQLBinlogFormat.heldRowsLimit else {
            return
        }
        swap(&heldRows, &writer.text)
        heldRowCount += writer.rowCount
        writer.rowCount = 0
        endStatement(isLast: isLast, to: &text)
        swap(&heldRows, &writer.text)
    }

    /// Writes a rows event without rows.
    mutating func write(_ head: borrowing RowsEventHead, _ event: borrowing BinlogEvent, to text: inout TextWriter) {
        let isLast = head.flags.contains(.statementEnd)
        writeHead(head, isLast: isLast, event, to: &text)
        if isLast { endStatement(isLast: true, to: &text) }
    }

    private mutating func endStatement(isLast: Bool, to text: inout TextWriter) {
        releaseRows(to: &text)
        guard isLast else { return }
        if dialect == .mariaDB {
            text.append("# Number of rows: ")
            text.append(heldRowCount)
            text.append("\n")
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
        let database = Array(table.database.utf8)
        let name = Array(table.table.utf8)
        MySQLBinlogFormat.writeName(database.span, to: &text)
        text.append(".")
        MySQLBinlogFormat.writeName(name.span, to: &text)
    }
}

/// Writes the rows of one event.
struct MySQLBinlogRowWriter: RowVisitor {
    /// What was written.
    var text = TextWriter()
    /// How many rows.
    var rowCount = 0
    private let columns: MySQLBinlogColumns
    private let operation: RowsEvent.Operation
    private let dialect: MySQLBinlogFormat.Dialect
    private let tableName: [UInt8]

    /// Goes on with `text`.
    init(
        _ rows: borrowing RowsEvent,
        _ columns: MySQLBinlogColumns,
        _ dialect: MySQLBinlogFormat.Dialect,
        taking text: inout TextWriter
    ) {
        self.columns = columns
        self.dialect = dialect
        operation = rows.operation
        tableName = columns.tableName
        swap(&self.text, &text)
    }

    mutating func beginImage(_ kind: RowImageKind) {
        switch (operation, kind) {
        case (.insert, _): begin("### INSERT INTO ", "### SET\n")
        case (.delete, _): begin("### DELETE FROM ", "### WHERE\n")
        case (.update, .before): begin("### UPDATE ", "### WHERE\n")
        case (.update, .after): text.append("### SET\n")
        }
    }

    private mutating func begin(_ verb: StaticString, _ clause: StaticString) {
        rowCount += 1
        text.append(verb)
        let name = tableName
        text.append(copying: name.span)
        text.append("\n")
        text.append(clause)
    }

    mutating func visit(_ cell: borrowing CellView, column: Int) {
        text.append("###   @")
        text.append(column + 1)
        text.append("=")
        let isNull =
            switch cell {
            case .null: true
            default: false
            }
        MySQLBinlogValue.write(cell, column: column, columns, dialect, to: &text)
        let comment = columns.comments[column]
        text.append(copying: comment.span)
        text.append(isNull ? "1 */\n" : "0 */\n")
    }

    mutating func endImage(_ kind: RowImageKind) {}
}
