// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication
import MySQLTypes

/// What a server has executed, told exactly.
struct GTIDHolding: Sendable {
    /// What was executed: of MariaDB the state of the binary log, which has each server of each domain.
    enum GTIDs: Sendable {
        case mysql(GTIDSet)
        case mariaDB(MariaDBGTIDState)
    }

    let identity: SourceIdentity
    let gtids: GTIDs

    /// Asks a server.
    init(of connection: MySQLConnection.Configuration) async throws(ReplicationError) {
        self = try await connection.withSession { session async throws(ReplicationError) in
            let profile = try await ServerProfile.detect(session)
            guard profile.dialect.isMariaDB else {
                guard profile.gtidMode != nil, profile.gtidMode != "OFF" else {
                    throw ReplicationError(
                        .usage,
                        "\(profile.identity) has no GTIDs (gtid_mode is \(profile.gtidMode ?? "not there"))",
                        advice:
                            "errant transactions are told by GTIDs; without them compare the logs: translate --to-source"
                    )
                }
                return GTIDHolding(profile.identity, .mysql(try await profile.gtidSets(session).executed))
            }
            do throws(StatementFailure) {
                let text = try await session.answer(to: "SELECT @@GLOBAL.gtid_binlog_state").value(0, 0) ?? ""
                return GTIDHolding(profile.identity, .mariaDB(try GTIDHolding.state(text)))
            } catch {
                throw error.error("asking for the state of the binary log")
            }
        }
    }

    private init(_ identity: SourceIdentity, _ gtids: GTIDs) {
        self.identity = identity
        self.gtids = gtids
    }

    private static func state(_ text: String) throws(StatementFailure) -> MariaDBGTIDState {
        do throws(GTIDSyntaxError) {
            return try MariaDBGTIDState(text)
        } catch {
            throw StatementFailure(
                number: nil,
                message: "the server's GTIDs cannot be read: \(error)",
                underlying: error
            )
        }
    }
}
