// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Synchronization

/// Counts what was committed, and knows which tables are suspended.
final class ReplayLedger: Sendable {
    private let report: Mutex<ReplayReport>

    /// Begins with the tables that earlier runs suspended.
    init(suspended: [TableSuspension]) {
        var report = ReplayReport()
        report.suspended = suspended
        self.report = Mutex(report)
    }

    /// Adds what became of transactions that were committed.
    func add(_ maker: ChangeMaker) {
        report.withLock { report in
            report.transactions += maker.transactions
            for (name, table) in maker.tables { report.tables[name, default: .init()].add(table) }
            for suspension in maker.suspensions
            where !report.suspended.contains(where: { $0.source == suspension.source }) {
                report.suspended.append(suspension)
            }
        }
    }

    /// The tables of the source whose changes are left out.
    var suspended: Set<TableName> { report.withLock { Set($0.suspended.map(\.source)) } }

    /// What was counted so far.
    var current: ReplayReport { report.withLock { $0 } }
}

extension ReplayReport.Table {
    fileprivate mutating func add(_ other: Self) {
        inserts += other.inserts
        updates += other.updates
        deletes += other.deletes
        overwritten += other.overwritten
        leftOut += other.leftOut
    }
}
