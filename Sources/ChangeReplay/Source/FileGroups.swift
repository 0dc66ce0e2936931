// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes
import NIOCore

/// The events of one binlog file as a stream hands them over: whole groups, whose end is known at their first event.
///
/// Behind the last whole group the file ends; what is begun and not ended is no transaction.
struct FileGroups: ~Copyable, ReplayEvents {
    private var reader: BinlogFileReader
    private var scanner: BoundaryScanner
    private var decoder: BinlogDecoder
    private let start: UInt64
    /// The group that is read to its end and handed over, or an event outside of groups.
    private var spool: EventSpool
    private var buffer = ByteBuffer()
    private var entries: [EventSpool.Chunk.Entry] = []
    private var next = 0
    private var range = 0..<0
    private(set) var group: EventGroup?
    /// Whether what is handed over belongs to no group.
    private var isOutside = false
    /// How many events were read before ``start`` was gone to.
    private var headCount = 0
    /// The `server_id` of the server that wrote the file; nil before its first event.
    private(set) var serverID: UInt32?
    /// The transactions before the group at hand; nil where the file does not tell.
    private(set) var executed: ExecutedGTIDs?

    /// Opens a file and begins at `start`, where an event must begin, or behind its format description.
    ///
    /// `executed` is what came before that place; up to `memory` bytes of a group stay in memory.
    init(
        path: String,
        name: String,
        from start: UInt64,
        behind executed: ExecutedGTIDs? = nil,
        options: BinlogDecoder.Options,
        keys: BinlogKeys,
        memory: Int,
        folder: String?
    ) throws(ReplicationError) {
        do throws(BinlogError) {
            reader = try BinlogFileReader(path: path, options: options, keys: keys)
        } catch {
            throw ReplicationError(.decoding, "\(path): \(error)", underlying: error)
        }
        scanner = BoundaryScanner(at: BinlogFilePosition(file: name))
        // Checksums were compared by the reader.
        var inner = options
        inner.verifiesChecksums = false
        decoder = BinlogDecoder(options: inner)
        spool = EventSpool(memory: memory, folder: folder)
        self.start = start
        self.executed = executed
    }

    var format: FormatDescriptionEvent? { decoder.format }

    mutating func advance() throws(ReplicationError) -> Bool {
        do throws(BinlogError) {
            if decoder.hasInnerEvents, try FileGroups.acceptInner(buffer, range, &decoder) { return true }
        } catch {
            throw failure(error)
        }
        while true {
            while next == entries.count {
                if let chunk = try spool.next() {
                    buffer = chunk.buffer
                    entries = chunk.entries
                    next = 0
                } else {
                    guard try fill() else { return false }
                }
            }
            let entry = entries[next]
            next += 1
            range = entry.range
            do throws(BinlogError) {
                try FileGroups.accept(buffer, range, at: entry.position, &decoder)
            } catch {
                throw failure(error)
            }
            if group == nil { try note() }
            return true
        }
    }

    /// Takes from an event outside of groups what it tells of the transactions before its file.
    private mutating func note() throws(ReplicationError) {
        let told: ExecutedGTIDs
        switch try event().body {
        case .previousGTIDs(let previous): told = .mysql(previous.gtids)
        case .mariaDBGTIDList(let list): told = .mariaDB(MariaDBGTIDState(list.gtids).position)
        default: return
        }
        // Where reading begins within the file, more was executed than before its head.
        if start <= BinlogFilePosition.firstEventOffset || executed == nil { executed = told }
    }

    @_lifetime(&self)
    mutating func event() throws(ReplicationError) -> BinlogEvent {
        do throws(BinlogError) {
            return try decoder.event(buffer.readableBytesUInt8Span.extracting(range))
        } catch {
            throw failure(error)
        }
    }

    /// Reads on to the end of the next group, or of an event outside of groups; false where the file has no more.
    private mutating func fill() throws(ReplicationError) -> Bool {
        try spool.removeAll()
        entries = []
        next = 0
        group = nil
        isOutside = false
        do {
            while try take() {}
            guard spool.count > 0, group != nil || isOutside else { return false }
            try spool.rewind()
            return true
        } catch {
            throw failure(error)
        }
    }

    /// Reads an event; false where the group is whole, or the file has no more.
    private mutating func take() throws -> Bool {
        let isHead = headCount == 0 || (headCount == 1 && reader.format?.isMariaDB == true)
        if !isHead, start > reader.position { try reader.skip(to: start) }
        guard let event = try reader.next() else { return false }
        // What is in a payload, or was put together from fragments, comes again with those.
        if event.isInner { return true }
        headCount += 1
        if serverID == nil { serverID = event.header.serverID }
        // The event behind the head was read to learn how what follows is encrypted, and may stand before the start.
        if headCount == 2, event.position < start, event.header.type != .startEncryption { return true }
        let step = try scanner.accept(event.bytes)
        // What was open is never completed: its server was killed.
        if scanner.hasBrokenOff { try spool.removeAll() }
        try spool.append(event.bytes, at: event.position)
        switch step {
        case .begin, .inside: return true
        case .end, .alone:
            group = scanner.group
            return false
        case .outside:
            isOutside = !scanner.boundary.isOpen
            return !isOutside
        }
    }

    /// The place behind the group at hand.
    mutating func settledPlace() -> ResumePoint {
        if let gtid = group?.gtid { executed?.insert(gtid) }
        let isMariaDB = format?.isMariaDB ?? false
        return ResumePoint(
            source: SourceIdentity(isMariaDB: isMariaDB, uuid: nil, serverID: serverID ?? 0),
            file: group?.endPosition ?? BinlogFilePosition(file: scanner.file, offset: scanner.position),
            executed: executed
        )
    }

    /// A file tells what it tells; there is nobody to ask for more.
    func described(_ table: TableMap, at place: BinlogFilePosition) async throws(ReplicationError) -> TableMap {
        table
    }

    // Apart from the rest, the decoder can change while the buffer is lent to it.

    private static func accept(
        _ buffer: borrowing ByteBuffer,
        _ range: Range<Int>,
        at position: UInt64,
        _ decoder: inout BinlogDecoder
    ) throws(BinlogError) {
        try decoder.accept(buffer.readableBytesUInt8Span.extracting(range), at: position)
    }

    private static func acceptInner(
        _ buffer: borrowing ByteBuffer,
        _ range: Range<Int>,
        _ decoder: inout BinlogDecoder
    ) throws(BinlogError) -> Bool {
        try decoder.acceptInner(buffer.readableBytesUInt8Span.extracting(range))
    }

    /// A failure with the place in the file.
    private func failure(_ error: any Error) -> ReplicationError {
        if let error = error as? ReplicationError { return error }
        let place = (error as? BinlogError).map { BinlogFilePosition(file: scanner.file, offset: $0.position) }
        return ReplicationError(.decoding, "\(error)", at: place, underlying: error)
    }
}
