// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

extension BinlogEvent {
    /// Writes the event as a server does: header, body and, where this one has a checksum, the checksum.
    ///
    /// The length and the checksum are worked out anew; the rest of the header stays as it is. Statements and rows that MariaDB
    /// compressed are written as they stand in the file, since no two versions of zlib compress alike.
    public func encode(into writer: inout WireWriter) throws(BinlogError) {
        let start = writer.count
        var written = header
        // Trees that numbered their events otherwise did so in the files too.
        written.type = EventType(rawValue: bytes[4])
        written.encode(into: &writer)
        // What a header longer than 19 bytes holds is not known; it stays as it is.
        writer.span(bytes.extracting(EventHeader.byteCount..<bodyStart))
        try encodeBody(into: &writer)
        let length = writer.count - start + (checksum == nil ? 0 : 4)
        writer.patchUInt32(UInt32(truncatingIfNeeded: length), at: start + 9)
        guard checksum != nil else { return }
        let value = EventChecksum.value(of: writer.bytes.span.extracting(start...), type: header.type)
        writer.uint32(value)
    }

    private func encodeBody(into writer: inout WireWriter) throws(BinlogError) {
        switch body {
        case .startV3(let event): event.encode(into: &writer)
        case .formatDescription(let event): encode(event, into: &writer)
        case .query(let event):
            if header.type == .queryCompressed { copyBody(into: &writer) } else { event.encode(into: &writer) }
        case .stop: break
        case .rotate(let event): event.encode(into: &writer)
        case .intVar(let event): event.encode(into: &writer)
        case .rand(let event): event.encode(into: &writer)
        case .userVar(let event): event.encode(into: &writer)
        case .loadBlock(let event): event.encode(into: &writer)
        case .loadEnd(let event): event.encode(into: &writer)
        case .executeLoadQuery(let event): event.encode(into: &writer)
        case .xid(let event): event.encode(into: &writer)
        case .xaPrepare(let event): event.encode(into: &writer)
        case .tableMap(let table): table.encode(into: &writer)
        case .rows(let event):
            if event.head.isCompressed { copyBody(into: &writer) } else { try event.encode(into: &writer) }
        case .rowsEnd(let head): head.encode(into: &writer)
        case .incident(let event): event.encode(into: &writer)
        case .heartbeat(let event):
            if header.type == .heartbeatV2 {
                event.encodeVersionTwo(into: &writer)
            } else {
                event.encode(into: &writer)
            }
        case .rowsQuery(let event): event.encode(into: &writer)
        case .gtid(let event): event.encode(into: &writer)
        case .previousGTIDs(let event): event.encode(into: &writer)
        case .transactionContext(let event): event.encode(into: &writer)
        case .viewChange(let event): event.encode(into: &writer)
        case .transactionPayload(let event): event.encode(into: &writer)
        case .annotateRows(let event): event.encode(into: &writer)
        case .binlogCheckpoint(let event): event.encode(into: &writer)
        case .mariaDBGTID(let event): event.encode(into: &writer)
        case .mariaDBGTIDList(let event): event.encode(into: &writer)
        case .startEncryption(let event): event.encode(into: &writer)
        case .partialRowData(let event): event.encode(into: &writer)
        case .legacyLoad, .unknown: copyBody(into: &writer)
        }
    }

    /// A format description without checksum has 4 bytes in its place that mean nothing; they stay as they are.
    private func encode(_ event: FormatDescriptionEvent, into writer: inout WireWriter) {
        event.encode(into: &writer)
        if event.checksumAlgorithm != nil, checksum == nil { writer.span(bytes.extracting((bytes.count - 4)...)) }
    }

    private func copyBody(into writer: inout WireWriter) {
        let end = bytes.count - (checksum == nil ? 0 : 4)
        writer.span(bytes.extracting(bodyStart..<end))
    }
}
