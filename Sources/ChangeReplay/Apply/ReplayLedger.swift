// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Synchronization

/// Counts what was committed.
final class ReplayLedger: Sendable {
    /// Changes of one transaction, by the index of its table.
    struct Counts: Sendable {
        var tables: [Int: ReplayReport.Table] = [:]

        mutating func add(_ batch: borrowing ChangeBatch) {
            for change in batch.changes {
                switch change.kind {
                case .insert: tables[change.table, default: .init()].inserts += 1
                case .update: tables[change.table, default: .init()].updates += 1
                case .delete: tables[change.table, default: .init()].deletes += 1
                }
            }
        }
    }

    private let report = Mutex(ReplayReport())

    /// Adds the counts of transactions that were committed.
    func add(_ counts: Counts, _ plans: [TablePlan], transactions: Int = 1) {
        report.withLock { report in
            report.transactions += Int64(transactions)
            for (index, table) in counts.tables where plans.indices.contains(index) {
                let name = plans[index].sourceName
                report.tables[name, default: .init()].inserts += table.inserts
                report.tables[name, default: .init()].updates += table.updates
                report.tables[name, default: .init()].deletes += table.deletes
            }
        }
    }

    /// What was counted so far.
    var current: ReplayReport { report.withLock { $0 } }
}
