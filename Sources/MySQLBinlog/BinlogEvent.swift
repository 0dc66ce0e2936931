// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// An event seen in place: its header, where it stands, and what it holds.
///
/// It borrows the reader's bytes and lives until the reader moves on.
public struct BinlogEvent: ~Escapable {
    /// The 19 bytes that begin the event.
    public let header: EventHeader
    /// Where the event begins, in bytes from the start of the file (of the decrypted content, where the file is
    /// encrypted).
    ///
    /// Events out of a transaction payload stand where the payload does.
    public let position: UInt64
    /// Whether the event came out of a transaction payload, or was put together from fragments.
    public let isInner: Bool
    /// The checksum that the event carries; nil where it has none.
    public let checksum: UInt32?
    /// The whole event as it stands in the file, decrypted.
    public let bytes: Span<UInt8>
    /// What the event holds.
    public let body: EventBody
    /// Where the body begins in ``bytes``: behind the header, which may have more than 19 bytes.
    let bodyStart: Int

    @_lifetime(copy bytes, copy body)
    init(
        header: EventHeader,
        position: UInt64,
        isInner: Bool,
        checksum: UInt32?,
        bytes: Span<UInt8>,
        bodyStart: Int,
        body: consuming EventBody
    ) {
        self.header = header
        self.position = position
        self.isInner = isInner
        self.checksum = checksum
        self.bytes = bytes
        self.bodyStart = bodyStart
        self.body = body
    }

    /// Where the event ends, in bytes from the start of the file; of inner events where their payload begins.
    public var endPosition: UInt64 { isInner ? position : position + UInt64(bytes.count) }
}

/// What an event holds, by its type.
public enum EventBody: ~Escapable {
    /// START_V3.
    case startV3(StartV3Event)
    /// FORMAT_DESCRIPTION.
    case formatDescription(FormatDescriptionEvent)
    /// QUERY and QUERY_COMPRESSED.
    case query(QueryEvent)
    /// STOP.
    case stop
    /// ROTATE.
    case rotate(RotateEvent)
    /// INTVAR.
    case intVar(IntVarEvent)
    /// RAND.
    case rand(RandEvent)
    /// USER_VAR.
    case userVar(UserVarEvent)
    /// LOAD, NEW_LOAD and CREATE_FILE.
    case legacyLoad(LegacyLoadEvent)
    /// BEGIN_LOAD_QUERY and APPEND_BLOCK.
    case loadBlock(LoadBlockEvent)
    /// EXEC_LOAD and DELETE_FILE.
    case loadEnd(LoadEndEvent)
    /// EXECUTE_LOAD_QUERY.
    case executeLoadQuery(ExecuteLoadQueryEvent)
    /// XID.
    case xid(XIDEvent)
    /// XA_PREPARE.
    case xaPrepare(XAPrepareEvent)
    /// TABLE_MAP.
    case tableMap(TableMap)
    /// Every kind of rows event.
    case rows(RowsEvent)
    /// A rows event without table and rows, which only ends a statement.
    case rowsEnd(RowsEventHead)
    /// INCIDENT.
    case incident(IncidentEvent)
    /// HEARTBEAT and HEARTBEAT_V2.
    case heartbeat(HeartbeatEvent)
    /// ROWS_QUERY.
    case rowsQuery(RowsQueryEvent)
    /// GTID, ANONYMOUS_GTID and GTID_TAGGED.
    case gtid(GTIDEvent)
    /// PREVIOUS_GTIDS.
    case previousGTIDs(PreviousGTIDsEvent)
    /// TRANSACTION_CONTEXT.
    case transactionContext(TransactionContextEvent)
    /// VIEW_CHANGE.
    case viewChange(ViewChangeEvent)
    /// TRANSACTION_PAYLOAD; the events in it follow.
    case transactionPayload(TransactionPayloadEvent)
    /// ANNOTATE_ROWS.
    case annotateRows(AnnotateRowsEvent)
    /// BINLOG_CHECKPOINT.
    case binlogCheckpoint(BinlogCheckpointEvent)
    /// MARIADB_GTID.
    case mariaDBGTID(MariaDBGTIDEvent)
    /// MARIADB_GTID_LIST.
    case mariaDBGTIDList(MariaDBGTIDListEvent)
    /// START_ENCRYPTION.
    case startEncryption(StartEncryptionEvent)
    /// PARTIAL_ROW_DATA; behind the last fragment the rows event follows.
    case partialRowData(PartialRowDataEvent)
    /// IGNORABLE, and types that are not known: the body as it is.
    case unknown(Span<UInt8>)
}
