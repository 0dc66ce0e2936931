// SPDX-License-Identifier: Apache-2.0

package import MySQLBinlog
import MySQLTypes
import NIOCore

/// Goes through events that are ready, and counts as used what whoever reads them has left behind.
package struct EventCursor: ~Copyable {
    private var decoder: BinlogDecoder
    /// What was not handed over, oldest last.
    private var waiting: [ReadyEvents] = []
    /// The groups in it, oldest last.
    private var groups: [EventGroup] = []
    private var current = EventBatch()
    /// What of a long transaction was not read back.
    private var reading: SpooledGroup?
    /// The entry whose event was handed over last.
    private var used: EventBatch.Entry?
    private var range = 0..<0
    /// Whether events inside the one at hand are left.
    private var hasInnerEvents = false

    /// Names of files by their number in entries.
    private var files: [String] = []

    /// Has nothing yet.
    package init(_ options: BinlogDecoder.Options) {
        decoder = BinlogDecoder(options: options)
    }

    /// The format description in force; nil before the first event.
    package var format: FormatDescriptionEvent? { decoder.format }

    /// The file that the event at hand stands in; nil before the first.
    package var file: String? { hasBegun ? files[current.file] : nil }

    private var hasBegun = false

    /// The group that the event at hand belongs to; nil of events that belong to none.
    package var group: EventGroup? {
        switch used?.part {
        case .inside, .end: groups.last
        case .alone, .silent, .skippedEnd, nil: nil
        }
    }

    /// Where the event at hand begins; nil where there is none.
    package var place: BinlogFilePosition? {
        used.map { BinlogFilePosition(file: files[current.file], offset: $0.position) }
    }

    /// Reads the rows of a table whose map is at hand by what `columns` tell.
    package mutating func describe(_ table: TableMap, columns: [Column]) {
        decoder.describe(table, columns: columns)
    }

    /// Whether there is nothing left.
    package var isUsedUp: Bool {
        current.isUsedUp && reading == nil && waiting.isEmpty && !hasInnerEvents
    }

    /// Takes what is ready, oldest first; nothing is left of what came before.
    package mutating func load(_ ready: [ReadyEvents], _ groups: [EventGroup], files: [String]) {
        waiting = ready.reversed()
        self.groups = groups.reversed()
        self.files = files
    }

    /// The event at hand.
    @_lifetime(&self)
    package mutating func event() throws(ReplicationError) -> BinlogEvent {
        do throws(BinlogError) {
            return try decoder.event(current.buffer.readableBytesUInt8Span.extracting(range))
        } catch {
            throw failure(error)
        }
    }

    /// Goes to the next event; false where there is none.
    ///
    /// - Throws: ``ReplicationError`` with the place; reading cannot go on then.
    package mutating func advance(_ progress: inout StreamProgress) throws(ReplicationError) -> Bool {
        if hasInnerEvents, try acceptInner() { return true }
        settle(&progress)
        while try load() {
            let entry = current.entries[current.next]
            current.next += 1
            used = entry
            hasBegun = true
            if entry.part != .skippedEnd {
                range = entry.range
                try accept(at: entry.position)
                switch entry.part {
                case .inside, .end: return true
                case .alone:
                    try note(&progress)
                    return true
                case .silent: try note(&progress)
                case .skippedEnd: break
                }
            }
            settle(&progress)
        }
        return false
    }

    /// Counts the event at hand as used, where nothing of it is left.
    ///
    /// `whole` counts as used what is left in a payload.
    package mutating func settle(_ progress: inout StreamProgress, whole: Bool = false) {
        if whole, hasInnerEvents {
            decoder.endInnerEvents()
            hasInnerEvents = false
        }
        guard let entry = used, !hasInnerEvents else { return }
        used = nil
        switch entry.part {
        case .end, .skippedEnd:
            let mark = progress.needsMarks ? mark(of: entry) : nil
            progress.settle(place(behind: entry), groups.popLast()?.gtid, mark: mark)
        case .alone: progress.settle(place(behind: entry), nil, mark: progress.needsMarks ? mark(of: entry) : nil)
        case .silent, .inside: break
        }
    }

    /// The mark of an entry of the current batch; nil where it leads to another file.
    private func mark(of entry: EventBatch.Entry) -> EventMark? {
        guard !current.isUsedUp || current.file == current.fileBehind else { return nil }
        let event = current.buffer.readableBytesUInt8Span.extracting(entry.range)
        let hasChecksum = decoder.format?.checksumAlgorithm == .crc32
        return EventMark(event, at: entry.position, hasChecksum: hasChecksum)
    }

    private func place(behind entry: EventBatch.Entry) -> BinlogFilePosition {
        let file = current.isUsedUp ? current.fileBehind : current.file
        return BinlogFilePosition(file: files[file], offset: entry.behind)
    }

    private mutating func accept(at position: UInt64) throws(ReplicationError) {
        do throws(BinlogError) {
            try EventCursor.accept(current.buffer, range, at: position, &decoder)
        } catch {
            throw failure(error)
        }
        hasInnerEvents = decoder.hasInnerEvents
    }

    private mutating func acceptInner() throws(ReplicationError) -> Bool {
        do throws(BinlogError) {
            let isThere = try EventCursor.acceptInner(current.buffer, range, &decoder)
            hasInnerEvents = isThere && decoder.hasInnerEvents
            return isThere
        } catch {
            throw failure(error)
        }
    }

    // Apart from the cursor, the decoder can change while the buffer is lent to it; neither is copied or retained.

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

    /// Takes from the event at hand what it tells of the transactions before its file.
    private mutating func note(_ progress: inout StreamProgress) throws(ReplicationError) {
        let event = try event()
        switch event.body {
        case .previousGTIDs(let previous): progress.fileBegins(behind: .mysql(previous.gtids))
        case .mariaDBGTIDList(let list):
            progress.fileBegins(behind: .mariaDB(MariaDBGTIDState(list.gtids).position))
        default: break
        }
    }

    /// Makes the next batch the current one where the one before is used up; false where none is there.
    private mutating func load() throws(ReplicationError) -> Bool {
        while current.isUsedUp {
            if let group = reading {
                if let batch = try group.next() { current = batch } else { reading = nil }
                continue
            }
            switch waiting.popLast() {
            case nil: return false
            case .batch(let batch): current = batch
            case .spooled(let group): reading = group
            }
        }
        return true
    }

    /// An error with the place of the event at hand.
    func failure(_ error: BinlogError) -> ReplicationError {
        let place = file.map { BinlogFilePosition(file: $0, offset: error.position) }
        return ReplicationError(.decoding, "\(error)", at: place, underlying: error)
    }
}
