// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// What transactions have in common that must not overtake each other, as hashes.
///
/// Two that share no key change different rows, need no row of each other, and take no unique value that the other gives up. A
/// hash that two keys happen to share costs time, and nothing else.
struct DependencyKeys {
    private var keys: Set<UInt64> = []
    private var hashing = KeyHash()
    /// Whether something has no hash that says enough: nobody overtakes the transaction then, and it overtakes nobody.
    private(set) var isSerial = false

    /// The keys of what was added; nil where nobody may overtake it.
    var result: [UInt64]? { isSerial ? nil : Array(keys) }

    /// Adds the keys of every change of a batch.
    mutating func add(_ batch: borrowing ChangeBatch) {
        for change in batch.changes where !isSerial {
            let plan = batch.tables[change.table]
            if plan.keys.isEmpty || plan.hasHiddenKeys {
                // Rows of such tables are known by all that they have, or by what nobody tells.
                keys.insert(hashing.hash(plan.target.name))
            }
            for key in plan.uniqueKeys { add(key, plan.target.name, change, batch) }
            for (parent, key) in plan.foreignKeys { add(key, parent, change, batch) }
        }
    }

    /// Adds the values that a change takes from the columns of a key and gives to them.
    private mutating func add(
        _ key: TablePlan.ValueKey,
        _ table: TableName,
        _ change: ChangeBatch.Change,
        _ batch: borrowing ChangeBatch
    ) {
        let columns = key.columns
        if let row = change.before {
            let lacks = columns.contains { batch.value(row, $0).isAbsent }
            if lacks {
                // What is not told of the row before did not change, unless it is told of the row after.
                if change.kind == .delete { isSerial = true }
                if let after = change.after, columns.contains(where: { !batch.value(after, $0).isAbsent }) {
                    isSerial = true
                }
            } else {
                add(row, key, table, batch)
            }
        }
        guard let row = change.after, !isSerial else { return }
        let absent = columns.count { batch.value(row, $0).isAbsent }
        if absent == 0 {
            add(row, key, table, batch)
        } else if absent < columns.count || change.kind == .insert {
            // A part of the key alone is told.
            isSerial = true
        }
    }

    private mutating func add(
        _ row: Int,
        _ key: TablePlan.ValueKey,
        _ table: TableName,
        _ batch: borrowing ChangeBatch
    ) {
        if let hash = hashing.hash(row, key, table, batch) { keys.insert(hash) }
        if hashing.isUncertain { isSerial = true }
    }
}
