// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Turns the bytes of events into events; keeps what one event tells of those behind it.
///
/// The bytes may come from a file or from a server. Each event is taken in two steps, so that the second one only looks:
/// ``accept(_:at:)`` moves the state on, ``event(_:)`` shows the event that was accepted. Where ``hasInnerEvents`` says
/// so, ``acceptInner(_:)`` goes through the events inside the accepted one before the next is accepted.
public struct BinlogDecoder: ~Copyable {
    /// How much is accepted, and what is checked.
    public struct Options: Sendable, Hashable {
        /// Whether checksums are compared with the bytes of their events.
        public var verifiesChecksums = true
        /// Whether events of unknown types, and rows events of unreleased layouts, are handed over as bytes instead
        /// of being refused.
        ///
        /// Those that are marked as ignorable are handed over in any case.
        public var keepsUnknownEvents = false
        /// The longest event that is accepted, compressed or not, in bytes; servers write at most 1 GiB.
        public var maximumEventSize = 1 << 30 + 1 << 20
        /// What the user knows of columns and the log does not tell.
        public var hints = ColumnHints()

        /// Checks everything, refuses what is not known, and accepts what servers write.
        public init() {}
    }

    /// How much is accepted, and what is checked.
    public let options: Options
    /// The format description in force; nil before the first.
    public private(set) var format: FormatDescriptionEvent?
    /// Whether a ROTATE may come before the first format description.
    private var beginsWithRotate = false
    /// What ``format`` tells of every event.
    private var layout = FileLayout(hasChecksum: false)
    /// Table maps by table id, kept until a format description to be recognised when they come again.
    var tables = TableMaps()
    /// The events inside the accepted one.
    var inner = InnerEvents()

    /// What was accepted last: one element.
    var accepted = [AcceptedEvent()]
    /// What the last accepted event holds compressed, decompressed.
    var decompressed: [UInt8] = []
    /// Why the accepted event cannot be shown; set where ``acceptBody(_:)`` has no `WireError` for it.
    private var refusal: BinlogError.Kind?

    /// Knows nothing yet, as a file's reader does: the first event must be a format description.
    public init(options: Options = Options()) {
        self.options = options
    }

    /// Begins with a server's stream, whose first event is a ROTATE that names the file; the format description follows.
    ///
    /// `checksum` is what was asked of the server (`@source_binlog_checksum`): it holds for that ROTATE. The ROTATE before
    /// each further file is checked as the file before it was.
    public init(options: Options = Options(), streamChecksum checksum: ChecksumAlgorithm) {
        self.options = options
        layout = FileLayout(hasChecksum: checksum == .crc32)
        beginsWithRotate = true
    }

    /// Goes on in a file whose format description was read elsewhere.
    package init(options: Options = Options(), continuing format: FormatDescriptionEvent) {
        self.options = options
        begin(format)
    }

    /// The type of the accepted event.
    var acceptedType: EventType { accepted[0].header.type }

    /// Leaves out the events inside the accepted one.
    package mutating func endInnerEvents() {
        inner.end()
    }

    /// Whether the accepted event holds events of its own.
    public var hasInnerEvents: Bool { inner.isActive }

    /// Takes the next event, which `bytes` hold to the last byte.
    ///
    /// - Throws: ``BinlogError``; the event was not accepted then, and nothing behind it can be trusted.
    public mutating func accept(_ bytes: Span<UInt8>, at position: UInt64) throws(BinlogError) {
        if inner.isActive { inner.end() }
        try accept(bytes, at: position, isInner: false)
    }

    /// Takes the next event inside the accepted one, whose bytes are still `outer`; false where none is left.
    public mutating func acceptInner(_ outer: Span<UInt8>) throws(BinlogError) -> Bool {
        guard inner.isActive else { return false }
        do throws(BinlogError) {
            guard try inner.advance(outer, limit: options.maximumEventSize) else { return false }
        } catch {
            throw BinlogError(error.kind, in: inner.outerType, at: inner.position)
        }
        // The state is taken out while its bytes are read, since accepting changes the other state.
        let event = inner.takeBytes()
        defer { inner.giveBack(event) }
        try accept(event.span.extracting(inner.currentRange), at: inner.position, isInner: true)
        return true
    }

    private mutating func accept(
        _ bytes: Span<UInt8>,
        at position: UInt64,
        isInner: Bool
    ) throws(BinlogError) {
        var reader = WireReader(bytes)
        var header: EventHeader
        do throws(WireError) {
            header = try EventHeader(from: &reader)
        } catch {
            throw BinlogError(.truncatedHeader(present: bytes.count), at: position)
        }
        if tables.isStale { forgetTables() }
        if !decompressed.isEmpty { forgetDecompressed() }
        if !layout.isKnown || layout.usesPermutedTypes { try check(&header, at: position, isInner: isInner) }
        if header.type == .formatDescription, !isInner {
            return try acceptFormatDescription(bytes, header, at: position)
        }
        let start = layout.headerLength
        var end = bytes.count
        var checksum: UInt32?
        if layout.hasChecksum, !isInner {
            checksum = try BinlogDecoder.checksum(
                of: bytes,
                header,
                at: position,
                verifies: options.verifiesChecksums
            )
            end &-= EventChecksum.byteCount
        }
        guard start <= end else { throw BinlogError(.impossibleLength(header.length), in: header.type, at: position) }
        let head: RowsEventHead.Fields
        do throws(WireError) {
            head = try acceptBody(bytes.extracting(start..<end), header, at: position, end, isInner: isInner)
        } catch {
            throw BinlogError(
                .malformed(WireError(error.kind, at: start + error.offset)),
                in: header.type,
                at: position
            )
        }
        guard refusal == nil else { throw refuse(header.type, at: position) }
        let table = tables.changed()
        accepted[0].take(
            header,
            at: position,
            isInner: isInner,
            bodyStart: start,
            bodyEnd: end,
            checksum: checksum,
            postHeaderLength: layout.postHeaderLength(of: header.type),
            rowsHead: head,
            table: table
        )
    }

    @inline(never)
    private mutating func forgetTables() {
        tables.removeAll()
    }

    @inline(never)
    private mutating func forgetDecompressed() {
        decompressed.removeAll(keepingCapacity: decompressed.count <= 1 << 20)
    }

    /// Looks at the type of an event where it may be one that means another here, or that may not stand here.
    private mutating func check(_ header: inout EventHeader, at position: UInt64, isInner: Bool) throws(BinlogError) {
        if let format {
            header.type = format.type(of: header.type)
            return
        }
        // Without a format description a ROTATE can be read: its fixed part never changes.
        let isOpening = header.type == .rotate && beginsWithRotate && !isInner
        guard isOpening || header.type == .formatDescription || header.type == .startV3 else {
            throw BinlogError(.noFormatDescription, in: header.type, at: position)
        }
    }

    /// The error of an event that cannot be shown.
    private mutating func refuse(_ type: EventType, at position: UInt64) -> BinlogError {
        defer { refusal = nil }
        return BinlogError(refusal ?? .unknownEvent(type), in: type, at: position)
    }

    /// The checksum that ends the event, compared with its bytes where `verifies` asks for it.
    ///
    /// Static, like all that only looks at an event: a method that borrows the decoder while it changes gets a copy of it.
    private static func checksum(
        of bytes: Span<UInt8>,
        _ header: EventHeader,
        at position: UInt64,
        verifies: Bool
    ) throws(BinlogError) -> UInt32 {
        let end = bytes.count - EventChecksum.byteCount
        guard end >= EventHeader.byteCount else {
            throw BinlogError(.impossibleLength(header.length), in: header.type, at: position)
        }
        let stored = EventChecksum.stored(in: bytes)
        guard verifies else { return stored }
        let computed = EventChecksum.value(of: bytes.extracting(0..<end), type: header.type)
        guard computed == stored else {
            let kind = BinlogError.Kind.checksumMismatch(stored: stored, computed: computed)
            throw BinlogError(kind, in: header.type, at: position)
        }
        return stored
    }

    private mutating func acceptFormatDescription(
        _ bytes: Span<UInt8>,
        _ header: EventHeader,
        at position: UInt64
    ) throws(BinlogError) {
        let event: FormatDescriptionEvent
        do throws(WireError) {
            event = try FormatDescriptionEvent(bytes.extracting(EventHeader.byteCount...))
        } catch {
            throw BinlogError(
                .malformed(WireError(error.kind, at: EventHeader.byteCount + error.offset)),
                in: header.type,
                at: position
            )
        }
        guard event.binlogVersion == 4 else {
            throw BinlogError(.unsupportedVersion(event.binlogVersion), in: header.type, at: position)
        }
        var checksum: UInt32?
        switch event.checksumAlgorithm {
        case .crc32:
            checksum = try BinlogDecoder.checksum(
                of: bytes,
                header,
                at: position,
                verifies: options.verifiesChecksums
            )
        case nil, .off, .undefined: break
        case let algorithm?:
            throw BinlogError(.unknownChecksumAlgorithm(algorithm.rawValue), in: header.type, at: position)
        }
        begin(event)
        accepted[0].take(
            header,
            at: position,
            isInner: false,
            bodyStart: EventHeader.byteCount,
            bodyEnd: bytes.count - (checksum == nil ? 0 : EventChecksum.byteCount),
            checksum: checksum,
            postHeaderLength: 0,
            rowsHead: .ofNoRows,
            table: nil
        )
    }

    /// Forgets what the file before told and goes by `event`.
    private mutating func begin(_ event: FormatDescriptionEvent) {
        format = event
        layout = FileLayout(event)
        tables.removeAll()
        inner.dropFragments()
    }

    /// Moves the state on by what the event tells of those behind it, decompresses what it holds, and refuses what is not laid
    /// out as its type is; gives the head of rows where there are some.
    private mutating func acceptBody(
        _ body: Span<UInt8>,
        _ header: EventHeader,
        at position: UInt64,
        _ end: Int,
        isInner: Bool
    ) throws(WireError) -> RowsEventHead.Fields {
        let type = header.type
        if RowsEventHead.isRowsEvent(type) { return try acceptRows(body, type) }
        switch type {
        case .tableMap: try acceptTableMap(body)
        case .xid:
            var reader = WireReader(body)
            _ = try XIDEvent(from: &reader)
        case .gtid:
            var reader = WireReader(body)
            _ = try GTIDEvent(from: &reader, isAnonymous: false)
        case .query:
            var reader = WireReader(body)
            _ = try QueryEvent(from: &reader, postHeaderLength: layout.postHeaderLength(of: type))
        default:
            try acceptRareBody(body, header, at: position, end, isInner: isInner)
            return RowsEventHead.Fields()
        }
        return .ofNoRows
    }

    private mutating func acceptRareBody(
        _ body: Span<UInt8>,
        _ header: EventHeader,
        at position: UInt64,
        _ end: Int,
        isInner: Bool
    ) throws(WireError) {
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
            let query = try QueryEvent(from: &reader, postHeaderLength: layout.postHeaderLength(of: type))
            var block = WireReader(query.sql)
            decompressed = try CompressedBlock(from: &block).decompressed(limit: options.maximumEventSize)
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

    private mutating func acceptTableMap(_ body: Span<UInt8>) throws(WireError) {
        try tables.insert(
            body,
            postHeaderLength: layout.postHeaderLength(of: .tableMap),
            isMariaDB: layout.isMariaDB,
            hints: options.hints
        )
        if tables.isOverfull { refusal = .tooManyTables(limit: TableMaps.limit) }
    }

    private mutating func acceptRows(
        _ body: Span<UInt8>,
        _ type: EventType
    ) throws(WireError) -> RowsEventHead.Fields {
        var reader = WireReader(body)
        var head = try RowsEventHead.Fields(
            from: &reader,
            type: type,
            postHeaderLength: layout.postHeaderLength(of: type)
        )
        guard head.tableID != RowsEventHead.dummyTableID || !reader.isAtEnd else {
            tables.statementEnded()
            return head
        }
        guard tables.find(head.tableID) else {
            refusal = .unknownTable(id: head.tableID)
            return head
        }
        head.hasRows = true
        head.isChecked = tables.describesPlainly(Int(head.columnCount))
        if head.isCompressed {
            decompressed = try CompressedBlock(from: &reader).decompressed(limit: options.maximumEventSize)
        }
        if head.flags.contains(.statementEnd) { tables.statementEnded() }
        return head
    }

    /// Reads the rows of `table`, whose map was accepted, by what `columns` tell besides the log.
    ///
    /// Lasts as long as the map does: until another of that number, or another file, comes.
    ///
    /// - Returns: the table as rows events from here on refer to it.
    @discardableResult
    package mutating func describe(_ table: TableMap, columns: [Column]) -> TableMap {
        let described = TableMap(table, columns: columns)
        tables.replace(table, with: described)
        if let described = tables.changed() { accepted[0].use(described) }
        return described
    }
}
