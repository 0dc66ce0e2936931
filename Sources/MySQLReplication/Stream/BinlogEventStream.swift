// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLTypes
import MySQLWire
import NIOCore

/// The changes of a source, as whole transactions, for as long as it lives.
///
/// A lost connection is made again, and the stream goes on behind the last whole transaction: none comes twice, none is missing,
/// and none is seen in part.
public struct BinlogEventStream: ~Copyable {
    private var link: StreamLink
    private var cursor: EventCursor
    private var progress: StreamProgress
    private var failure: ReplicationError?
    private let describesTables: Bool

    /// Connects for the first time.
    ///
    /// Every connection of the stream lives on `loop`.
    init(_ source: BinlogSource, on loop: any EventLoop) async throws(ReplicationError) {
        let link = try await StreamLink(source, on: loop)
        progress = StreamProgress(link.start)
        self.link = link
        cursor = EventCursor(source.options.decoder)
        describesTables = source.options.describesTables
    }

    /// Where to go on: behind the last whole transaction that was handed over and followed by another call.
    public var resumePoint: ResumePoint { progress.resumePoint }

    /// The file that the event at hand stands in.
    public var file: String { cursor.file ?? progress.resumePoint.file.file }

    /// The format description in force; nil before the first event.
    public var format: FormatDescriptionEvent? { cursor.format }

    /// The group that the event at hand belongs to; nil of events that belong to none.
    public var group: EventGroup? { cursor.group }

    /// The table whose map is at hand, where its columns have no names and ``describeTables()`` can find them.
    public private(set) var undescribedTable: TableMap?

    /// Waits until there is something: events, or the news that there are none.
    ///
    /// A lost connection is made again meanwhile, as ``BinlogSource/Options/resumePolicy`` says.
    ///
    /// - Throws: ``ReplicationError`` where that cannot help, or did not.
    public mutating func receive() async throws(ReplicationError) -> Received {
        if let failure { throw failure }
        cursor.settle(&progress)
        if let gtids = progress.takeNeverSent() { link.notify(.neverSent(gtids)) }
        guard cursor.isUsedUp else { return .events }
        do throws(ReplicationError) {
            let received = try await link.receive(&progress)
            if received == .events { link.load(&cursor) }
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
        return try event()
    }

    /// Counts the event at hand as used, with all that is in it, so that ``resumePoint`` is behind it where it ended a
    /// transaction.
    ///
    /// ``receive()`` and ``next()`` do so by themselves; this is for those who stop reading.
    public mutating func settle() {
        cursor.settle(&progress, whole: true)
    }

    /// Reads the rows of ``undescribedTable`` by what the source tells of it; does nothing where there is none.
    ///
    /// - Throws: ``ReplicationError`` with code `schemaChangedLater` where the table was changed behind the event, so that what the
    ///   source tells is not true of it; `schemaUnknown`, `schemaMismatch`. The stream can go on then, with columns that
    ///   have no names.
    public mutating func describeTables() async throws(ReplicationError) {
        guard let table = undescribedTable, let place = cursor.place else { return }
        undescribedTable = nil
        cursor.describe(table, columns: try await link.described(table, at: place).columns)
    }

    /// A table whose map stands at `place`, with what the source tells of its columns and its primary key; how rows are read
    /// stays as it is.
    ///
    /// - Throws: as ``describeTables()``.
    package mutating func described(
        _ table: TableMap,
        at place: BinlogFilePosition
    ) async throws(ReplicationError) -> TableMap {
        try await link.described(table, at: place)
    }

    /// Ends the connection.
    mutating func close() async {
        await link.close()
    }
}

extension BinlogEventStream: GroupedEvents {
    /// Goes to the next event; false where everything that was received is used up.
    public mutating func advance() throws(ReplicationError) -> Bool {
        if let failure { throw failure }
        undescribedTable = nil
        do throws(ReplicationError) {
            guard try cursor.advance(&progress) else { return false }
            if describesTables { try note() }
            return true
        } catch {
            failure = error
            throw error
        }
    }

    /// The event at hand.
    @_lifetime(&self)
    public mutating func event() throws(ReplicationError) -> BinlogEvent {
        try cursor.event()
    }

    /// Takes note of tables and of what statements do to them.
    private mutating func note() throws(ReplicationError) {
        guard let place = cursor.place else { return }
        let event = try cursor.event()
        switch event.body {
        case .tableMap(let table): undescribedTable = table.columns.contains { $0.name == nil } ? table : nil
        case .query(let query): link.note(try StatementSummary(reading: query, at: place), at: place)
        default: break
        }
    }
}

extension StatementSummary {
    /// What a statement of the log does to tables.
    init(reading query: borrowing QueryEvent, at place: BinlogFilePosition) throws(ReplicationError) {
        do throws(WireError) {
            try self.init(query)
        } catch {
            let error = BinlogError(.malformed(error), in: .query, at: place.offset)
            throw ReplicationError(.decoding, "\(error)", at: place, underlying: error)
        }
    }
}
