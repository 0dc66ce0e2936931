// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLReplication
import MySQLTestSupport
import Testing

/// A server's log read from its files, as if they came in a dump.
struct FileDefinitionLog: DefinitionLog {
    let server: LiveServer

    func end() async throws(ReplicationError) -> BinlogFilePosition {
        let profile = try await ServerProfile.detect(CommandLineSession(server: server))
        return try await profile.binaryLogStatus(CommandLineSession(server: server)).position
    }

    func changes(
        from start: BinlogFilePosition,
        to end: BinlogFilePosition
    ) async throws(ReplicationError) -> (changes: [LoggedDefinitionChange], end: BinlogFilePosition) {
        var scan = DDLScan(from: start, to: end)
        do {
            while !scan.isComplete {
                let position = scan.position
                for event in try FileDefinitionLog.events(of: server, from: position) {
                    guard try scan.accept(event.span) else { break }
                }
                guard scan.position != position else { break }
            }
        } catch {
            throw ReplicationError(.decoding, "\(error)", underlying: error)
        }
        return (scan.changes, scan.position)
    }

    /// The events of a file from a position, with the format description before them as a dump has it.
    static func events(of server: LiveServer, from position: BinlogFilePosition) throws -> [[UInt8]] {
        let folder = try #require(server.dataDirectory)
        let log = MemoryLog([UInt8](try Data(contentsOf: URL(filePath: folder + "/" + position.file))))
        var events: [[UInt8]] = []
        for range in log.events where range.lowerBound == 4 || range.lowerBound >= Int(position.offset) {
            var event = Array(log.bytes[range])
            if range.lowerBound == 4, position.offset > 4 {
                // A dump clears the mark of a file in use, with which the checksum was not computed.
                event[17] &= 0xfe
                event.replaceSubrange(13..<17, with: [0, 0, 0, 0])
                MemoryLog.seal(&event, hasChecksum: true)
            }
            events.append(event)
        }
        return events
    }
}
