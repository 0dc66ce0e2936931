// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
import MySQLWire

/// Follows a server's stream by the heads of its events: where groups end, where in which file, and their GTIDs.
///
/// ```swift
/// var scanner = BoundaryScanner(checksum: .crc32)
/// let step = try scanner.accept(bytes)        // each event as it came, header to checksum
/// if step.endsGroup { saved = scanner.completed }
/// ```
///
/// Most events cost no more than reading their header; bodies are read where position or GTID hang on them. Checksums are
/// verified of those alone, since a ``BinlogDecoder`` verifies the rest.
///
/// Source: MySQL 9.7, `sql/rpl_binlog_sender.cc`; MariaDB 11.8, `sql/sql_repl.cc`.
public struct BoundaryScanner: Sendable {
    /// What was learnt of the groups so far.
    public private(set) var boundary = TransactionBoundary()
    /// The header of the last event.
    public private(set) var header = EventHeader(
        timestamp: 0,
        type: .unknown,
        serverID: 0,
        length: 0,
        endPosition: 0,
        flags: []
    )
    /// The file that the stream stands in; empty before the first ROTATE.
    public private(set) var file = ""
    /// Where the last event ends in ``file``, in bytes from its start; 64 bits, whatever the headers hold.
    public internal(set) var position: UInt64 = 0
    /// Where the last event begins; where it stands in no file, ``position``.
    public private(set) var eventPosition: UInt64 = 0
    /// Where the group begins that is open, or that the last event ended.
    public private(set) var groupPosition: UInt64 = 0
    /// The format description in force; nil before the first.
    public private(set) var format: FormatDescriptionEvent?
    /// How events are checked that come before the first format description.
    private let opening: ChecksumAlgorithm
    var fileName: [UInt8] = []

    // What the format description tells of every event, looked up once.
    private var hasFormat = false
    var hasChecksum: Bool
    private var headerLength = EventHeader.byteCount
    private var queryPostHeader = 13
    private var usesPermutedTypes = false
    private var tellsEnds = true

    /// The longest name of a file, in bytes.
    ///
    /// Source: MySQL 9.7, `include/my_io.h`, `FN_REFLEN`.
    private static let longestName = 512

    /// Begins before the first event of a stream, which is a ROTATE that names the file.
    ///
    /// `checksum` is what was asked of the server: `@source_binlog_checksum`.
    public init(checksum: ChecksumAlgorithm) {
        opening = checksum
        hasChecksum = checksum == .crc32
    }

    /// Begins at a place of a file that is known; `checksum` as in ``init(checksum:)``.
    public init(at place: BinlogFilePosition, checksum: ChecksumAlgorithm = .off) {
        self.init(checksum: checksum)
        file = place.file
        fileName = Array(place.file.utf8)
        position = place.offset
        eventPosition = place.offset
    }

    /// The place behind the last whole group: where reading may begin again.
    public var completed: BinlogFilePosition {
        BinlogFilePosition(file: file, offset: boundary.isOpen ? groupPosition : position)
    }

    /// The GTID of the group that the last event belongs to; nil where it has none.
    public var gtid: TransactionIdentity? { boundary.gtid }

    /// Whether the last event shows that the group open before it is never completed: its server was killed.
    public var hasBrokenOff: Bool { boundary.hasBrokenOff }

    /// The group that the last event ended; nil where it ended none.
    public var group: EventGroup? {
        guard let ending = boundary.ending else { return nil }
        return EventGroup(
            gtid: boundary.gtid,
            file: file,
            begin: groupPosition,
            end: position,
            ending: ending,
            rollsBackToSavepoint: boundary.rollsBackToSavepoint
        )
    }

    /// The GTID that counts as seen with the last event; nil where that ends no group, or its group has none.
    public var completedGTID: TransactionIdentity? { boundary.ending == nil ? nil : boundary.gtid }

    /// Takes the next event, which `bytes` hold from header to checksum.
    ///
    /// - Throws: ``BinlogError``; where its kind is ``BinlogError/Kind/outOfStep(file:offset:)`` the stream must be begun anew
    ///   at ``completed``.
    public mutating func accept(_ bytes: Span<UInt8>) throws(BinlogError) -> TransactionBoundary.Step {
        var reader = WireReader(bytes)
        guard var header = try? EventHeader(from: &reader) else {
            throw BinlogError(.truncatedHeader(present: bytes.count), at: position)
        }
        if usesPermutedTypes, let format { header.type = format.type(of: header.type) }
        guard Int(header.length) == bytes.count else {
            throw BinlogError(.impossibleLength(header.length), in: header.type, at: position)
        }
        self.header = header
        switch header.type {
        case .rotate: return try acceptRotate(header, bytes)
        case .formatDescription, .startV3: return try acceptFormat(header, bytes)
        case _ where !hasFormat: throw BinlogError(.noFormatDescription, in: header.type, at: position)
        case .heartbeat, .heartbeatV2: try acceptHeartbeat(header, bytes)
        // The key of an encrypted file is sent from its head, wherever reading begins; what follows comes decrypted.
        case .startEncryption: eventPosition = position
        default: advance(over: header)
        }
        return try step(header, bytes)
    }

    /// Goes to the end of an event.
    ///
    /// Where its header tells another end, the server left events out before it.
    private mutating func advance(over header: EventHeader) {
        guard !header.flags.contains(.artificial) else {
            eventPosition = position
            return
        }
        position &+= UInt64(header.length)
        let low = UInt32(truncatingIfNeeded: position)
        if header.endPosition != low, header.endPosition != 0, tellsEnds {
            position &+= UInt64(header.endPosition &- low)
        }
        eventPosition = position &- UInt64(header.length)
    }

    private mutating func step(
        _ header: EventHeader,
        _ bytes: Span<UInt8>
    ) throws(BinlogError) -> TransactionBoundary.Step {
        let signal: GroupSignal
        var gtid: TransactionIdentity?
        if RowsEventHead.isRowsEvent(header.type), boundary.isOpen, !boundary.endsWithRows {
            // The most frequent one, which changes nothing.
            signal = .rows(endStatement: false)
        } else if let known = GroupSignal(header.type) {
            signal = known
        } else {
            signal = try read(header, bytes) { (scanner, reader) throws(WireError) in
                let length = scanner.postHeaderLength(of: header.type)
                return try GroupSignal(header, &reader, postHeaderLength: length, gtid: &gtid)
            }
        }
        let wasOpen = boundary.isOpen
        let step = boundary.accept(signal, gtid: gtid)
        if step.beginsGroup || (!wasOpen && boundary.isOpen) { groupPosition = eventPosition }
        return step
    }

    private func postHeaderLength(of type: EventType) -> Int {
        type == .query ? queryPostHeader : format?.postHeaderLength(of: type) ?? 8
    }

    /// Has `body` read what stands between header and checksum.
    func read<Result>(
        _ header: EventHeader,
        _ bytes: Span<UInt8>,
        _ body: (borrowing BoundaryScanner, inout WireReader) throws(WireError) -> Result
    ) throws(BinlogError) -> Result {
        let start = header.type == .rotate ? EventHeader.byteCount : headerLength
        let end = bytes.count - (hasChecksum ? EventChecksum.byteCount : 0)
        guard start <= end else { throw BinlogError(.impossibleLength(header.length), in: header.type, at: position) }
        var reader = WireReader(bytes.extracting(start..<end))
        do throws(WireError) {
            return try body(self, &reader)
        } catch {
            throw BinlogError(
                .malformed(WireError(error.kind, at: start + error.offset)),
                in: header.type,
                at: eventPosition
            )
        }
    }

    private mutating func acceptRotate(
        _ header: EventHeader,
        _ bytes: Span<UInt8>
    ) throws(BinlogError) -> TransactionBoundary.Step {
        try verify(header, bytes)
        // Servers before 5.0 did not mark those that they made for the stream.
        if header.endPosition != 0 { advance(over: header) } else { eventPosition = position }
        let (offset, name) = try read(header, bytes) { (_, reader) throws(WireError) in
            let offset = try reader.uint64()
            guard offset <= UInt64(Int64.max) else { throw WireError(.invalidValue(offset), at: 0) }
            let name = [UInt8](copying: reader.rest())
            guard !name.isEmpty, name.count <= BoundaryScanner.longestName else {
                throw WireError(.impossibleCount(UInt64(name.count)), at: 8)
            }
            return (offset, name)
        }
        if name != fileName {
            fileName = name
            file = String(repairing: name.span)
        }
        position = offset
        return boundary.accept(.fileBoundary)
    }

    /// Reads how the events that follow are laid out and checked.
    ///
    /// The place stays: the event is sent from the file's head, wherever reading begins.
    private mutating func acceptFormat(
        _ header: EventHeader,
        _ bytes: Span<UInt8>
    ) throws(BinlogError) -> TransactionBoundary.Step {
        eventPosition = position
        var decoder = BinlogDecoder()
        try decoder.accept(bytes, at: position)
        guard let format = decoder.format else { return boundary.accept(.fileBoundary) }
        self.format = format
        hasFormat = true
        hasChecksum = format.checksumAlgorithm == .crc32
        headerLength = Int(format.headerLength)
        queryPostHeader = max(format.postHeaderLength(of: .query) ?? 13, 11)
        if queryPostHeader == 12 { queryPostHeader = 13 }
        usesPermutedTypes = format.usesPermutedTypes
        // Version 3 tells where events begin.
        tellsEnds = format.binlogVersion >= 4
        return boundary.accept(.fileBoundary)
    }

    /// Compares the checksum of the event taken last with its bytes, which ``accept(_:)`` does only for events that it reads.
    package func verify(_ bytes: Span<UInt8>) throws(BinlogError) {
        try verify(header, bytes)
    }

    /// Compares the event's checksum with its bytes.
    func verify(_ header: EventHeader, _ bytes: Span<UInt8>) throws(BinlogError) {
        guard hasChecksum else { return }
        let end = bytes.count - EventChecksum.byteCount
        guard end >= EventHeader.byteCount else {
            throw BinlogError(.impossibleLength(header.length), in: header.type, at: position)
        }
        var reader = WireReader(bytes.extracting(end...))
        guard let stored = try? reader.uint32() else { return }
        let computed = EventChecksum.value(of: bytes.extracting(0..<end), type: header.type)
        guard stored == computed else {
            throw BinlogError(
                .checksumMismatch(stored: stored, computed: computed),
                in: header.type,
                at: position
            )
        }
    }

    /// Notes where an event stands that is in no file.
    mutating func standStill() {
        eventPosition = position
    }
}
