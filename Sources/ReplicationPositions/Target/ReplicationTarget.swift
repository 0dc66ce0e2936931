// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
import MySQLReplication

/// The server that is to replicate, as far as it is known.
public enum ReplicationTarget: Sendable {
    /// It is there and can be asked.
    case server(MySQLConnection.Configuration)
    /// Only its version is known, as `SELECT VERSION()` tells it: `8.4.3`, `11.8.6-MariaDB`.
    case version(String)

    /// What is known of it.
    ///
    /// - Throws: `ReplicationError` where it cannot be asked.
    func facts() async throws(ReplicationError) -> ServerFacts {
        switch self {
        case .version(let text):
            return ServerFacts(ServerProfile(variables: ["version": text]), isKnown: false)
        case .server(let connection):
            return try await connection.withSession { session async throws(ReplicationError) in
                try await ServerFacts.read(session, try await ServerProfile.detect(session))
            }
        }
    }
}
