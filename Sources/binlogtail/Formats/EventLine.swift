// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Events other than rows in the text format.
enum EventLine {
    /// Appends what the event is; false, with anything appended, where it changes nothing and only such as do are asked for.
    static func write(
        _ event: borrowing BinlogEvent,
        style: TerminalStyle,
        isVerbose: Bool,
        to text: inout TextWriter
    ) -> Bool {
        switch event.body {
        case .query(let query):
            let control = TransactionControl(query.sql)
            let isShown =
                switch control {
                case nil, .rollback, .xaCommit, .xaRollback: true
                default: isVerbose
                }
            guard isShown else { return false }
            statement("QUERY", query.database, query.sql, of: query, style, &text)
        case .executeLoadQuery(let load):
            statement("LOAD", load.query.database, load.query.sql, of: load.query, style, &text)
        case .incident(let incident):
            word("INCIDENT", .alarming, style, &text)
            text.append(" the source lost events: ")
            oneLine(incident.message, &text)
        case .xaPrepare(let prepare):
            word("XA PREPARE", .statement, style, &text)
            identifier(prepare.identifier, &text)
            if prepare.onePhase != 0 { text.append(" ONE PHASE") }
        case .legacyLoad(let load):
            word("LOAD DATA", .statement, style, &text)
            text.append(UInt8(ascii: " "))
            oneLine(load.database, &text)
            text.append(UInt8(ascii: "."))
            oneLine(load.table, &text)
        default:
            guard isVerbose else { return false }
            word("", .faint, style, &text)
            text.append(text: event.header.type.description)
            let end = text.count
            detail(event, &text)
            if text.count == end + 1 { text.truncate(to: end) }
        }
        return true
    }

    static func word(
        _ word: StaticString,
        _ role: TerminalStyle.Role,
        _ style: TerminalStyle,
        _ text: inout TextWriter
    ) {
        style.begin(role, in: &text)
        text.append(word)
        style.end(in: &text)
    }

    private static func statement(
        _ name: StaticString,
        _ database: Span<UInt8>,
        _ sql: Span<UInt8>,
        of query: borrowing QueryEvent,
        _ style: TerminalStyle,
        _ text: inout TextWriter
    ) {
        word(name, .statement, style, &text)
        text.append(UInt8(ascii: " "))
        if !database.isEmpty {
            style.begin(.name, in: &text)
            oneLine(database, &text)
            style.end(in: &text)
            text.append(UInt8(ascii: " "))
        }
        oneLine(StatementText.utf8(of: query).span, &text)
        if query.errorCode != 0 {
            text.append(" (failed with error ")
            text.append(UInt64(query.errorCode))
            text.append(" on the source)")
        }
    }

    /// Appends text with its line ends and runs of white space as one space.
    static func oneLine(_ bytes: Span<UInt8>, _ text: inout TextWriter) {
        var raw: [UInt8] = []
        raw.reserveCapacity(bytes.count)
        var isSpace = false
        for index in bytes.indices {
            let byte = bytes[index]
            let isWhite = byte == 0x20 || (byte >= 0x09 && byte <= 0x0d)
            if !isWhite { raw.append(byte < 0x20 || byte == 0x7f ? UInt8(ascii: "?") : byte) }
            if isWhite, !isSpace { raw.append(0x20) }
            isSpace = isWhite
        }
        _ = MySQLTypes.CharacterSet.utf8mb4.write(raw.span, to: &text)
    }

    private static func identifier(_ identifier: borrowing XAIdentifierView, _ text: inout TextWriter) {
        text.append(" X'")
        for index in identifier.globalID.indices { text.append(hex: identifier.globalID[index]) }
        text.append("',X'")
        for index in identifier.branchQualifier.indices { text.append(hex: identifier.branchQualifier[index]) }
        text.append("',")
        text.append(Int64(identifier.formatID))
    }

    private static func detail(_ event: borrowing BinlogEvent, _ text: inout TextWriter) {
        text.append(UInt8(ascii: " "))
        switch event.body {
        case .formatDescription(let format): text.append(text: format.serverVersion)
        case .startV3(let start): text.append(text: start.serverVersionText)
        case .rotate(let rotate):
            oneLine(rotate.nextFile, &text)
            text.append(UInt8(ascii: ":"))
            text.append(rotate.nextOffset)
        case .xid(let xid): text.append(xid.number)
        case .gtid(let gtid): if let gtid = gtid.gtid { gtid.write(into: &text) }
        case .mariaDBGTID(let gtid): gtid.gtid.write(into: &text)
        case .previousGTIDs(let previous): previous.gtids.write(into: &text)
        case .mariaDBGTIDList(let list):
            text.append(text: list.gtids.map(\.description).joined(separator: ","))
        case .tableMap(let table):
            text.append(text: "\(table.database).\(table.table) is table \(table.id)")
        case .rowsQuery(let query): oneLine(query.sql, &text)
        case .annotateRows(let query): oneLine(query.sql, &text)
        case .intVar(let variable):
            text.append(text: "\(variable.name.map { "\($0)" } ?? "?")=\(variable.value)")
        case .userVar(let variable):
            text.append(UInt8(ascii: "@"))
            oneLine(variable.name, &text)
        case .binlogCheckpoint(let checkpoint): oneLine(checkpoint.file, &text)
        case .transactionPayload(let payload):
            text.append(text: "\(payload.payload.count) bytes")
            if let size = payload.uncompressedSize { text.append(text: " hold \(size)") }
        default: text.append(text: "\(event.bytes.count) bytes")
        }
    }
}
