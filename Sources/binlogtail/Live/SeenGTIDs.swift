// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// The transactions that came by.
struct SeenGTIDs: Sendable {
    private var set = GTIDSet()
    private var position = MariaDBGTIDPosition()

    /// Notes a transaction.
    mutating func insert(_ transaction: TransactionIdentity) {
        switch transaction {
        case .mysql(let gtid): set.insert(gtid)
        case .mariaDB(let gtid): position.advance(to: gtid)
        }
    }

    /// Whether all of `wanted` have come by, or are among what came before.
    func covers(_ wanted: ExecutedGTIDs, with executed: ExecutedGTIDs?) -> Bool {
        switch wanted {
        case .mysql(let wanted):
            var known = set
            if case .mysql(let executed) = executed { known.formUnion(executed) }
            return wanted.isSubset(of: known)
        case .mariaDB(let wanted):
            return wanted.gtids.allSatisfy { gtid in
                if let last = position.gtid(of: gtid.domain), last.sequence >= gtid.sequence { return true }
                guard case .mariaDB(let executed) = executed, let last = executed.gtid(of: gtid.domain) else {
                    return false
                }
                return last.sequence >= gtid.sequence
            }
        }
    }
}
