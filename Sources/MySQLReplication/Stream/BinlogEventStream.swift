// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLClient
public import MySQLTypes
import MySQLWire
import NIOCore

/// The changes of a source, as whole transactions, for as long as it lives.
///
/// A lost connection is made again, and the stream goes on behind the last whole transaction: none comes twice, none is missing,
/// and none is seen in part.
public struct BinlogEventStream: ~Copyable {
    private var link: StreamLink
    private var decoder: BinlogDecoder
    /// What was received and not handed over: oldest last.
    private var waiting: [ReadyEvents] = []
    /// GTIDs of the transactions in ``waiting`` and ``current``: oldest last.
    private var completed: [TransactionIdentity?] = []
    private var current = EventBatch()
    /// The events of a long transaction that were not read back yet.
    private var reading: SpooledGroup?
    /// The entry whose event was handed over last, until whoever has it comes back.
    private var used: EventBatch.Entry?
    private var range = 0..<0
    private var failure: ReplicationError?

    /// Takes a link that has begun.
    init(_ link: consuming StreamLink, decoder: BinlogDecoder.Options) {
        self.link = link
        self.decoder = BinlogDecoder(options: decoder)
    }

    /// Where to go on: behind the last whole transaction that was handed over and followed by another call.
    public var resumePoint: ResumePoint { link.resumePoint }

    /// The file that the event at hand stands in.
    public var file: String { used.map { link.file($0.file) } ?? link.resumePoint.file.file }

    /// The format description in force; nil before the first event.
    public var format: FormatDescriptionEvent? { decoder.format }

    /// Waits until there is something: events, or the news that there are none.
    ///
    /// A lost connection is made again meanwhile, as ``BinlogSource/Options/resumePolicy`` says.
    ///
    /// - Throws: ``ReplicationError`` where that cannot help, or did not.
    public mutating func receive() async throws(ReplicationError) -> Received {
        if let failure { throw failure }
        settle()
        guard current.isUsedUp, reading == nil, waiting.isEmpty else { return .events }
        do throws(ReplicationError) {
            let received = try await link.receive()
            if received == .events {
                let ready = link.takeReady()
                waiting = ready.events.reversed()
                completed = ready.completed.reversed()
            }
            return received
        } catch {
            failure = error
            throw error
        }
    }

    /// The next event; nil where everything that was received is used up.
    ///
    /// Events in a transaction payload follow it, like any others.
    ///
    /// - Throws: ``ReplicationError``; the stream cannot go on then.
    @_lifetime(&self)
    public mutating func next() throws(ReplicationError) -> BinlogEvent? {
        guard try advance() else { return nil }
        do throws(BinlogError) {
            return try decoder.event(current.buffer.readableBytesUInt8Span.extracting(range))
        } catch {
            throw fail(error)
        }
    }

    /// Ends the connection.
    mutating func close() async {
        await link.close()
    }

    /// Goes to the next event; false where there is none.
    private mutating func advance() throws(ReplicationError) -> Bool {
        if let failure { throw failure }
        do throws(BinlogError) {
            if decoder.hasInnerEvents, try acceptInner() { return true }
            while try load() {
                let entry = current.entries[current.next]
                settle()
                current.next += 1
                used = entry
                if entry.part == .skippedEnd { continue }
                range = entry.range
                try accept(at: entry.position)
                if entry.part != .inside, entry.part != .end { try note() }
                if entry.part != .silent { return true }
            }
            settle()
            return false
        } catch {
            throw fail(error)
        }
    }

    private mutating func accept(at position: UInt64) throws(BinlogError) {
        // A name of its own for the bytes lets the decoder change while they are looked at; they are not copied.
        let buffer = current.buffer
        try decoder.accept(buffer.readableBytesUInt8Span.extracting(range), at: position)
    }

    private mutating func acceptInner() throws(BinlogError) -> Bool {
        let buffer = current.buffer
        return try decoder.acceptInner(buffer.readableBytesUInt8Span.extracting(range))
    }

    /// Takes from the event at hand what it tells of the transactions before its file.
    private mutating func note() throws(BinlogError) {
        let buffer = current.buffer
        let event = try decoder.event(buffer.readableBytesUInt8Span.extracting(range))
        switch event.body {
        case .previousGTIDs(let previous): link.fileBegins(behind: .mysql(previous.gtids))
        case .mariaDBGTIDList(let list): link.fileBegins(behind: .mariaDB(list.state.position))
        default: break
        }
    }

    /// Makes the next batch the current one where the one before is used up; false where none is there.
    private mutating func load() throws(ReplicationError) -> Bool {
        while current.isUsedUp {
            if let group = reading {
                if let batch = try group.next() {
                    current = batch
                } else {
                    reading = nil
                }
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

    /// Counts the event that was handed over last as used.
    private mutating func settle() {
        guard let entry = used, !decoder.hasInnerEvents else { return }
        used = nil
        let place = BinlogFilePosition(file: link.file(entry.file), offset: entry.behind)
        switch entry.part {
        case .end, .skippedEnd: link.settled(place, completed.popLast() ?? nil)
        case .alone: link.settled(place, nil)
        case .silent, .inside, .skipped: break
        }
    }

    private mutating func fail(_ error: BinlogError) -> ReplicationError {
        var place = link.resumePoint.file
        if let entry = used { place.file = link.file(entry.file) }
        place.offset = error.position
        let failure = ReplicationError(.decoding, "\(error)", at: place, underlying: error)
        self.failure = failure
        return failure
    }
}
