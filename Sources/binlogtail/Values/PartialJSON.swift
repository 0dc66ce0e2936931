// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// JSON documents that are logged as what changed in them.
enum PartialJSON {
    /// The whole document behind `new`, in binary form; nil where it is no difference, or `old` does not hold what it changes.
    static func whole(_ new: borrowing CellView, changing old: borrowing CellView) -> [UInt8]? {
        switch new {
        case .jsonDiff(let diffs):
            switch old {
            case .json(let document): return try? JSONDiffs.apply(diffs, to: document)
            default: return nil
            }
        default: return nil
        }
    }
}
