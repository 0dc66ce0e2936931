// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import Testing

/// Groups of whole files: as many as their GTIDs, and none left open.
struct CorpusGroupsTests {
    private struct Outcome: Equatable {
        var groups = 0
        var gtidEvents = 0
        var gtidGroups = 0
        var brokenOff = 0
        var isOpen = false
        var unexpected: [String] = []
    }

    /// Reads by whole events and by their heads; both must come to the same groups.
    private static func outcome(_ reader: consuming BinlogFileReader) throws -> Outcome {
        var outcome = Outcome()
        var boundary = TransactionBoundary()
        var scanner = BoundaryScanner(at: BinlogFilePosition(file: "f", offset: 4))
        var headGroups = 0
        var hasGTID = false
        var tellsPlaces = true
        while let event = try reader.next() {
            let step = boundary.accept(event)
            // Relay logs, and files put together by hand, do not tell their own places.
            if !event.isInner, event.header.endPosition != UInt32(truncatingIfNeeded: event.endPosition) {
                tellsPlaces = tellsPlaces && event.header.endPosition == 0
            }
            if !event.isInner {
                if try scanner.accept(event.bytes).endsGroup { headGroups += 1 }
                if tellsPlaces, scanner.eventPosition != event.position,
                    event.header.type != .formatDescription,
                    event.header.type != .rotate
                {
                    outcome.unexpected.append("\(event.header.type) stands at \(scanner.eventPosition)")
                }
            }
            switch event.header.type {
            case .gtid, .anonymousGTID, .taggedGTID, .mariaDBGTID:
                outcome.gtidEvents += 1
                hasGTID = true
            default: break
            }
            if boundary.hasBrokenOff { outcome.brokenOff += 1 }
            if step.endsGroup {
                outcome.groups += 1
                if hasGTID { outcome.gtidGroups += 1 }
                hasGTID = false
            }
        }
        outcome.isOpen = boundary.isOpen
        if headGroups != outcome.groups { outcome.unexpected.append("\(headGroups) groups by their heads") }
        return outcome
    }

    @Test(arguments: Fixture.all)
    func `every group of a fixture ends, and has its GTID`(_ fixture: Fixture) throws {
        let outcome = try CorpusGroupsTests.outcome(
            BinlogFileReader(path: fixture.path, options: CorpusGroupsTests.options)
        )
        #expect(outcome.groups == outcome.gtidEvents)
        #expect(outcome.groups > 0)
        #expect(outcome.brokenOff == 0 && !outcome.isOpen && outcome.unexpected.isEmpty, "\(outcome)")
    }

    private static let options: BinlogDecoder.Options = {
        var options = BinlogDecoder.Options()
        options.hints = Fixture.hints
        return options
    }()

    /// Files that end within a group, and why.
    private static let cut: Set = [
        // Made so that recovery finds a transaction without its end.
        "mysql-mtr/8.0.30__recovery_ddl_in_transaction.000001",
        // The first events of a file.
        "projects/osheroff_mysql-binlog-connector-java/5.7.12__mysql-bin.aurora-padding",
    ]

    @Test(
        .enabled(if: Corpus.isPresent, "the corpus is not beside the repository"),
        arguments: Corpus.files(where: \.isRead)
    )
    func `every group of a whole file ends`(file: CorpusFile) throws {
        guard file.damage == nil else { return }
        let outcome = try CorpusGroupsTests.outcome(
            BinlogFileReader(path: Corpus.path(file.name), options: file.tolerantOptions)
        )
        let isCut = CorpusGroupsTests.cut.contains(file.name)
        #expect(outcome.gtidGroups == outcome.gtidEvents - (isCut ? 1 : 0))
        #expect(outcome.brokenOff + (outcome.isOpen ? 1 : 0) == (isCut ? 1 : 0))
        #expect(outcome.unexpected.isEmpty, "\(outcome)")
    }
}
