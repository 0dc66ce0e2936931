// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
package import MySQLClient
package import MySQLTypes
import NIOCore

/// Looks up changes of tables in a source's log by dumps of their own, which end where the log does.
///
/// Each stretch takes a connection, since servers close one when its dump is over.
package struct SourceDefinitionLog: DefinitionLog {
    private let configuration: MySQLConnection.Configuration
    private let session: any StatementSession
    private let profile: ServerProfile

    /// Reads the log of the server at `configuration`, which `session` is connected to and `profile` describes.
    package init(
        _ configuration: MySQLConnection.Configuration,
        session: any StatementSession,
        profile: ServerProfile
    ) {
        self.configuration = configuration
        self.session = session
        self.profile = profile
    }

    package func end() async throws(ReplicationError) -> BinlogFilePosition {
        try await profile.binaryLogStatus(session).position
    }

    package func changes(
        from start: BinlogFilePosition,
        to end: BinlogFilePosition
    ) async throws(ReplicationError) -> (changes: [LoggedDefinitionChange], end: BinlogFilePosition) {
        let opening: StreamOpening
        do throws(ReplicationError) {
            opening = try await StreamOpening(
                lookingAt: start,
                of: profile,
                configuration,
                silenceLimit: SourceDefinitionLog.silenceLimit
            )
        } catch {
            throw error.at(start)
        }
        // What lies before the start, where the dump begins before it, is known already.
        var scan = DDLScan(from: start, to: end, checksum: opening.checksum)
        do throws(ReplicationError) {
            try await SourceDefinitionLog.feed(&scan, opening.session)
            await opening.session.close()
        } catch {
            await opening.session.close()
            throw error.at(scan.position)
        }
        // The server said that there is no more, so nothing before the end was left out.
        return (scan.changes, scan.isComplete ? scan.position : end)
    }

    /// After how much silence of a dump that has no reason to wait the connection counts as lost.
    private static let silenceLimit = Duration.seconds(60)

    private static func feed(_ scan: inout DDLScan, _ session: StreamSession) async throws(ReplicationError) {
        while let batch = try await session.next() {
            var position = 0
            while let range = batch.payload(at: &position) {
                // A status byte stands before each event.
                let event = batch.buffer.readableBytesUInt8Span.extracting(range).extracting(droppingFirst: 1)
                let place = scan.position
                do throws(BinlogError) {
                    guard try scan.accept(event) else { return }
                } catch {
                    throw ReplicationError(duringScan: error, at: place)
                }
            }
        }
    }
}
