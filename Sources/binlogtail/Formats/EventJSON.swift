// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// The fields of events other than rows in the JSON format.
enum EventJSON {
    /// Appends the fields, each with a comma in front.
    static func write(_ event: borrowing BinlogEvent, to text: inout TextWriter) {
        switch event.body {
        case .formatDescription(let format): write(format, to: &text)
        case .startV3(let start):
            field("version", number: UInt64(start.binlogVersion), &text)
            field("server_version", start.serverVersionText, &text)
        case .query(let query): write(query, to: &text)
        case .executeLoadQuery(let load):
            write(load.query, to: &text)
            field("file_id", number: UInt64(load.fileID), &text)
        case .rotate(let rotate):
            field("next_file", bytes: rotate.nextFile, &text)
            field("next_pos", number: rotate.nextOffset, &text)
        case .intVar(let variable):
            field("name", variable.name.map { "\($0)" } ?? "\(variable.kind)", &text)
            field("value", number: variable.value, &text)
        case .rand(let rand):
            field("seed1", number: rand.seed1, &text)
            field("seed2", number: rand.seed2, &text)
        case .userVar(let variable): write(variable, to: &text)
        case .legacyLoad(let load):
            field("db", bytes: load.database, &text)
            field("table", bytes: load.table, &text)
            field("load_file", bytes: load.file, &text)
        case .loadBlock(let block):
            field("file_id", number: UInt64(block.fileID), &text)
            field("bytes", number: UInt64(block.block.count), &text)
        case .loadEnd(let end): field("file_id", number: UInt64(end.fileID), &text)
        case .xid(let xid): field("xid", number: xid.number, &text)
        case .xaPrepare(let prepare):
            write(prepare.identifier, to: &text)
            field("one_phase", isTrue: prepare.onePhase != 0, &text)
        case .rowsEnd(let head): field("table_id", number: head.tableID, &text)
        case .incident(let incident):
            field("incident", number: UInt64(incident.incident), &text)
            field("message", bytes: incident.message, &text)
        case .heartbeat(let heartbeat): field("log_file", bytes: heartbeat.file, &text)
        case .rowsQuery(let query): field("sql", bytes: query.sql, &text)
        case .annotateRows(let query): field("sql", bytes: query.sql, &text)
        case .gtid(let gtid): GTIDJSON.write(gtid, to: &text)
        case .previousGTIDs(let previous): field("gtids", previous.gtids.description, &text)
        case .mariaDBGTID(let gtid): GTIDJSON.write(gtid, to: &text)
        case .mariaDBGTIDList(let list):
            field("gtids", list.gtids.map(\.description).joined(separator: ","), &text)
        case .binlogCheckpoint(let checkpoint): field("log_file", bytes: checkpoint.file, &text)
        case .startEncryption(let start):
            field("scheme", number: UInt64(start.scheme), &text)
            field("key_version", number: UInt64(start.keyVersion), &text)
        case .transactionPayload(let payload):
            field("compression", payload.compression == 0 ? "zstd" : "none", &text)
            field("compressed_bytes", number: UInt64(payload.payload.count), &text)
            if let size = payload.uncompressedSize { field("uncompressed_bytes", number: size, &text) }
        case .partialRowData(let fragment):
            field("fragment", number: UInt64(fragment.fragmentNumber), &text)
            field("fragments", number: UInt64(fragment.fragmentCount), &text)
        case .transactionContext(let context):
            field("server_uuid", bytes: context.serverUUID, &text)
            field("thread_id", number: UInt64(context.threadID), &text)
        case .viewChange(let view): field("sequence_number", number: view.sequenceNumber, &text)
        case .unknown(let body):
            text.append(",\"body\":")
            JSONText.base64(body, to: &text)
        // Rows and tables have writers of their own.
        case .stop, .rows, .tableMap: break
        }
    }

    /// Appends a field with text.
    static func field(_ name: StaticString, _ value: String, _ text: inout TextWriter) {
        key(name, &text)
        JSONText.string(value, to: &text)
    }

    /// Appends a field with UTF-8.
    static func field(_ name: StaticString, bytes: Span<UInt8>, _ text: inout TextWriter) {
        key(name, &text)
        JSONText.string(bytes, to: &text)
    }

    /// Appends a field with a number.
    static func field(_ name: StaticString, number: UInt64, _ text: inout TextWriter) {
        key(name, &text)
        text.append(number)
    }

    /// Appends a field with a truth value.
    static func field(_ name: StaticString, isTrue: Bool, _ text: inout TextWriter) {
        key(name, &text)
        text.append(isTrue ? "true" : "false")
    }

    private static func key(_ name: StaticString, _ text: inout TextWriter) {
        text.append(",\"")
        text.append(name)
        text.append("\":")
    }

    private static func write(_ format: FormatDescriptionEvent, to text: inout TextWriter) {
        field("version", number: UInt64(format.binlogVersion), &text)
        field("server_version", format.serverVersion, &text)
        let checksum =
            switch format.checksumAlgorithm {
            case .crc32: "crc32"
            default: "none"
            }
        field("checksum", checksum, &text)
        if format.created != 0 {
            text.append(",\"server_started\":\"")
            UTCTime.write(format.created, to: &text)
            text.append(UInt8(ascii: "\""))
        }
    }

    private static func write(_ query: borrowing QueryEvent, to text: inout TextWriter) {
        field("db", bytes: query.database, &text)
        field("sql", bytes: StatementText.utf8(of: query).span, &text)
        field("thread_id", number: UInt64(query.threadID), &text)
        field("execution_seconds", number: UInt64(query.executionSeconds), &text)
        field("error_code", number: UInt64(query.errorCode), &text)
    }

    static func write(_ identifier: borrowing XAIdentifierView, to text: inout TextWriter) {
        text.append(",\"xid\":{\"format_id\":")
        text.append(Int64(identifier.formatID))
        text.append(",\"gtrid\":")
        JSONText.base64(identifier.globalID, to: &text)
        text.append(",\"bqual\":")
        JSONText.base64(identifier.branchQualifier, to: &text)
        text.append(UInt8(ascii: "}"))
    }

    private static func write(_ variable: borrowing UserVarEvent, to text: inout TextWriter) {
        field("name", bytes: variable.name, &text)
        guard let kind = variable.kind else {
            text.append(",\"value\":null")
            return
        }
        field("type", "\(kind)", &text)
        if kind == .string, let set = Collation(rawValue: variable.collationID).characterSet {
            field("charset", set.name, &text)
        }
        key("value", &text)
        UserVariableText.value(of: variable, kind, to: &text)
    }
}
