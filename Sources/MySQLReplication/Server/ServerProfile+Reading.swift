// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

extension ServerProfile {
    /// Finds out what a server is.
    ///
    /// - Throws: `ReplicationError` where the server refuses to show its variables, or the connection fails.
    package static func detect(_ session: any StatementSession) async throws(ReplicationError) -> ServerProfile {
        do throws(StatementFailure) {
            let answer = try await session.answer(to: variablesStatement)
            var variables: [String: String] = [:]
            for row in answer.rows {
                guard row.count >= 2, let name = row[0] else { continue }
                variables[name.lowercased()] = row[1] ?? ""
            }
            let procedures = try await optional(
                session,
                "SELECT COUNT(*) FROM information_schema.ROUTINES "
                    + "WHERE ROUTINE_SCHEMA = 'mysql' AND ROUTINE_NAME LIKE 'rds\\_%'"
            )
            let grants = try await optional(session, "SHOW GRANTS")
            return ServerProfile(
                variables: variables,
                hasRDSProcedures: procedures?.value(0, 0).map { $0 != "0" } ?? false,
                grants: grants.map { grants in grants.rows.compactMap { $0.first.flatMap { $0 }?.uppercased() } }
            )
        } catch {
            throw error.error("asking the server for its settings")
        }
    }

    /// The answer to a statement that a server may refuse; a lost connection is an error all the same.
    private static func optional(
        _ session: any StatementSession,
        _ sql: String
    ) async throws(StatementFailure) -> StatementAnswer? {
        do throws(StatementFailure) {
            return try await session.answer(to: sql)
        } catch {
            guard error.number != nil else { throw error }
            return nil
        }
    }

    /// MySQL: the transactions that were executed, and those that are no longer in the log.
    ///
    /// - Throws: `ReplicationError`, also where the server's text is no set of GTIDs.
    package func gtidSets(
        _ session: any StatementSession
    ) async throws(ReplicationError) -> (executed: GTIDSet, purged: GTIDSet) {
        let sql = "SELECT @@GLOBAL.gtid_executed, @@GLOBAL.gtid_purged"
        let answer = try await ServerProfile.ask(session, sql, "asking for the executed GTIDs")
        do throws(GTIDSyntaxError) {
            return (try GTIDSet(answer.value(0, 0) ?? ""), try GTIDSet(answer.value(0, 1) ?? ""))
        } catch {
            throw ReplicationError(
                .refusedByServer,
                "the server's GTID sets cannot be read: \(error)",
                underlying: error
            )
        }
    }

    /// MariaDB: the last transaction of each domain in the log.
    ///
    /// - Throws: `ReplicationError`, also where the server's text is no position.
    package func mariaDBPosition(
        _ session: any StatementSession
    ) async throws(ReplicationError) -> MariaDBGTIDPosition {
        let answer = try await ServerProfile.ask(
            session,
            "SELECT @@GLOBAL.gtid_binlog_pos",
            "asking for the GTID position"
        )
        do throws(GTIDSyntaxError) {
            return try MariaDBGTIDPosition(answer.value(0, 0) ?? "")
        } catch {
            throw ReplicationError(.refusedByServer, "the server's GTIDs cannot be read: \(error)", underlying: error)
        }
    }

    /// Where the server writes its next event.
    ///
    /// - Throws: `ReplicationError`, also where the server writes no log.
    package func binaryLogStatus(
        _ session: any StatementSession
    ) async throws(ReplicationError) -> BinaryLogStatus {
        let answer = try await ServerProfile.ask(
            session,
            dialect.binaryLogStatus,
            "asking for the end of the binary log"
        )
        guard let status = BinaryLogStatus(answer) else { throw ReplicationError(.serverConfiguration, Problem.logOff) }
        return status
    }

    /// The files of the server's log.
    ///
    /// - Throws: `ReplicationError`, also where the server writes no log (error 1381).
    package func binaryLogs(_ session: any StatementSession) async throws(ReplicationError) -> BinaryLogIndex {
        BinaryLogIndex(
            try await ServerProfile.ask(session, dialect.binaryLogs, "asking for the files of the binary log")
        )
    }

    /// Draws an identity that none of the connected replicas has, nor the source.
    ///
    /// An account that may not list replicas gets one that is unlikely to be used.
    package func freeIdentity(
        _ session: any StatementSession,
        using random: inout some RandomNumberGenerator
    ) async throws(ReplicationError) -> ReplicaIdentity {
        var used: Set = [serverID]
        do throws(StatementFailure) {
            used.formUnion(ReplicaIdentity.used(in: try await session.answer(toFirstOf: dialect.replicas)))
        } catch {
            guard error.isMissingPrivilege || error.isUnknownWording else {
                throw error.error("asking for the connected replicas")
            }
        }
        return ReplicaIdentity(notIn: used, using: &random)
    }

    private static func ask(
        _ session: any StatementSession,
        _ wordings: [String],
        _ purpose: String
    ) async throws(ReplicationError) -> StatementAnswer {
        do throws(StatementFailure) {
            return try await session.answer(toFirstOf: wordings)
        } catch {
            throw error.error(purpose)
        }
    }

    private static func ask(
        _ session: any StatementSession,
        _ sql: String,
        _ purpose: String
    ) async throws(ReplicationError) -> StatementAnswer {
        try await ask(session, [sql], purpose)
    }
}
