// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLTypes
import NIOCore

/// Finds out whether a server without UUID is the one that a stream came from, by the event before the place that was reached.
struct StreamWitness {
    let source: BinlogSource
    let server: ServerProfile
    let connection: MySQLConnection

    /// Refuses another server than that of `point`.
    ///
    /// Where the file is gone that the event stood in, or it stands beyond 4 GiB, nothing can be told.
    ///
    /// - Throws: ``ReplicationError`` with code `wrongServer`; what else goes wrong.
    func refuseStranger(_ point: ResumePoint) async throws(ReplicationError) {
        guard server.identity.uuid == nil, let mark = point.mark, mark.offset <= UInt64(UInt32.max) else { return }
        let place = BinlogFilePosition(file: point.file.file, offset: mark.offset)
        let found: EventMark?
        do throws(ReplicationError) {
            found = try await self.mark(at: place)
        } catch {
            switch error.dump?.cause {
            case .fileNotFound:
                // It was purged, unless it was never there.
                let last = try await server.binaryLogs(connection).files.last
                guard let last, BinlogFilePosition(file: last.name).precedes(place) == true else { return }
                throw stranger(point, "its log does not reach \(place.file) yet")
            case .positionBeyondEnd, .positionInsideEvent, .truncatedEvent, .eventTooLong, .damagedLog:
                throw stranger(point, "no event begins at \(place) in its log")
            default: throw error
            }
        }
        guard let found else { throw stranger(point, "its log ends before \(point.file)") }
        guard found == mark else { throw stranger(point, "another event stands at \(place) in its log") }
    }

    /// The mark of the event at a place; nil where the log ends there.
    private func mark(at place: BinlogFilePosition) async throws(ReplicationError) -> EventMark? {
        let opening = try await StreamOpening(
            lookingAt: place,
            of: server,
            source.connection,
            silenceLimit: source.options.silenceLimit
        )
        do throws(ReplicationError) {
            let mark = try await StreamWitness.mark(opening, at: place)
            await opening.session.close()
            return mark
        } catch {
            await opening.session.close()
            throw error.at(place)
        }
    }

    private static func mark(
        _ opening: StreamOpening,
        at place: BinlogFilePosition
    ) async throws(ReplicationError) -> EventMark? {
        var scanner = BoundaryScanner(checksum: opening.checksum)
        while let packets = try await opening.session.next() {
            var offset = 0
            while let payload = packets.payload(at: &offset) {
                // A status byte stands before each event.
                let event = packets.buffer.readableBytesUInt8Span.extracting(payload).extracting(droppingFirst: 1)
                do throws(BinlogError) {
                    _ = try scanner.accept(event)
                } catch {
                    throw ReplicationError(duringScan: error, at: place)
                }
                guard StreamWitness.isStored(scanner.header, at: place) else { continue }
                let hasChecksum = scanner.format?.checksumAlgorithm == .crc32
                return EventMark(event, at: place.offset, hasChecksum: hasChecksum)
            }
        }
        return nil
    }

    /// Whether an event is the one that stands at the place where a dump was begun; others come before it.
    private static func isStored(_ header: EventHeader, at place: BinlogFilePosition) -> Bool {
        switch header.type {
        case .heartbeat, .heartbeatV2: false
        // They come from the file's head, wherever a dump begins.
        case .formatDescription, .startV3, .startEncryption: place.offset == BinlogFilePosition.firstEventOffset
        default: !header.flags.contains(.artificial)
        }
    }

    private func stranger(_ point: ResumePoint, _ reason: String) -> ReplicationError {
        ReplicationError.wrongServer(
            "\(source.address) is \(server.identity), and so was the server that the stream came from, but \(reason)",
            "it is another server with the same server_id, or its log was reset: give each server a server_id of its own, and "
                + "begin anew with a position of this server"
        )
    }
}
