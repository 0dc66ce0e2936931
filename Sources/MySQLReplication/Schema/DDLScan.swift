// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Goes through a stretch of a server's log and notes the statements that change tables; everything else is left unread.
///
/// It is given the events of a dump that began at its start.
package struct DDLScan: ~Copyable {
    /// What was found, in the order of the log.
    package private(set) var changes: [LoggedDefinitionChange] = []
    /// Where the next event begins.
    package private(set) var position: BinlogFilePosition
    /// Where the stretch ends.
    package let end: BinlogFilePosition
    private var decoder = BinlogDecoder()

    /// The most characters of a statement that are kept.
    package static let keptCharacters = 200

    /// Knows nothing of the stretch from `start` to `end` yet.
    package init(from start: BinlogFilePosition, to end: BinlogFilePosition) {
        position = start
        self.end = end
    }

    /// Whether everything before the end was seen.
    package var isComplete: Bool {
        position == end || end.precedes(position) == true
    }

    /// Takes the next event of the dump; false where the stretch is over.
    ///
    /// - Throws: `BinlogError` of the event.
    package mutating func accept(_ event: Span<UInt8>) throws(BinlogError) -> Bool {
        var reader = WireReader(event)
        let header: EventHeader
        do throws(WireError) {
            header = try EventHeader(from: &reader)
        } catch {
            throw BinlogError(.malformed(error), at: position.offset)
        }
        if header.type == .rotate, decoder.format == nil {
            // Names the file that was asked for, which is known; whether it has a checksum is not, yet.
            return true
        }
        let start = position
        let isStored = DDLScan.isStored(header)
        if isStored, isComplete { return false }
        switch header.type {
        case .formatDescription:
            try decoder.accept(event, at: start.offset)
        case .rotate:
            try decoder.accept(event, at: start.offset)
            if case .rotate(let rotation) = try decoder.event(event).body {
                position = BinlogFilePosition(
                    file: String(repairing: rotation.nextFile),
                    offset: max(rotation.nextOffset, BinlogFilePosition.firstEventOffset)
                )
            }
            return true
        case .query, .queryCompressed:
            try decoder.accept(event, at: start.offset)
            var found: [LoggedDefinitionChange] = []
            if case .query(let query) = try decoder.event(event).body {
                found = try DDLScan.changes(of: query, at: start, header)
            }
            changes += found
        default: break
        }
        if isStored { advance(by: event.count, header) }
        return true
    }

    private static func changes(
        of query: borrowing QueryEvent,
        at start: BinlogFilePosition,
        _ header: EventHeader
    ) throws(BinlogError) -> [LoggedDefinitionChange] {
        do throws(WireError) {
            let summary = try StatementSummary(query)
            guard !summary.changes.isEmpty else { return [] }
            let text = String(String(repairing: query.sql).prefix(DDLScan.keptCharacters))
            return summary.changes.map { LoggedDefinitionChange($0, at: start, statement: text) }
        } catch {
            throw BinlogError(.malformed(error), in: header.type, at: start.offset)
        }
    }

    /// Whether the event stands in the file; the server makes others up for the dump.
    private static func isStored(_ header: EventHeader) -> Bool {
        switch header.type {
        case .heartbeat, .heartbeatV2: false
        // The key of MariaDB's encrypted file comes from its head, wherever reading begins.
        case .startEncryption: false
        case .formatDescription: header.endPosition != 0
        default: !header.flags.contains(.artificial)
        }
    }

    /// Goes behind an event; ends in headers have 32 bits, and tell of events that the server left out.
    private mutating func advance(by count: Int, _ header: EventHeader) {
        position.offset &+= UInt64(count)
        guard header.endPosition != 0 else { return }
        position.offset &+= UInt64(header.endPosition &- UInt32(truncatingIfNeeded: position.offset))
    }
}
