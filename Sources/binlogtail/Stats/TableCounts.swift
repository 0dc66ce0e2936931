// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// Rows of one table, by operation.
struct TableCounts {
    var inserted = 0
    var updated = 0
    var deleted = 0
    /// Bytes of the rows events.
    var bytes: UInt64 = 0

    /// Rows of all operations.
    var rows: Int { inserted + updated + deleted }

    /// Counts rows that were changed in one way.
    mutating func add(_ rows: Int, _ operation: RowsEvent.Operation, bytes: UInt64) {
        switch operation {
        case .insert: inserted += rows
        case .update: updated += rows
        case .delete: deleted += rows
        }
        self.bytes += bytes
    }

    /// Counts what another has counted.
    mutating func add(_ other: TableCounts) {
        inserted += other.inserted
        updated += other.updated
        deleted += other.deleted
        bytes += other.bytes
    }
}
