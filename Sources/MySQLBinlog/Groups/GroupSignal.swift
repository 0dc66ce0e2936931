// SPDX-License-Identifier: Apache-2.0

/// What an event means to the group that it stands in.
enum GroupSignal {
    /// GTID of either family; `isSingle` where one statement follows unless a BEGIN does.
    case gtid(TransactionIdentity?, isSingle: Bool)
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
}
