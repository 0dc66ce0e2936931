// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

extension BinlogEvent {
    /// What the event holds, read anew each time it is asked for.
    ///
    /// Complexity: as many steps as the event's fixed part has fields; text, rows and documents are looked at when asked for.
    public var body: EventBody {
        @_lifetime(copy self)
        get {
            if let rows { return .rows(rows) }
            do throws(WireError) {
                return try content
            } catch {
                // The decoder read it once before it handed the event over, so that this cannot happen.
                return .unknown(bodyBytes)
            }
        }
    }

    /// Refuses what is not laid out as its type is, before anyone sees it.
    @usableFromInline
    func check() throws(BinlogError) {
        if let rows { return try rows.check() }
        do throws(WireError) {
            _ = try content
        } catch {
            let bodyStart = accepted[0].bodyStart
            throw BinlogError(
                .malformed(WireError(error.kind, at: bodyStart + error.offset)),
                in: header.type,
                at: position
            )
        }
    }

    /// What an event without rows holds.
    private var content: EventBody {
        @_lifetime(copy self)
        get throws(WireError) {
            var reader = WireReader(bodyBytes)
            let postHeaderLength = accepted[0].postHeaderLength
            switch header.type {
            case .startV3: return .startV3(try StartV3Event(from: &reader))
            case .formatDescription:
                return .formatDescription(try FormatDescriptionEvent(bytes.extracting(EventHeader.byteCount...)))
            case .query: return .query(try QueryEvent(from: &reader, postHeaderLength: postHeaderLength))
            case .queryCompressed:
                var query = try QueryEvent(from: &reader, postHeaderLength: postHeaderLength)
                query.sql = decompressed
                return .query(query)
            case .stop: return .stop
            case .rotate: return .rotate(try RotateEvent(from: &reader))
            case .intVar: return .intVar(try IntVarEvent(from: &reader))
            case .rand: return .rand(try RandEvent(from: &reader))
            case .userVar: return .userVar(try UserVarEvent(from: &reader))
            case .load, .newLoad, .createFile: return .legacyLoad(try LegacyLoadEvent(from: &reader, type: header.type))
            case .beginLoadQuery, .appendBlock: return .loadBlock(try LoadBlockEvent(from: &reader))
            case .execLoad, .deleteFile: return .loadEnd(try LoadEndEvent(from: &reader))
            case .executeLoadQuery: return .executeLoadQuery(try ExecuteLoadQueryEvent(from: &reader))
            case .xid: return .xid(try XIDEvent(from: &reader))
            case .xaPrepare: return .xaPrepare(try XAPrepareEvent(from: &reader))
            case .tableMap: return .tableMap(accepted[0].table)
            case .incident: return .incident(try IncidentEvent(from: &reader))
            case .heartbeat: return .heartbeat(try HeartbeatEvent(from: &reader, header: header))
            case .heartbeatV2: return .heartbeat(try HeartbeatEvent(versionTwo: &reader))
            case .rowsQuery: return .rowsQuery(try RowsQueryEvent(from: &reader))
            case .gtid: return .gtid(try GTIDEvent(from: &reader, isAnonymous: false))
            case .anonymousGTID: return .gtid(try GTIDEvent(from: &reader, isAnonymous: true))
            case .taggedGTID: return .gtid(try GTIDEvent(taggedFrom: &reader))
            case .previousGTIDs: return .previousGTIDs(try PreviousGTIDsEvent(from: &reader))
            case .transactionContext: return .transactionContext(try TransactionContextEvent(from: &reader))
            case .viewChange: return .viewChange(try ViewChangeEvent(from: &reader))
            case .transactionPayload: return .transactionPayload(try TransactionPayloadEvent(from: &reader))
            case .annotateRows: return .annotateRows(AnnotateRowsEvent(from: &reader))
            case .binlogCheckpoint: return .binlogCheckpoint(try BinlogCheckpointEvent(from: &reader))
            case .mariaDBGTID: return .mariaDBGTID(try MariaDBGTIDEvent(from: &reader, serverID: header.serverID))
            case .mariaDBGTIDList: return .mariaDBGTIDList(try MariaDBGTIDListEvent(from: &reader))
            case .startEncryption: return .startEncryption(try StartEncryptionEvent(from: &reader))
            case .partialRowData: return .partialRowData(try PartialRowDataEvent(from: &reader))
            case let type where RowsEventHead.isRowsEvent(type):
                return .rowsEnd(RowsEventHead(accepted[0].rowsHead, in: reader.bytes))
            default: return .unknown(reader.rest())
            }
        }
    }
}
