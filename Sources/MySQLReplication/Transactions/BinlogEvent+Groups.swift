// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

extension BinlogEvent {
    /// Whether the event only opens a group or wraps it: a GTID, or a TRANSACTION_PAYLOAD.
    var isGroupHead: Bool {
        switch header.type {
        case .gtid, .anonymousGTID, .taggedGTID, .mariaDBGTID, .transactionPayload: true
        default: false
        }
    }

    /// Whether an XA transaction begins with it.
    var beginsXA: Bool {
        guard case .query(let query) = body else { return false }
        return TransactionControl(query.sql) == .xaBlock
    }

    /// What becomes of an XA transaction, and of which, where this statement says so.
    var completion: (control: TransactionControl?, identifier: XAIdentifier?) {
        guard case .query(let query) = body, let control = TransactionControl(query.sql),
            control == .xaCommit || control == .xaRollback
        else { return (nil, nil) }
        return (control, XAIdentifier(statement: query.sql))
    }
}
