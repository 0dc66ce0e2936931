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
    /// How the ROTATE is checked that comes before the first format description; nil where none may come.
    private var opening: ChecksumAlgorithm?
    /// What ``format`` tells of every event, looked up once.
    private var isMariaDB = false
    private var usesPermutedTypes = false
    /// Table maps by table id, kept until a format description to be recognised when they come again.
    var tables = TableMaps()
    /// The events inside the accepted one.
    var inner = InnerEvents()

    /// What was accepted last.
    var current = Current()
    /// What the last accepted event holds compressed, decompressed.
    var decompressed: [UInt8] = []

    /// What ``accept(_:at:)`` found out about an event.
    struct Current {
        var header = EventHeader(
            timestamp: 0,
            type: .unknown,
            serverID: 0,
            length: 0,
            endPosition: 0,
            flags: []
        )
        var position: UInt64 = 0
        var isInner = false
        var bodyStart = 0
        var bodyEnd = 0
        var checksum: UInt32?
        var table: TableMap?
    }

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
        opening = checksum
    }

    /// Goes on in a file whose format description was read elsewhere.
    package init(options: Options = Options(), continuing format: FormatDescriptionEvent) {
        self.options = options
        begin(format)
    }

    /// The type of the accepted event.
    var acceptedType: EventType { current.header.type }

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
        inner.end()
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
        guard var header = try? EventHeader(from: &reader) else {
            throw BinlogError(.truncatedHeader(present: bytes.count), at: position)
        }
        current.position = position
        current.isInner = isInner
        current.checksum = nil
        current.table = nil
        if !decompressed.isEmpty { decompressed.removeAll(keepingCapacity: decompressed.count <= 1 << 20) }
        if let format {
            if usesPermutedTypes { header.type = format.type(of: header.type) }
        } else if header.type == .rotate, opening != nil, !isInner {
            // Read without a format description: its fixed part never changes.
        } else if header.type != .formatDescription, header.type != .startV3 {
            throw BinlogError(.noFormatDescription, in: header.type, at: position)
        }
        current.header = header
        current.bodyStart = EventHeader.byteCount
        current.bodyEnd = bytes.count
        if header.type == .formatDescription, !isInner {
            try acceptFormatDescription(bytes)
            return
        }
        if let format { current.bodyStart = Int(format.headerLength) }
        if checksumAlgorithm == .crc32, !isInner { try takeChecksum(bytes) }
        guard current.bodyStart <= current.bodyEnd else {
            throw BinlogError(.impossibleLength(header.length), in: header.type, at: position)
        }
        do throws(WireError) {
            try acceptBody(bytes.extracting(current.bodyStart..<current.bodyEnd))
        } catch {
            throw BinlogError(
                .malformed(WireError(error.kind, at: current.bodyStart + error.offset)),
                in: header.type,
                at: position
            )
        }
        if let refusal { throw BinlogError(refusal, in: header.type, at: position) }
    }

    /// How the accepted event is checked.
    private var checksumAlgorithm: ChecksumAlgorithm? {
        guard let format else { return opening }
        return format.checksumAlgorithm
    }

    /// Why the accepted event cannot be shown; set where ``acceptBody(_:)`` has no `WireError` for it.
    private var refusal: BinlogError.Kind?

    private mutating func takeChecksum(_ bytes: Span<UInt8>) throws(BinlogError) {
        let end = bytes.count - EventChecksum.byteCount
        guard end >= EventHeader.byteCount else {
            throw BinlogError(.impossibleLength(current.header.length), in: current.header.type, at: current.position)
        }
        var reader = WireReader(bytes.extracting(end...))
        guard let stored = try? reader.uint32() else { return }
        if options.verifiesChecksums {
            let computed = EventChecksum.value(of: bytes.extracting(0..<end), type: current.header.type)
            guard computed == stored else {
                throw BinlogError(
                    .checksumMismatch(stored: stored, computed: computed),
                    in: current.header.type,
                    at: current.position
                )
            }
        }
        current.checksum = stored
        current.bodyEnd = end
    }

    private mutating func acceptFormatDescription(_ bytes: Span<UInt8>) throws(BinlogError) {
        let type = EventType.formatDescription
        let event: FormatDescriptionEvent
        do throws(WireError) {
            event = try FormatDescriptionEvent(bytes.extracting(EventHeader.byteCount...))
        } catch {
            throw BinlogError(
                .malformed(WireError(error.kind, at: EventHeader.byteCount + error.offset)),
                in: type,
                at: current.position
            )
        }
        guard event.binlogVersion == 4 else {
            throw BinlogError(.unsupportedVersion(event.binlogVersion), in: type, at: current.position)
        }
        switch event.checksumAlgorithm {
        case .crc32: try takeChecksum(bytes)
        case nil, .off, .undefined: break
        case let algorithm?:
            throw BinlogError(.unknownChecksumAlgorithm(algorithm.rawValue), in: type, at: current.position)
        }
        begin(event)
    }

    /// Forgets what the file before told and goes by `event`.
    private mutating func begin(_ event: FormatDescriptionEvent) {
        format = event
        isMariaDB = event.isMariaDB
        usesPermutedTypes = event.usesPermutedTypes
        tables.removeAll()
        inner.dropFragments()
    }

    /// Moves the state on by what the event tells of those behind it, and decompresses what it holds.
    private mutating func acceptBody(_ body: Span<UInt8>) throws(WireError) {
        refusal = nil
        var reader = WireReader(body)
        let type = current.header.type
        switch type {
        case .startV3:
            let start = try StartV3Event(from: &reader)
            // Files of 3.23 have headers of 13 bytes, so that their first event is shorter. 4.0.0 and 4.0.1 wrote 2 for
            // what is version 3 since.
            let isShort = current.header.length < EventHeader.byteCount + StartV3Event.byteCount
            guard !isShort, start.binlogVersion == 2 || start.binlogVersion == 3 else {
                refusal = .unsupportedVersion(isShort ? 1 : start.binlogVersion)
                return
            }
            begin(FormatDescriptionEvent(version3Written: start.serverVersionText, created: start.created))
        case .tableMap:
            current.table = try tables.insert(
                body,
                postHeaderLength: postHeaderLength(of: type) ?? 8,
                isMariaDB: isMariaDB,
                hints: options.hints
            )
            if tables.isOverfull { refusal = .tooManyTables(limit: TableMaps.limit) }
        case .queryCompressed:
            let query = try QueryEvent(from: &reader, postHeaderLength: postHeaderLength(of: type) ?? 13)
            var block = WireReader(query.sql)
            decompressed = try CompressedBlock(from: &block).decompressed(limit: options.maximumEventSize)
        case _ where RowsEventHead.isRowsEvent(type):
            try acceptRows(body)
        case .preGAWriteRows, .preGAUpdateRows, .preGADeleteRows:
            if !options.keepsUnknownEvents { refusal = .preGARows }
        case .transactionPayload:
            let payload = try TransactionPayloadEvent(from: &reader)
            guard !current.isInner else {
                refusal = .malformedPayload
                return
            }
            // The payload is the last field, so it ends where the body does.
            let end = current.bodyEnd
            refusal = inner.begin(
                payload.compression,
                size: payload.uncompressedSize,
                range: (end - payload.payload.count)..<end,
                type: type,
                at: current.position
            )
        case .partialRowData:
            let fragment = try PartialRowDataEvent(from: &reader)
            guard !current.isInner else {
                refusal = .malformedPayload
                return
            }
            refusal = inner.add(fragment, limit: options.maximumEventSize, type: type, at: current.position)
        case .formatDescription, .rotate, .stop:
            // Only the last of these may end a file; none of them stands within a payload.
            if current.isInner { refusal = .malformedPayload }
        default:
            guard !type.isKnown, !current.header.flags.contains(.ignorable), !options.keepsUnknownEvents else { return }
            refusal = .unknownEvent(type)
        }
    }

    private mutating func acceptRows(_ body: Span<UInt8>) throws(WireError) {
        var reader = WireReader(body)
        let type = current.header.type
        let head = try RowsEventHead(from: &reader, type: type, postHeaderLength: postHeaderLength(of: type) ?? 8)
        guard head.tableID != RowsEventHead.dummyTableID || !reader.isAtEnd else {
            tables.statementEnded()
            return
        }
        guard let table = tables[head.tableID] else {
            refusal = .unknownTable(id: head.tableID)
            return
        }
        current.table = table
        if head.isCompressed {
            decompressed = try CompressedBlock(from: &reader).decompressed(limit: options.maximumEventSize)
        }
        if head.flags.contains(.statementEnd) { tables.statementEnded() }
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
        if let accepted = current.table, accepted === table { current.table = described }
        return described
    }

    /// Bytes of the fixed part of events of `type` in this file.
    func postHeaderLength(of type: EventType) -> Int? { format?.postHeaderLength(of: type) }
}
