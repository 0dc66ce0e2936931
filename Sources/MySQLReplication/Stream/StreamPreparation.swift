// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes

/// What is said to a source before a dump begins.
///
/// User variables never fail, so both spellings are set where a version understands only one; server variables do where the
/// version does not have them.
///
/// Source: MySQL 9.7, `sql/rpl_replica.cc` and `sql/rpl_binlog_sender.cc`; MariaDB 11.8, `sql/slave.cc` and `sql/sql_repl.cc`.
package struct StreamPreparation: Sendable, Hashable {
    /// What kind of server it is.
    package var isMariaDB: Bool
    /// Whether the server writes checksums, or could: not before MySQL 5.6 and MariaDB 5.3.
    package var knowsChecksums = true
    /// After how much silence a heartbeat comes.
    package var heartbeatPeriod: Duration = .seconds(10)
    /// By what the source knows us again, to end the dump that it knows by the same; nil for one that is nobody's rival.
    package var uuid: SourceID?
    /// Where a dump by MariaDB's GTIDs begins; nil where it goes by file.
    package var mariaDBStart: MariaDBGTIDPosition?
    /// Whether we acknowledge transactions.
    package var acknowledges = false

    /// What every dump of a server needs.
    package init(isMariaDB: Bool) {
        self.isMariaDB = isMariaDB
    }

    /// What every dump of this server needs.
    init(for server: ServerProfile) {
        self.init(isMariaDB: server.dialect.isMariaDB)
        knowsChecksums = server.checksum != nil
    }

    /// Seconds that the source waits for a reader that does not read.
    private static let writeTimeout = 3600

    /// The statements, in any order.
    package var statements: [String] {
        let period = StreamPreparation.nanoseconds(heartbeatPeriod)
        var statements: [String] = []
        // The value that the source has: it is what its files carry, so nothing is computed for us alone.
        if knowsChecksums {
            statements.append("SET @master_binlog_checksum = @@global.binlog_checksum")
            if !isMariaDB { statements.append("SET @source_binlog_checksum = @@global.binlog_checksum") }
        }
        statements.append("SET @master_heartbeat_period = \(period)")
        statements.append("SET @@session.net_write_timeout = \(StreamPreparation.writeTimeout)")
        if isMariaDB {
            // 4: knows GTIDs; anything less, and the source rewrites events.
            statements.append("SET @mariadb_slave_capability = 4")
            if let mariaDBStart {
                statements.append("SET @slave_connect_state = '\(mariaDBStart)'")
                // A position within a gap is an error, instead of a step over what is missing.
                statements.append("SET @slave_gtid_strict_mode = 1")
                statements.append("SET @slave_gtid_ignore_duplicates = 0")
            }
        } else {
            statements.append("SET @source_heartbeat_period = \(period)")
            if let uuid { statements.append("SET @slave_uuid = '\(uuid)', @replica_uuid = '\(uuid)'") }
        }
        if acknowledges {
            statements.append("SET @rpl_semi_sync_slave = 1")
            if !isMariaDB { statements.append("SET @rpl_semi_sync_replica = 1") }
        }
        return statements
    }

    /// Whole nanoseconds, at least one millisecond, at most what servers take (4,294,967 s).
    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let whole = min(max(seconds, 0), 4_294_967)
        let part = whole == seconds ? attoseconds / 1_000_000_000 : 0
        return max(whole * 1_000_000_000 + part, 1_000_000)
    }
}
