// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

extension MySQLBinlogFormat {
    /// Writes an event without rows, or holds it back until its successor comes.
    mutating func writeBody(_ event: borrowing BinlogEvent, to text: inout TextWriter) throws(BinlogError) {
        switch event.body {
        case .formatDescription(let body): write(body, event, to: &text)
        case .query(let query): try write(query, event, to: &text)
        case .executeLoadQuery(let load): try write(load, event, to: &text)
        case .intVar, .rand, .userVar: writeVariable(event, to: &text)
        case .gtid(let gtid): write(gtid, event, to: &text)
        case .mariaDBGTID(let gtid): write(gtid, event, to: &text)
        case .tableMap(let table): write(table, event, to: &text)
        case .rowsQuery(let query):
            writeRowsQuery(event, query.sql, to: &text)
        case .annotateRows(let query):
            // The tool writes it behind the position of the table map that follows.
            var held = TextWriter()
            swap(&held, &heldStatement)
            writeAnnotation(event, query.sql, to: &held)
            swap(&held, &heldStatement)
        default:
            writeHeader(event, to: &text)
            writeControl(event, to: &text)
        }
    }

    /// Writes what stands behind the header of an event that is not about statements or rows.
    private mutating func writeControl(_ event: borrowing BinlogEvent, to text: inout TextWriter) {
        switch event.body {
        case .stop: text.append("\tStop\n")
        case .rotate(let rotate):
            text.append("\tRotate to ")
            text.append(copying: rotate.nextFile)
            text.append("  pos: ")
            text.append(rotate.nextOffset)
            text.append("\n")
        case .xid(let xid):
            text.append("\tXid = ")
            text.append(xid.number)
            text.append("\nCOMMIT/*!*/;\n")
        case .xaPrepare(let prepare): write(prepare, to: &text)
        case .previousGTIDs(let previous):
            text.append("\tPrevious-GTIDs\n# ")
            if previous.gtids.isEmpty {
                text.append("[empty]")
            } else {
                previous.gtids.write(into: &text, separator: ",\n# ")
            }
            text.append("\n")
        case .mariaDBGTIDList(let list):
            text.append("\tGtid list [")
            let gtids = list.gtids.sorted { ($0.domain, $0.sequence) < ($1.domain, $1.sequence) }
            for (index, gtid) in gtids.enumerated() {
                if index > 0 { text.append(",\n# ") }
                gtid.write(into: &text)
            }
            text.append("]\n")
        case .binlogCheckpoint(let checkpoint):
            text.append("\tBinlog checkpoint ")
            text.append(copying: checkpoint.file)
            text.append("\n")
        case .transactionPayload(let payload): begin(payload, event, to: &text)
        case .loadBlock(let block):
            text.append(
                event.header.type == .appendBlock ? "\n#Append_block: file_id: " : "\n#Begin_load_query: file_id: "
            )
            text.append(UInt64(block.fileID))
            text.append("  block_len: ")
            text.append(block.block.count)
            text.append("\n")
        case .loadEnd(let end):
            text.append(event.header.type == .deleteFile ? "\n#Delete_file: file_id=" : "\n#Exec_load: file_id=")
            text.append(UInt64(end.fileID))
            text.append("\n")
        case .incident(let incident):
            text.append("\n# Incident: ")
            text.append(incident.incident == 1 ? "LOST_EVENTS" : "NOTHING")
            text.append("\nRELOAD DATABASE; # Shall generate syntax error\n")
        default: writeRare(event, to: &text)
        }
    }

    private func writeRare(_ event: borrowing BinlogEvent, to text: inout TextWriter) {
        switch event.body {
        case .startV3(let start):
            text.append(text: "\tStart: binlog v \(start.binlogVersion), server v \(start.serverVersionText)\n")
        case .startEncryption(let encryption):
            text.append("\tEncryption scheme: ")
            text.append(UInt64(encryption.scheme))
            text.append(", key_version: ")
            text.append(UInt64(encryption.keyVersion))
            text.append(", nonce: ")
            MySQLBinlogFormat.writeHex(encryption.nonce, to: &text)
            text.append("\n# The rest of the binlog is encrypted!\n")
        case .legacyLoad(let load):
            text.append("\tLoad\tthread_id=")
            text.append(UInt64(load.threadID))
            text.append("\texec_time=")
            text.append(UInt64(load.executionSeconds))
            text.append("\n# LOAD DATA INFILE '")
            text.append(copying: load.file)
            text.append("' INTO TABLE ")
            MySQLBinlogFormat.writeName(load.database, to: &text)
            text.append(".")
            MySQLBinlogFormat.writeName(load.table, to: &text)
            text.append("\n")
        case .viewChange(let change):
            text.append("\tView_change_event: sequence_number=")
            text.append(change.sequenceNumber)
            text.append("\n")
        case .transactionContext(let context):
            text.append("\tTransaction_context: thread_id=")
            text.append(UInt64(context.threadID))
            text.append("\n")
        case .heartbeat: text.append("\tHeartbeat\n")
        default:
            if event.header.type == .ignorable || event.header.flags.contains(.ignorable) {
                text.append("\tIgnorable\n# Unrecognized ignorable event\n")
            } else {
                text.append("\n# Unknown event\n")
            }
        }
    }

    private func write(_ prepare: borrowing XAPrepareEvent, to text: inout TextWriter) {
        text.append(dialect == .mariaDB ? "\tXID = " : "\tXA PREPARE ")
        MySQLBinlogFormat.write(prepare.identifier, to: &text)
        text.append(prepare.onePhase != 0 ? "\nXA COMMIT " : "\nXA PREPARE ")
        MySQLBinlogFormat.write(prepare.identifier, to: &text)
        text.append(prepare.onePhase != 0 ? " ONE PHASE\n/*!*/;\n" : "\n/*!*/;\n")
    }

    private mutating func begin(
        _ payload: borrowing TransactionPayloadEvent,
        _ event: borrowing BinlogEvent,
        to text: inout TextWriter
    ) {
        text.append("\tTransaction_Payload\t\tpayload_size=")
        text.append(payload.payload.count)
        text.append(payload.compression == 0 ? "\tcompression_type=ZSTD" : "\tcompression_type=NONE")
        text.append("\tuncompressed_size=")
        text.append(payload.uncompressedSize ?? UInt64(payload.payload.count))
        text.append("\n# Start of compressed events.\n")
        payloadEnd = event.header.endPosition
        payloadHasChecksum = event.checksum != nil
    }

    /// Appends the statement of rows as MySQL's tool does: each line as a comment, backslashes, tabs and carriage returns escaped.
    private mutating func writeRowsQuery(
        _ event: borrowing BinlogEvent,
        _ sql: Span<UInt8>,
        to text: inout TextWriter
    ) {
        writeHeader(event, to: &text)
        text.append("\tRows_query\n# ")
        for index in sql.indices {
            switch sql[index] {
            case UInt8(ascii: "\n"): text.append(index + 1 < sql.count ? "\n# " : "\n")
            case UInt8(ascii: "\\"): text.append("\\\\")
            case UInt8(ascii: "\t"): text.append("\\t")
            case UInt8(ascii: "\r"): text.append("\\r")
            case let byte: text.append(byte)
            }
        }
        text.append("\n")
    }

    /// Appends the statement of rows as MariaDB's tool does: each line that is not empty as a comment.
    private mutating func writeAnnotation(
        _ event: borrowing BinlogEvent,
        _ sql: Span<UInt8>,
        to text: inout TextWriter
    ) {
        writeHeader(event, to: &text)
        text.append("\tAnnotate_rows:\n")
        var start = 0
        for index in 0...sql.count {
            guard index == sql.count || sql[index] == UInt8(ascii: "\n") || sql[index] == UInt8(ascii: "\r") else {
                continue
            }
            if index > start {
                text.append("#Q> ")
                text.append(copying: sql.extracting(start..<index))
                text.append("\n")
            }
            start = index + 1
        }
    }

    /// Appends a name in backticks.
    static func writeName(_ name: Span<UInt8>, to text: inout TextWriter) {
        text.append("`")
        for index in name.indices {
            if name[index] == UInt8(ascii: "`") { text.append("`") }
            text.append(name[index])
        }
        text.append("`")
    }
}
