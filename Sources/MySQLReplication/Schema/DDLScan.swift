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
    /// Where the stretch ends.
    package let end: BinlogFilePosition
    private var scanner: BoundaryScanner
    private var decoder = BinlogDecoder()

    /// The most characters of a statement that are kept.
    package static let keptCharacters = 200

    /// Knows nothing of the stretch from `start` to `end` yet.
    ///
    /// `checksum` is what was asked of the server, by which it seals what comes before the format description.
    package init(from start: BinlogFilePosition, to end: BinlogFilePosition, checksum: ChecksumAlgorithm = .off) {
        scanner = BoundaryScanner(at: start, checksum: checksum)
        self.end = end
    }

    /// Where the next event begins.
    package var position: BinlogFilePosition { BinlogFilePosition(file: scanner.file, offset: scanner.position) }

    /// Whether everything before the end was seen.
    package var isComplete: Bool {
        position == end || end.precedes(position) == true
    }

    /// Takes the next event of the dump; false where the stretch is over.
    ///
    /// - Throws: `BinlogError` of the event.
    package mutating func accept(_ event: Span<UInt8>) throws(BinlogError) -> Bool {
        let wasComplete = isComplete
        let place = position
        _ = try scanner.accept(event)
        if wasComplete, position != place { return false }
        let start = scanner.eventPosition
        switch scanner.header.type {
        case .formatDescription, .startV3: try decoder.accept(event, at: start)
        case .query, .queryCompressed:
            try decoder.accept(event, at: start)
            if case .query(let query) = try decoder.event(event).body {
                changes += try DDLScan.changes(
                    of: query,
                    at: BinlogFilePosition(file: scanner.file, offset: start),
                    scanner.header
                )
            }
        default: break
        }
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
}
