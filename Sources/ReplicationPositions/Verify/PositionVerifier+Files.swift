// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

extension PositionVerifier {
    /// Verifies a position by the files of a log, as far as they tell.
    func verifyFiles(
        _ point: StartPoint,
        _ mark: EventMark?
    ) async throws(ReplicationError) -> PositionVerification {
        let open = try await origin.open()
        let head = open.oldest
        var result = PositionVerification(open.server, version: head.version)
        // Files have no UUID of their server, so that nothing is proved by it.
        var known = point
        known.uuid = nil
        result.checkServer(known)
        if let uuid = point.uuid {
            result.add(
                .server,
                .unknown,
                "files do not tell their server's server_uuid: whether it is \(uuid) was not proved",
                advice: "ask the server (--source)"
            )
        }
        result.add(
            .settings,
            .good,
            "the log was written by version \(head.version), "
                + (head.hasChecksums
                    ? "with checksums, which were compared as far as it was read" : "without checksums")
        )
        if let target {
            let facts = ServerFacts(ServerProfile(variables: ["version": head.version]), isKnown: false)
            result.checks += TargetChecks(facts, try await target.facts()).checks
        }
        if let file = point.file {
            guard result.checkFile(file, open.log.index, isLive: false) else { return result }
            try await look(at: file, mark, open.log, &result)
            if let gtid = point.gtid, let place = result.place { result.compare(gtid, with: place) }
        } else if let gtid = point.gtid {
            let found = try await PositionTranslator(origin).translate(.gtids(gtid), in: open)
            result.place = found.place
            result.checks += found.checks
        }
        result.add(
            .retention,
            .unknown,
            "not proved, since files do not tell it: whether the server still has them and for how long, how it is set up, "
                + "and what the account of replication may do",
            advice: "ask the server (--source)"
        )
        return result
    }
}
