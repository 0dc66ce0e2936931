// SPDX-License-Identifier: Apache-2.0

package import MySQLBinlog
import MySQLClient
import MySQLProtocol
import MySQLTypes
import MySQLWire
import NIOCore

/// Takes a log's events as they come.
package protocol LogWriter: AnyObject {
    /// Takes an event, header to checksum, with the scanner that took it last.
    func take(_ event: Span<UInt8>, _ scanner: BoundaryScanner) throws

    /// Everything that has come so far was handed over.
    func flush() throws
}

/// A source's log as its files hold it: the events of a dump by file and offset, over one connection, whole groups or not.
package struct LogFeed: Sendable {
    private let session: StreamSession
    private let endsAtEnd: Bool
    private var scanner: BoundaryScanner
    /// The server that the log comes from.
    package let source: SourceIdentity

    /// Connects, lends the feed to `body`, and closes the connection.
    ///
    /// The feed begins at ``BinlogSource/start``, which names a file or is ``StartPosition/earliest``; nothing is connected again.
    ///
    /// - Throws: ``ReplicationError`` where the dump cannot begin, and whatever `body` throws.
    package static func withFeed<Result>(
        _ source: BinlogSource,
        _ body: (inout LogFeed) async throws -> Result
    ) async throws -> Result {
        try await MySQLConnection.withLoop { loop in
            var replica: ReplicaIdentity?
            let opening: StreamOpening
            do throws(ReplicationError) {
                opening = try await StreamOpening(source, on: loop, as: &replica, from: source.start)
            } catch {
                throw error.at(nil, source: source.address)
            }
            var feed = LogFeed(opening, endsAtEnd: source.options.stopsAtEnd)
            do {
                let result = try await body(&feed)
                await opening.session.close()
                return result
            } catch {
                await opening.session.close()
                throw error
            }
        }
    }

    private init(_ opening: StreamOpening, endsAtEnd: Bool) {
        session = opening.session
        self.endsAtEnd = endsAtEnd
        scanner = BoundaryScanner(checksum: opening.checksum)
        source = opening.plan.resumePoint.source
    }

    /// Hands over what comes until the source has no more.
    ///
    /// Checksums of all events were verified.
    ///
    /// - Throws: ``ReplicationError``, and whatever `writer` throws.
    package mutating func drain(into writer: any LogWriter) async throws {
        while let packets = try await session.next() {
            try hand(packets, to: writer)
            try writer.flush()
        }
        guard endsAtEnd else { throw StreamSession.ended(at: place) }
    }

    private mutating func hand(_ packets: PacketBatch, to writer: any LogWriter) throws {
        let bytes = packets.buffer.readableBytesUInt8Span
        var offset = 0
        while let payload = packets.payload(in: bytes, at: &offset) {
            guard let head = DumpPacketHead(bytes.extracting(payload), isSemiSync: packets.isSemiSync) else {
                throw ReplicationError(
                    .decoding,
                    "the source sent a packet that is no event",
                    advice: "please report it",
                    at: place
                )
            }
            let event = bytes.extracting((payload.lowerBound + head.byteCount)..<payload.upperBound)
            do throws(BinlogError) {
                _ = try scanner.accept(event)
                try scanner.verify(event)
            } catch {
                throw ReplicationError(duringScan: error, at: place)
            }
            try writer.take(event, scanner)
        }
    }

    private var place: BinlogFilePosition { BinlogFilePosition(file: scanner.file, offset: scanner.position) }
}
