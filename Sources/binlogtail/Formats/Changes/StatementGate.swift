// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MySQLBinlog

/// What formats that tell rows do with statements that change rows without telling which.
enum StatementPolicy: String, ExpressibleByArgument, CaseIterable, Sendable {
    case stop
    case skip
}

extension StatementPolicy {
    /// Refuses a statement that changed rows without telling which, unless such are skipped.
    func check(_ event: borrowing BinlogEvent) throws(FormatError) {
        guard self == .stop else { return }
        switch event.body {
        case .query(let query):
            guard TransactionControl(query.sql) == nil, StatementKind(query.sql) == .rows else { return }
        case .executeLoadQuery, .legacyLoad: break
        default: return
        }
        throw .refused(
            FormatRefusal(
                event,
                "rows were changed by a statement, and the log does not tell which (binlog_format=STATEMENT or MIXED): "
                    + "--format text shows it, --on-statement skip leaves it out"
            )
        )
    }
}
