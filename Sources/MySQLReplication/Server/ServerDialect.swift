// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol

/// Which words a server has for what its log is asked about: each list begins with the one for its version, and goes on with
/// those that other versions know, so that a wrong guess is no failure.
///
/// Source: MySQL 9.7, Reference Manual, "SQL Statements for Controlling Source Servers"; MariaDB, "SHOW BINLOG STATUS" and
/// "SHOW REPLICA HOSTS"; tried on MySQL 9.7, MariaDB 10.11 and 11.8.
public struct ServerDialect: Sendable, Hashable {
    /// The server's version.
    public let version: ServerVersion

    /// The words of a version.
    public init(_ version: ServerVersion) {
        self.version = version
    }

    /// Whether the server is MariaDB.
    public var isMariaDB: Bool { version.flavour == .mariaDB }

    /// The statements that tell where the server writes its log.
    public var binaryLogStatus: [String] {
        let new = "SHOW BINARY LOG STATUS"
        let old = "SHOW MASTER STATUS"
        if isMariaDB { return [old, "SHOW BINLOG STATUS", new] }
        return version.isAtLeast(8, 2) ? [new, old] : [old, new]
    }

    /// The statements that list the files of the log.
    public var binaryLogs: [String] { ["SHOW BINARY LOGS", "SHOW MASTER LOGS"] }

    /// The statements that list the connected replicas.
    public var replicas: [String] {
        let old = "SHOW SLAVE HOSTS"
        if isMariaDB { return [old, "SHOW REPLICA HOSTS"] }
        return version.isAtLeast(8, 0, 22) ? ["SHOW REPLICAS", old] : [old, "SHOW REPLICAS"]
    }

    /// The statements that tell how the server replicates from its own sources, all channels at once.
    public var replicaStatus: [String] {
        let old = "SHOW SLAVE STATUS"
        if isMariaDB { return ["SHOW ALL SLAVES STATUS", old] }
        return version.isAtLeast(8, 0, 22) ? ["SHOW REPLICA STATUS", old] : [old, "SHOW REPLICA STATUS"]
    }

    /// Names of the privilege that a dump needs.
    public var dumpPrivilege: String { "REPLICATION SLAVE" }

    /// Names of privileges that let the log's files and position be asked for; any of them does.
    public var statusPrivileges: [String] {
        isMariaDB && version.isAtLeast(10, 5)
            ? ["BINLOG MONITOR", "REPLICATION CLIENT", "SUPER"] : ["REPLICATION CLIENT", "SUPER"]
    }
}
