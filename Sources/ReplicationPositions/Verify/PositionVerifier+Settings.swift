// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication

extension PositionVerifier {
    /// Tells what the server logs, what stands in the way of reading it, and what the account of replication may do.
    func checkSettings(
        _ profile: ServerProfile,
        _ session: MySQLConnection,
        _ result: inout PositionVerification
    ) async throws(ReplicationError) {
        for problem in profile.problems {
            if replicationUser != nil, case .missingPrivilege = problem { continue }
            result.add(.settings, problem.isFatal ? .bad : .warning, problem.explanation, advice: problem.advice)
        }
        result.add(.settings, .good, PositionVerifier.settings(profile))
        guard let replicationUser else { return }
        do throws(StatementFailure) {
            try await checkGrants(of: replicationUser, profile, session, &result)
        } catch {
            guard error.number != nil else { throw error.error("asking for grants") }
            result.add(
                .grants,
                .unknown,
                "what the account '\(replicationUser)' may do cannot be asked: \(error.message)",
                advice: "ask as an account that may read mysql.user, or run SHOW GRANTS as '\(replicationUser)'"
            )
        }
    }

    /// Looks at each account of a name: which of them a replica is, its host decides.
    private func checkGrants(
        of user: String,
        _ profile: ServerProfile,
        _ session: MySQLConnection,
        _ result: inout PositionVerification
    ) async throws(StatementFailure) {
        let name = SQLText.literal(user)
        let hosts = try await session.answer(to: "SELECT host FROM mysql.user WHERE user = \(name)")
            .rows.compactMap { $0.first ?? nil }
        guard !hosts.isEmpty else {
            result.add(
                .grants,
                .bad,
                "the server has no account '\(user)'",
                advice: "create it, and GRANT REPLICATION SLAVE ON *.* to it (emit --only source writes that)"
            )
            return
        }
        for host in hosts {
            let account = "'\(user)'@'\(host)'"
            let quoted = SQLText.literal(host)
            let answer = try await session.answer(to: "SHOW GRANTS FOR \(name)@\(quoted)")
            var theirs = profile
            theirs.grants = answer.rows.compactMap { ($0.first ?? nil)?.uppercased() }
            let missing = theirs.problems.compactMap { problem -> (names: [String], isFatal: Bool)? in
                guard case .missingPrivilege(let names, _) = problem else { return nil }
                return (names, problem.isFatal)
            }
            for lack in missing {
                result.add(
                    .grants,
                    lack.isFatal ? .bad : .warning,
                    "the account \(account) lacks \(lack.names.joined(separator: " or "))"
                        + (lack.isFatal ? ": it may not read the log" : ""),
                    advice: "GRANT \(lack.names.first ?? "") ON *.* TO \(account)"
                )
            }
            if missing.isEmpty { result.add(.grants, .good, "the account \(account) may replicate") }
        }
    }

    private static func settings(_ profile: ServerProfile) -> String {
        var parts = ["binlog_format \(profile.logFormat)"]
        if let image = profile.rowImage { parts.append("row image \(image)") }
        if let metadata = profile.rowMetadata { parts.append("row metadata \(metadata)") }
        if let checksum = profile.checksum { parts.append("checksum \(checksum)") }
        if let mode = profile.gtidMode { parts.append("gtid_mode \(mode)") }
        parts.append("compression \(profile.compressesLog ? "on" : "off")")
        if profile.encryptsLog { parts.append("encrypted on disk") }
        return "the server logs with " + parts.joined(separator: ", ")
    }
}
