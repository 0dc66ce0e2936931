// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// What an event means to the group that it stands in.
enum GroupSignal {
    /// GTID of either family; `isSingle` where one statement follows unless a BEGIN does.
    case gtid(isSingle: Bool)
    case control(TransactionControl)
    /// Any other statement; `begins` where rows follow it (`CREATE TABLE … START TRANSACTION`).
    case statement(begins: Bool)
    case xid
    case xaPrepare(onePhase: Bool)
    /// TRANSACTION_PAYLOAD whose events are not looked at.
    case payload
    /// Rows, by whether they end their statement.
    case rows(endStatement: Bool)
    /// Stands before the statement or the rows that it belongs to.
    case context
    /// Belongs to the group where one is open, and else to none.
    case content
    case incident
    /// FORMAT_DESCRIPTION, START_V3, ROTATE, STOP: no group goes on behind it.
    case fileBoundary
    /// The log or the stream speaks of itself, wherever it stands.
    case upkeep

    /// What the type alone tells; nil where the body must be looked at.
    init?(_ type: EventType) {
        switch type {
        case .tableMap, .intVar, .rand, .userVar, .rowsQuery, .annotateRows, .beginLoadQuery, .appendBlock, .createFile,
            .partialRowData:
            self = .context
        case .xid: self = .xid
        case .executeLoadQuery, .load, .newLoad, .execLoad: self = .statement(begins: false)
        case .incident: self = .incident
        case .formatDescription, .startV3, .rotate, .stop: self = .fileBoundary
        case .previousGTIDs, .mariaDBGTIDList, .binlogCheckpoint, .heartbeat, .heartbeatV2, .startEncryption:
            self = .upkeep
        case .query, .queryCompressed, .gtid, .anonymousGTID, .taggedGTID, .mariaDBGTID, .xaPrepare,
            .transactionPayload:
            return nil
        default:
            if RowsEventHead.isRowsEvent(type) { return nil }
            self = .content
        }
    }

    /// What a statement means.
    init(statement sql: borrowing Span<UInt8>) {
        if let control = TransactionControl(copy sql) {
            self = .control(control)
        } else {
            self = .statement(begins: TransactionControl.createsAndBegins(copy sql))
        }
    }

    /// What `body` tells of an event whose type alone does not; `postHeaderLength` is that of its type, and `gtid` becomes the
    /// GTID that the event gives to its group.
    ///
    /// Reads no further than it must.
    @_lifetime(body: copy body)
    init(
        _ header: EventHeader,
        _ body: inout WireReader,
        postHeaderLength: Int,
        gtid: inout TransactionIdentity?
    ) throws(WireError) {
        switch header.type {
        case .query:
            try body.advance(8)
            let databaseLength = Int(try body.uint8())
            try body.advance(2)
            let settings = postHeaderLength > 11 ? Int(try body.uint16()) + postHeaderLength - 13 : 0
            try body.advance(settings + databaseLength + 1)
            self.init(statement: body.rest())
        // Only long statements are compressed, so it controls no transaction but, maybe, an XA transaction of MariaDB,
        // whose GTID says so.
        case .queryCompressed: self = .statement(begins: false)
        case .gtid:
            try body.advance(1)
            let source = try SourceID(from: &body)
            let number = Int64(bitPattern: try body.uint64())
            gtid = GTID(source: source, number: number).map { .mysql($0) }
            self = .gtid(isSingle: true)
        case .anonymousGTID: self = .gtid(isSingle: true)
        case .taggedGTID:
            gtid = try GTIDEvent(taggedFrom: &body).gtid.map { .mysql($0) }
            self = .gtid(isSingle: true)
        case .mariaDBGTID:
            let begin = try MariaDBGTIDEvent(from: &body, serverID: header.serverID)
            gtid = .mariaDB(begin.gtid)
            self = .gtid(isSingle: begin.isSingle)
        case .xaPrepare: self = .xaPrepare(onePhase: try body.uint8() != 0)
        case .transactionPayload: self = .payload
        default:
            try body.advance(postHeaderLength == 6 ? 4 : 6)
            self = .rows(endStatement: try body.uint16() & 1 != 0)
        }
    }
}
