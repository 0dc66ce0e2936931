// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Documents of a row's before image by column, where the after image may hold what changed in them
/// (`binlog_row_value_options=PARTIAL_JSON`).
struct HeldDocuments: Sendable {
    private var documents: [Int: [UInt8]] = [:]

    /// Forgets those of a row.
    mutating func removeAll() {
        documents.removeAll(keepingCapacity: true)
    }

    /// Keeps a document; gives the whole of one that is logged as what changed in it, nil where it is not known what it was.
    mutating func whole(_ cell: borrowing CellView, _ column: Int) -> [UInt8]? {
        switch cell {
        case .json(let document):
            documents[column] = [UInt8](copying: document)
            return nil
        case .jsonDiff(let diffs):
            guard let old = documents[column] else { return nil }
            return try? JSONDiffs.apply(diffs, to: old.span)
        default: return nil
        }
    }
}
