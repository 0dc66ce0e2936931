// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension GateLook {
    /// MySQL by GTIDs: what shows that a transaction is in the source's log and not in its `gtid_executed` yet; nil where there is
    /// none.
    ///
    /// A source writes a transaction to its log, may wait for a replica that acknowledges it, commits it, and adds its GTID last. So
    /// the sets may be equal while one is on its way: then the log is longer than what the receiver has, or the receiver has
    /// what was not applied.
    var underWay: String? {
        let status = replica.status
        if status.receiver == .running, let received = status.received, let end = before.end,
            received.precedes(end) == true
        {
            return "the receiver has the source's log up to \(received), and it ends at \(end)"
        }
        guard case .mysql(let executed)? = replica.executed else { return nil }
        do throws(GTIDSyntaxError) {
            let left = try status.retrievedGTIDs()?.subtracting(executed) ?? GTIDSet()
            return left.isEmpty ? nil : "what was received is not applied: \(left)"
        } catch {
            return "what was received cannot be told: \(error)"
        }
    }
}
