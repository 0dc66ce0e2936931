// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog

/// The changes of a source, as whole transactions, for as long as it lives.
///
/// A lost connection is made again, and the stream goes on behind the last whole transaction: none comes twice, none is missing,
/// and none is seen in part.
public struct BinlogEventStream: ~Copyable {
    private var link: StreamLink
    private var cursor: EventCursor
    private var progress: StreamProgress
    private var failure: ReplicationError?

    /// Connects for the first time.
    init(_ source: BinlogSource) async throws(ReplicationError) {
        let link = try await StreamLink(source)
        progress = StreamProgress(link.start)
        self.link = link
        cursor = EventCursor(source.options.decoder)
    }

    /// Where to go on: behind the last whole transaction that was handed over and followed by another call.
    public var resumePoint: ResumePoint { progress.resumePoint }

    /// The file that the event at hand stands in.
    public var file: String { cursor.file ?? progress.resumePoint.file.file }

    /// The format description in force; nil before the first event.
    public var format: FormatDescriptionEvent? { cursor.format }

    /// Waits until there is something: events, or the news that there are none.
    ///
    /// A lost connection is made again meanwhile, as ``BinlogSource/Options/resumePolicy`` says.
    ///
    /// - Throws: ``ReplicationError`` where that cannot help, or did not.
    public mutating func receive() async throws(ReplicationError) -> Received {
        if let failure { throw failure }
        cursor.settle(&progress)
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
        if let failure { throw failure }
        do throws(ReplicationError) {
            guard try cursor.advance(&progress) else { return nil }
        } catch {
            failure = error
            throw error
        }
        do throws(BinlogError) {
            return try cursor.event()
        } catch {
            throw cursor.failure(error)
        }
    }

    /// Ends the connection.
    mutating func close() async {
        await link.close()
    }
}
