// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension GateLook {
    /// What the replica has and the source did not have when it was asked behind it; nil where GTIDs do not tell.
    ///
    /// A replica with several sources has the others' transactions too: of such a one only those count that itself or this source
    /// made.
    func errant(accepting accepted: ErrantGTIDs?) -> ErrantGTIDs? {
        guard var extra else { return nil }
        if let accepted { extra = extra.subtracting(accepted) }
        guard replica.channelCount > 1 else { return extra }
        return extra.made(by: replica.identity).union(extra.made(by: before.identity))
    }

    private var extra: ErrantGTIDs? {
        if replica.identity.isMariaDB {
            guard let replicaLog, let sourceLog else { return nil }
            return ErrantGTIDs.mariaDB(replicaLog).subtracting(.mariaDB(sourceLog))
        }
        guard case .mysql(let executed)? = replica.executed, case .mysql(let committed)? = after.committed else {
            return nil
        }
        return .mysql(executed.subtracting(committed))
    }

    /// Where a channel back would begin: the end of the replica's own log.
    var reverse: PositionRecord? {
        guard let end = replica.ownEnd else { return nil }
        var gtid: String?
        if replica.identity.isMariaDB {
            gtid = replicaLog.map { "\($0.position)" }
        } else if case .mysql(let executed)? = replica.executed, !executed.isEmpty {
            gtid = "\(executed)"
        }
        return PositionRecord(
            source: PositionRecord.Source(
                flavour: (replica.identity.isMariaDB ? ServerFlavour.mariaDB : .mysql).rawValue,
                uuid: replica.identity.uuid?.description,
                serverID: replica.identity.serverID
            ),
            file: end.file,
            position: end.offset,
            gtid: gtid.flatMap { $0.isEmpty ? nil : $0 }
        )
    }
}
