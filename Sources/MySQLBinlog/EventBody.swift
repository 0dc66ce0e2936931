// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

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
