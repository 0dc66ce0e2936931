// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

extension GateLook {
    /// What an open gate does not prove, in words.
    func caveats(method: GateProof.Method, basis: GateComparison.Basis) -> [String] {
        var result: [String] = []
        let status = replica.status
        let filters = [
            "replicate_do_db", "replicate_ignore_db", "replicate_do_table", "replicate_ignore_table",
            "replicate_wild_do_table", "replicate_wild_ignore_table", "replicate_ignore_server_ids",
            "replicate_do_domain_ids", "replicate_ignore_domain_ids", "replicate_rewrite_db",
        ].compactMap { name in status.row[name].map { "\(name)=\($0)" } }
        if !filters.isEmpty {
            result.append("what the replica's filters leave out is not on it: " + filters.joined(separator: ", "))
        }
        switch method {
        case .marker: result.append("what the source committed behind the marker may be missing")
        case .lag: result.append("what the source committed within the allowed lag may be missing")
        case .gtidEquality, .positionEquality:
            if after.readOnly == .off {
                result.append("the source takes writes: it did not write in the stable time, and may at any moment")
            } else if after.readOnly == .readOnly, !before.identity.isMariaDB {
                result.append("read_only does not keep privileged accounts from writing; super_read_only does")
            }
        }
        let knowsOwn = before.identity.isMariaDB ? replicaLog != nil : errant(accepting: nil) != nil
        if basis == .position, !knowsOwn || (!before.identity.isMariaDB && !hasGTIDs) {
            result.append("without GTIDs writes that were made on the replica itself are not seen")
        } else if before.identity.isMariaDB, replicaLog == nil {
            result.append("the replica writes no log, so writes that were made on it are not seen")
        }
        if replica.channelCount > 1 {
            result.append("the replica has other sources, whose transactions are not judged")
        }
        if before.identity.isMariaDB {
            result.append(
                "MariaDB has no server_uuid: that it is the replica's source is known by server_id \(serverID)"
            )
        }
        if basis == .position, !before.identity.isMariaDB, status.applierActivity == nil, status.applier == .running {
            result.append("the server does not tell whether its applier is at work on the last transaction")
        }
        result.append("what was written with sql_log_bin = 0 is in no log")
        return result
    }

    private var hasGTIDs: Bool {
        guard case .mysql(let committed)? = after.committed else { return false }
        return !committed.isEmpty
    }

    private var serverID: String { "\(before.identity.serverID)" }
}
