// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLTypes
import NIOCore

/// Looks at the beginning of a source's log file.
enum LogHead {
    /// When a file was begun, in seconds since 1970 UTC: the time of its format description.
    ///
    /// Takes a connection of its own.
    static func begun(
        _ file: String,
        _ source: BinlogSource,
        _ server: ServerProfile
    ) async throws(ReplicationError) -> UInt32 {
        let place = BinlogFilePosition(file: file)
        let opening = try await StreamOpening(
            lookingAt: place,
            of: server,
            source.connection,
            silenceLimit: source.options.silenceLimit
        )
        let time: UInt32?
        do throws(ReplicationError) {
            time = try await LogHead.time(opening)
        } catch {
            await opening.session.close()
            throw error.at(place)
        }
        await opening.session.close()
        guard let time else {
            throw ReplicationError(
                .decoding,
                "the file has no format description",
                advice: "begin at another place",
                at: place
            )
        }
        return time
    }

    /// The time of the first format description; nil where the dump ends before it.
    private static func time(_ opening: StreamOpening) async throws(ReplicationError) -> UInt32? {
        var scanner = BoundaryScanner(checksum: opening.checksum)
        while let packets = try await opening.session.next() {
            var offset = 0
            while let payload = packets.payload(at: &offset) {
                // A status byte stands before each event.
                let event = packets.buffer.readableBytesUInt8Span.extracting(payload).extracting(droppingFirst: 1)
                do throws(BinlogError) {
                    _ = try scanner.accept(event)
                } catch {
                    throw ReplicationError(
                        duringScan: error,
                        at: BinlogFilePosition(file: scanner.file, offset: scanner.position)
                    )
                }
                if scanner.format != nil { return scanner.header.timestamp }
            }
        }
        return nil
    }
}
