// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// What stops and starts a replica's applier, in the words of its version.
///
/// Source: MySQL 9.7, Reference Manual, "STOP REPLICA Statement"; MariaDB, "STOP REPLICA"; Amazon RDS User Guide,
/// "mysql.rds_stop_replication", which stops the receiver too.
package struct ApplierStatements: Sendable, Hashable {
    /// Stops it.
    package let stop: String
    /// Starts it.
    package let start: String

    /// The words for a channel of a server.
    package init(_ profile: ServerProfile, channel: String?) {
        let name = channel.map { SQLText.literal($0) }
        if profile.host != .plain {
            let call = name.map { "_for_channel(\($0))" } ?? "()"
            stop = "CALL mysql.rds_stop_replication\(call)"
            start = "CALL mysql.rds_start_replication\(call)"
        } else if profile.dialect.isMariaDB {
            let connection = name.map { " \($0)" } ?? ""
            stop = "STOP SLAVE\(connection) SQL_THREAD"
            start = "START SLAVE\(connection) SQL_THREAD"
        } else {
            let word = profile.dialect.version.isAtLeast(8, 0, 22) ? "REPLICA" : "SLAVE"
            let suffix = name.map { " FOR CHANNEL \($0)" } ?? ""
            stop = "STOP \(word) SQL_THREAD\(suffix)"
            start = "START \(word) SQL_THREAD\(suffix)"
        }
    }
}
