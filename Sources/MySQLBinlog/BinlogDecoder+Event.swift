// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

extension BinlogDecoder {
    /// The accepted event, of which `bytes` are still those given to ``accept(_:at:)``.
    ///
    /// Costs nothing beyond reading the event's fixed parts; text, rows and documents are looked at when asked for.
    @_lifetime(copy bytes, borrow self)
    public func event(_ bytes: Span<UInt8>) throws(BinlogError) -> BinlogEvent {
        if current.isInner { return try event(inner.currentBytes, decompressed: decompressed.span) }
        return try event(bytes, decompressed: decompressed.span)
    }

    @_lifetime(copy bytes, copy decompressed)
    private func event(_ bytes: Span<UInt8>, decompressed: Span<UInt8>) throws(BinlogError) -> BinlogEvent {
        let content = bytes.extracting(current.bodyStart..<current.bodyEnd)
        return BinlogEvent(
            header: current.header,
            position: current.position,
            isInner: current.isInner,
            checksum: current.checksum,
            bytes: bytes,
            bodyStart: current.bodyStart,
            body: try body(content, decompressed)
        )
    }

    @_lifetime(copy bytes, copy decompressed)
    private func body(_ bytes: Span<UInt8>, _ decompressed: Span<UInt8>) throws(BinlogError) -> EventBody {
        if let table = current.table, current.header.type != .tableMap {
            return .rows(try rows(bytes, decompressed, of: table))
        }
        do throws(WireError) {
            return try plainBody(bytes, decompressed)
        } catch {
            throw BinlogError(
                .malformed(WireError(error.kind, at: current.bodyStart + error.offset)),
                in: current.header.type,
                at: current.position
            )
        }
    }

    @_lifetime(copy bytes, copy decompressed)
    private func rows(
        _ bytes: Span<UInt8>,
        _ decompressed: Span<UInt8>,
        of table: TableMap
    ) throws(BinlogError) -> RowsEvent {
        var reader = WireReader(bytes)
        let type = current.header.type
        let head: RowsEventHead
        do throws(WireError) {
            head = try RowsEventHead(from: &reader, type: type, postHeaderLength: postHeaderLength(of: type) ?? 8)
        } catch {
            throw BinlogError(.malformed(error), in: type, at: current.position)
        }
        let offset = current.bodyStart + reader.offset
        let isCompressed = head.isCompressed
        let images = isCompressed ? decompressed : reader.rest()
        let event = try RowsEvent(
            head: head,
            table: table,
            images: images,
            imagesOffset: isCompressed ? 0 : offset,
            position: current.position,
            type: type
        )
        try event.checkOldTemporals()
        return event
    }

    @_lifetime(copy bytes, copy decompressed)
    private func plainBody(
        _ bytes: Span<UInt8>,
        _ decompressed: Span<UInt8>
    ) throws(WireError) -> EventBody {
        var reader = WireReader(bytes)
        let type = current.header.type
        switch type {
        case .startV3: return .startV3(try StartV3Event(from: &reader))
        case .formatDescription:
            // It was read when it was accepted, and is in force since.
            guard let format else { return .unknown(bytes) }
            return .formatDescription(format)
        case .query: return .query(try QueryEvent(from: &reader, postHeaderLength: postHeaderLength(of: type) ?? 13))
        case .queryCompressed:
            var query = try QueryEvent(from: &reader, postHeaderLength: postHeaderLength(of: type) ?? 13)
            query.sql = decompressed
            return .query(query)
        case .stop: return .stop
        case .rotate: return .rotate(try RotateEvent(from: &reader))
        case .intVar: return .intVar(try IntVarEvent(from: &reader))
        case .rand: return .rand(try RandEvent(from: &reader))
        case .userVar: return .userVar(try UserVarEvent(from: &reader))
        case .load, .newLoad, .createFile: return .legacyLoad(try LegacyLoadEvent(from: &reader, type: type))
        case .beginLoadQuery, .appendBlock: return .loadBlock(try LoadBlockEvent(from: &reader))
        case .execLoad, .deleteFile: return .loadEnd(try LoadEndEvent(from: &reader))
        case .executeLoadQuery: return .executeLoadQuery(try ExecuteLoadQueryEvent(from: &reader))
        case .xid: return .xid(try XIDEvent(from: &reader))
        case .xaPrepare: return .xaPrepare(try XAPrepareEvent(from: &reader))
        case .tableMap:
            guard let table = current.table else { return .unknown(bytes) }
            return .tableMap(table)
        case .incident: return .incident(try IncidentEvent(from: &reader))
        case .heartbeat: return .heartbeat(try HeartbeatEvent(from: &reader, header: current.header))
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
        case .mariaDBGTID:
            return .mariaDBGTID(try MariaDBGTIDEvent(from: &reader, serverID: current.header.serverID))
        case .mariaDBGTIDList: return .mariaDBGTIDList(try MariaDBGTIDListEvent(from: &reader))
        case .startEncryption: return .startEncryption(try StartEncryptionEvent(from: &reader))
        case .partialRowData: return .partialRowData(try PartialRowDataEvent(from: &reader))
        default:
            if RowsEventHead.isRowsEvent(type) {
                return .rowsEnd(
                    try RowsEventHead(from: &reader, type: type, postHeaderLength: postHeaderLength(of: type) ?? 8)
                )
            }
            return .unknown(bytes)
        }
    }
}
