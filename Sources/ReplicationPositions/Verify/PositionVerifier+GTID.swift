// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication
import MySQLTypes

extension PositionVerifier {
    /// Compares GTIDs with what the server has executed, and with what it has no longer.
    func verify(
        _ gtid: ExecutedGTIDs,
        _ profile: ServerProfile,
        _ session: MySQLConnection,
        _ result: inout PositionVerification
    ) async throws(ReplicationError) {
        switch gtid {
        case .mysql(let set) where !profile.dialect.isMariaDB:
            guard profile.gtidMode == "ON" else {
                result.add(
                    .purged,
                    .warning,
                    "gtid_mode is \(profile.gtidMode ?? "not there"): replication cannot begin by GTIDs here",
                    advice: "begin by file and offset"
                )
                return
            }
            let (executed, purged) = try await profile.gtidSets(session)
            compare(set, executed, purged, &result)
        case .mariaDB(let position) where profile.dialect.isMariaDB:
            compare(position, try await profile.mariaDBPosition(session), &result)
        default:
            result.add(
                .server,
                .bad,
                "the GTIDs are \(gtid.flavour)'s, and the server is not: it does not know them",
                advice: "begin by file and offset"
            )
        }
    }

    private func compare(
        _ set: GTIDSet,
        _ executed: GTIDSet,
        _ purged: GTIDSet,
        _ result: inout PositionVerification
    ) {
        let lost = purged.subtracting(set)
        if lost.isEmpty {
            let rest = executed.subtracting(set).transactionCount
            result.add(.purged, .good, "everything that follows the GTIDs is in the server's log: \(rest) transactions")
        } else {
            result.add(
                .purged,
                .bad,
                "\(lost.transactionCount) transactions that would be needed are no longer in the server's log: \(lost)",
                advice: "make the copy anew, or apply them from backups of the log first"
            )
        }
        let foreign = set.subtracting(executed)
        if foreign.isEmpty {
            result.add(.foreign, .good, "the server has executed everything that the GTIDs hold")
        } else {
            result.add(
                .foreign,
                .bad,
                "the server lacks \(foreign.transactionCount) transactions of the GTIDs: \(foreign)",
                advice:
                    "they were made elsewhere (errant transactions), or the server lost them; compare the data first"
            )
        }
    }

    private func compare(
        _ position: MariaDBGTIDPosition,
        _ written: MariaDBGTIDPosition,
        _ result: inout PositionVerification
    ) {
        for gtid in position.gtids {
            guard let last = written.gtid(of: gtid.domain) else {
                result.add(
                    .foreign,
                    .warning,
                    "the server has written nothing in domain \(gtid.domain), which \(gtid) belongs to",
                    advice: "leave that domain out, unless another source is to bring it"
                )
                continue
            }
            if gtid.sequence > last.sequence {
                result.add(
                    .foreign,
                    .bad,
                    "\(gtid) is ahead of the server, whose last transaction in that domain is \(last)",
                    advice: "it was made elsewhere, or the server lost it; compare the data first"
                )
            } else {
                result.add(
                    .foreign,
                    .good,
                    "domain \(gtid.domain): at most \(last.sequence - gtid.sequence) transactions follow \(gtid)"
                )
            }
        }
    }
}
