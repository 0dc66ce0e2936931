// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// The words by which a server is told to replicate; the raw value is its name on a command line.
///
/// Source: MySQL 9.7, Reference Manual, "CHANGE REPLICATION SOURCE TO Statement"; MariaDB, "CHANGE MASTER TO"; Amazon RDS User
/// Guide and Amazon Aurora User Guide, "Stored procedures for replicating".
public enum ReplicationDialect: String, Sendable, Hashable, CaseIterable {
    /// MySQL 5.5 to 8.0.22.
    case mysql57
    /// MySQL 8.0.23 to 8.3.
    case mysql80
    /// MySQL 8.4 to 9.7.
    case mysql84
    /// MariaDB.
    case mariadb
    /// Amazon RDS for MySQL 5.7.
    case rdsMySQL57 = "rds-mysql57"
    /// Amazon RDS for MySQL 8.0.
    case rdsMySQL80 = "rds-mysql80"
    /// Amazon RDS for MySQL 8.4.
    case rdsMySQL84 = "rds-mysql84"
    /// Amazon RDS for MariaDB.
    case rdsMariaDB = "rds-mariadb"
    /// Amazon Aurora MySQL version 2, which is MySQL 5.7.
    case aurora2
    /// Amazon Aurora MySQL version 3, which is MySQL 8.0.
    case aurora3

    /// The family that it belongs to.
    public var flavour: ServerFlavour { self == .mariadb || self == .rdsMariaDB ? .mariaDB : .mysql }

    /// Whether procedures do what statements do elsewhere.
    public var usesProcedures: Bool {
        switch self {
        case .rdsMySQL57, .rdsMySQL80, .rdsMySQL84, .rdsMariaDB, .aurora2, .aurora3: true
        case .mysql57, .mysql80, .mysql84, .mariadb: false
        }
    }

    /// Whether its procedures say `source` where older ones say `master`.
    var saysSource: Bool { self == .rdsMySQL84 || self == .aurora3 }

    /// Whether it is Aurora, whose procedures take no delay and know no channels.
    var isAurora: Bool { self == .aurora2 || self == .aurora3 }

    /// Whether its procedures come with a channel too.
    ///
    /// Source: Amazon RDS User Guide, "Managing multi-source replication": 5.7.44, 8.0.35 and 8.4.
    var hasChannelProcedures: Bool { self == .rdsMySQL57 || self == .rdsMySQL80 || self == .rdsMySQL84 }
}
