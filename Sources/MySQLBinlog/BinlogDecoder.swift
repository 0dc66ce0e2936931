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
    var layout = FileLayout(hasChecksum: false)
    /// Table maps by table id, kept until a format description to be recognised when they come again.
    var tables = TableMaps()
    /// The events inside the accepted one.
    var inner = InnerEvents()

    /// What was accepted last: one element.
    @usableFromInline var accepted = [AcceptedEvent()]
    /// What the last accepted event holds compressed, decompressed.
    @usableFromInline var decompressed: [UInt8] = []
    var inflater: Inflater?
    /// Why the accepted event cannot be shown; set where ``acceptBody(_:)`` has no `WireError` for it.
    var refusal: BinlogError.Kind?

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
    @inline(__always)
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

    @inline(__always)
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
        let type = layout[header.type]
        accepted[0].begin(
            header,
            at: position,
            isInner: isInner,
            body: start..<end,
            checksum: checksum,
            postHeaderLength: type.postHeaderLength
        )
        do throws(WireError) {
            try acceptBody(bytes.extracting(start..<end), type)
        } catch {
            throw BinlogDecoder.malformed(error, header, at: position, start)
        }
        if refusal != nil { throw refuse(header.type, at: position) }
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

    /// The error of an event that is not laid out as its type is; `start` is where its body begins.
    @inline(never)
    private static func malformed(
        _ error: WireError,
        _ header: EventHeader,
        at position: UInt64,
        _ start: Int
    ) -> BinlogError {
        BinlogError(.malformed(WireError(error.kind, at: start + error.offset)), in: header.type, at: position)
    }

    /// The checksum that ends the event, compared with its bytes where `verifies` asks for it.
    ///
    /// Static, like all that only looks at an event: a method that borrows the decoder while it changes gets a copy of it.
    @inline(__always)
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
            throw mismatch(stored, computed, header, at: position)
        }
        return stored
    }

    @inline(never)
    private static func mismatch(
        _ stored: UInt32,
        _ computed: UInt32,
        _ header: EventHeader,
        at position: UInt64
    ) -> BinlogError {
        BinlogError(.checksumMismatch(stored: stored, computed: computed), in: header.type, at: position)
    }

    @inline(never)
    private mutating func acceptFormatDescription(
        _ bytes: Span<UInt8>,
        _ header: EventHeader,
        at position: UInt64
    ) throws(BinlogError) {
        let event: FormatDescriptionEvent
        do throws(WireError) {
            event = try FormatDescriptionEvent(bytes.extracting(EventHeader.byteCount...))
        } catch {
            throw BinlogDecoder.malformed(error, header, at: position, EventHeader.byteCount)
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
        let end = bytes.count - (checksum == nil ? 0 : EventChecksum.byteCount)
        accepted[0].begin(
            header,
            at: position,
            isInner: false,
            body: EventHeader.byteCount..<end,
            checksum: checksum,
            postHeaderLength: 0
        )
    }

    /// Forgets what the file before told and goes by `event`.
    mutating func begin(_ event: FormatDescriptionEvent) {
        format = event
        layout = FileLayout(event)
        tables.removeAll()
        inner.dropFragments()
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
