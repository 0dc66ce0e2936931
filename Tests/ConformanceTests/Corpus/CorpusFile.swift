// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import Testing

/// A row of the corpus's manifest.
struct CorpusFile: Sendable, CustomTestStringConvertible {
    /// The path below the corpus.
    let name: String
    /// The checksums of its events: `crc32`, `off`, `none(pre-checksum)` or `-`.
    let checksum: String
    /// What stands in it.
    let features: String
    /// Counts of its outer events.
    let eventCounts: [String: Int]
    /// Rows inserted, updated and deleted, as the other program printed them.
    let rows: RowCounts

    /// Takes the columns of one line.
    init(_ line: Substring) {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        name = columns[0]
        checksum = columns[6]
        features = columns[7]
        eventCounts = CorpusFile.counts(columns[8])
        rows = RowCounts(CorpusFile.counts(columns[9]))
    }

    var testDescription: String { name }

    /// Whether the development tree that wrote it numbered its events otherwise.
    var hasPermutedTypes: Bool { features.contains("permuted") }

    /// Whether the manifest tells its events; the rest is refused by everyone, or read by one program only.
    var isRead: Bool { !eventCounts.isEmpty }

    /// Where the first event stands that is refused, whatever the options; nil where none is.
    var damage: UInt64? {
        if name.hasSuffix("corrupt-relay-bin.000624") { return 91_204 }
        if name.hasSuffix("binlog_invalid_row_v2_tag.001") { return 256 }
        return nil
    }

    /// Options with which it can be read to its end.
    var tolerantOptions: BinlogDecoder.Options {
        var options = BinlogDecoder.Options()
        options.keepsUnknownEvents = features.contains("pre-GA") || hasPermutedTypes
        options.verifiesChecksums = !features.contains("bad-crc32")
        return options
    }

    private static func counts(_ text: String) -> [String: Int] {
        var counts: [String: Int] = [:]
        for pair in text.split(separator: " ") {
            let parts = pair.split(separator: "=")
            if parts.count == 2, let count = Int(parts[1]) { counts[String(parts[0])] = count }
        }
        return counts
    }
}

/// How many rows were inserted, updated and deleted.
struct RowCounts: Hashable, Sendable, CustomStringConvertible {
    var inserted = 0
    var updated = 0
    var deleted = 0

    init() {}

    /// Takes the counts by their names in the manifest.
    init(_ counts: [String: Int]) {
        inserted = counts["ins"] ?? 0
        updated = counts["upd"] ?? 0
        deleted = counts["del"] ?? 0
    }

    mutating func count(_ operation: RowsEvent.Operation) {
        switch operation {
        case .insert: inserted += 1
        case .update: updated += 1
        case .delete: deleted += 1
        }
    }

    var description: String { "ins=\(inserted) upd=\(updated) del=\(deleted)" }
}
