// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

extension BinlogDecoder {
    /// Moves the state on by what the event tells of those behind it, decompresses what it holds, and refuses what is not laid
    /// out as its type is.
    @inline(__always)
    mutating func acceptBody(_ body: Span<UInt8>, _ layout: TypeLayout) throws(WireError) {
        switch layout.kind {
        case .rows: try acceptRows(body, layout)
        case .tableMap: try acceptTableMap(body, layout)
        case .xid:
            var reader = WireReader(body)
            _ = try XIDEvent(from: &reader)
        case .gtid:
            var reader = WireReader(body)
            _ = try GTIDEvent(from: &reader, isAnonymous: false)
        case .query:
            var reader = WireReader(body)
            _ = try QueryEvent(from: &reader, postHeaderLength: layout.postHeaderLength)
        case .rare: try acceptRareBody(body)
        }
    }

    @inline(never)
    private mutating func acceptRareBody(_ body: Span<UInt8>) throws(WireError) {
        accepted[0].isChecked = false
        let header = accepted[0].header
        let position = accepted[0].position
        let end = accepted[0].bodyEnd
        let isInner = accepted[0].isInner
        let type = header.type
        var reader = WireReader(body)
        switch type {
        case .startV3:
            let start = try StartV3Event(from: &reader)
            // Files of 3.23 have headers of 13 bytes, so that their first event is shorter. 4.0.0 and 4.0.1 wrote 2 for
            // what is version 3 since.
            let isShort = header.length < EventHeader.byteCount + StartV3Event.byteCount
            guard !isShort, start.binlogVersion == 2 || start.binlogVersion == 3 else {
                refusal = .unsupportedVersion(isShort ? 1 : start.binlogVersion)
                return
            }
            begin(FormatDescriptionEvent(version3Written: start.serverVersionText, created: start.created))
        case .queryCompressed:
            let query = try QueryEvent(from: &reader, postHeaderLength: layout[type].postHeaderLength)
            var block = WireReader(query.sql)
            try decompress(&block)
        case .preGAWriteRows, .preGAUpdateRows, .preGADeleteRows:
            if !options.keepsUnknownEvents { refusal = .preGARows }
        case .transactionPayload:
            let payload = try TransactionPayloadEvent(from: &reader)
            guard !isInner else {
                refusal = .malformedPayload
                return
            }
            // The payload is the last field, so it ends where the body does.
            refusal = inner.begin(
                payload.compression,
                size: payload.uncompressedSize,
                range: (end - payload.payload.count)..<end,
                type: type,
                at: position
            )
        case .partialRowData:
            let fragment = try PartialRowDataEvent(from: &reader)
            guard !isInner else {
                refusal = .malformedPayload
                return
            }
            refusal = inner.add(fragment, limit: options.maximumEventSize, type: type, at: position)
        case .formatDescription, .rotate, .stop:
            // Only the last of these may end a file; none of them stands within a payload.
            if isInner { refusal = .malformedPayload }
        default:
            guard !type.isKnown, !header.flags.contains(.ignorable), !options.keepsUnknownEvents else { return }
            refusal = .unknownEvent(type)
        }
    }

    @inline(__always)
    private mutating func acceptTableMap(_ body: Span<UInt8>, _ type: TypeLayout) throws(WireError) {
        try tables.insert(
            body,
            postHeaderLength: type.postHeaderLength,
            isMariaDB: layout.isMariaDB,
            hints: options.hints
        )
        if let table = tables.changed() { accepted[0].use(table) }
        if tables.isOverfull { refusal = .tooManyTables(limit: TableMaps.limit) }
    }

    @inline(__always)
    private mutating func acceptRows(_ body: Span<UInt8>, _ type: TypeLayout) throws(WireError) {
        var reader = WireReader(body)
        let head = try RowsEventHead.Fields(from: &reader, type)
        guard head.tableID != RowsEventHead.dummyTableID || !reader.isAtEnd else {
            accepted[0].rowsHead = head
            tables.statementEnded()
            return
        }
        guard tables.find(head.tableID) else {
            refusal = .unknownTable(id: head.tableID)
            return
        }
        if let table = tables.changed() { accepted[0].use(table) }
        accepted[0].begin(head, isChecked: tables.describesPlainly(Int(head.columnCount)))
        if type.isCompressed { try decompress(&reader) }
        if head.flags.contains(.statementEnd) { tables.statementEnded() }
    }

    /// Decompresses what is left of the event.
    @inline(never)
    @_lifetime(reader: copy reader)
    private mutating func decompress(_ reader: inout WireReader) throws(WireError) {
        let inflater = self.inflater ?? Inflater()
        self.inflater = inflater
        try CompressedBlock(from: &reader).decompress(
            by: inflater,
            limit: options.maximumEventSize,
            into: &decompressed
        )
    }
}
