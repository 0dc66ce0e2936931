// SPDX-License-Identifier: Apache-2.0

/// Which words a server has for what its log is asked about: each list begins with the one for its version, and goes on with
/// those that other versions know, so that a wrong guess is no failure.
///
/// Source: MySQL 9.7, Reference Manual, "SQL Statements for Controlling Source Servers"; MariaDB, "SHOW BINLOG STATUS" and
/// "SHOW REPLICA HOSTS"; tried on MySQL 9.7, MariaDB 10.11 and 11.8.
public struct ServerDialect: Sendable, Hashable {
    /// Whether the server is MariaDB.
    public let isMariaDB: Bool
    /// The version's numbers, such as 8, 0 and 36.
    public let version: [Int]

    /// The words of a version.
    public init(isMariaDB: Bool, version: [Int]) {
        self.isMariaDB = isMariaDB
        self.version = version
    }

    /// Reads a version as servers write it: `8.0.36-debug`, `11.8.6-MariaDB-log`, or `5.5.5-10.1.2-MariaDB`.
    public init(versionText: String) {
        isMariaDB = versionText.lowercased().contains("mariadb")
        var text = Substring(versionText)
        // Before version 11, replicas were to take MariaDB for MySQL 5.5.5.
        if isMariaDB, text.hasPrefix("5.5.5-") { text = text.dropFirst(6) }
        version = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }.split(separator: ".").map { Int($0) ?? 0 }
    }

    /// Whether the version is `numbers` or a later one.
    public func isAtLeast(_ numbers: Int...) -> Bool {
        !version.lexicographicallyPrecedes(numbers)
    }

    /// The statements that tell where the server writes its log.
    public var binaryLogStatus: [String] {
        let new = "SHOW BINARY LOG STATUS"
        let old = "SHOW MASTER STATUS"
        if isMariaDB { return [old, "SHOW BINLOG STATUS", new] }
        return isAtLeast(8, 2) ? [new, old] : [old, new]
    }

    /// The statements that list the files of the log.
    public var binaryLogs: [String] { ["SHOW BINARY LOGS", "SHOW MASTER LOGS"] }

    /// The statements that list the connected replicas.
    public var replicas: [String] {
        let old = "SHOW SLAVE HOSTS"
        if isMariaDB { return [old, "SHOW REPLICA HOSTS"] }
        return isAtLeast(8, 0, 22) ? ["SHOW REPLICAS", old] : [old, "SHOW REPLICAS"]
    }

    /// The statements that tell how the server replicates from its own sources, all channels at once.
    public var replicaStatus: [String] {
        let old = "SHOW SLAVE STATUS"
        if isMariaDB { return ["SHOW ALL SLAVES STATUS", old] }
        return isAtLeast(8, 0, 22) ? ["SHOW REPLICA STATUS", old] : [old, "SHOW REPLICA STATUS"]
    }

    /// The name of the session variable by which a reader says that it understands checksums; both do no harm.
    public var checksumVariables: [String] {
        isMariaDB || !isAtLeast(8, 0, 26)
            ? ["master_binlog_checksum"] : ["source_binlog_checksum", "master_binlog_checksum"]
    }

    /// Names of the privilege that a dump needs.
    public var dumpPrivilege: String { "REPLICATION SLAVE" }

    /// Names of privileges that let the log's files and position be asked for; any of them does.
    public var statusPrivileges: [String] {
        isMariaDB && isAtLeast(10, 5)
            ? ["BINLOG MONITOR", "REPLICATION CLIENT", "SUPER"] : ["REPLICATION CLIENT", "SUPER"]
    }
}
