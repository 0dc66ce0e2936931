// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct ServerDialectTests {
    @Test(arguments: [
        ("5.5.62-log", false, [5, 5, 62]), ("8.0.36-28", false, [8, 0, 36]), ("9.7.4-2", false, [9, 7, 4]),
        ("5.5.5-10.1.48-MariaDB", true, [10, 1, 48]), ("10.11.18-MariaDB-0+deb12u1-log", true, [10, 11, 18]),
        ("12.3.0-MariaDB", true, [12, 3, 0]), ("", false, []), ("x.y", false, []),
    ])
    func `versions are read as servers write them`(_ text: String, _ isMariaDB: Bool, _ version: [Int]) {
        let dialect = ServerDialect(versionText: text)
        #expect(dialect.isMariaDB == isMariaDB)
        #expect(dialect.version == version)
    }

    @Test(arguments: [
        ("5.5.62", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "SHOW SLAVE STATUS"),
        ("5.7.44", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "SHOW SLAVE STATUS"),
        ("8.0.21", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "SHOW SLAVE STATUS"),
        ("8.0.22", "SHOW MASTER STATUS", "SHOW REPLICAS", "SHOW REPLICA STATUS"),
        ("8.1.0", "SHOW MASTER STATUS", "SHOW REPLICAS", "SHOW REPLICA STATUS"),
        ("8.2.0", "SHOW BINARY LOG STATUS", "SHOW REPLICAS", "SHOW REPLICA STATUS"),
        ("8.4.6", "SHOW BINARY LOG STATUS", "SHOW REPLICAS", "SHOW REPLICA STATUS"),
        ("9.7.4", "SHOW BINARY LOG STATUS", "SHOW REPLICAS", "SHOW REPLICA STATUS"),
        ("10.4.34-MariaDB", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "SHOW ALL SLAVES STATUS"),
        ("11.8.6-MariaDB", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "SHOW ALL SLAVES STATUS"),
    ])
    func `each version has its words first, and others behind`(
        _ version: String,
        _ status: String,
        _ replicas: String,
        _ replication: String
    ) {
        let dialect = ServerDialect(versionText: version)
        #expect(dialect.binaryLogStatus.first == status)
        #expect(dialect.replicas.first == replicas)
        #expect(dialect.replicaStatus.first == replication)
        for words in [dialect.binaryLogStatus, dialect.replicas, dialect.replicaStatus, dialect.binaryLogs] {
            #expect(words.count >= 2)
        }
    }

    @Test func `checksums are asked for under the names that the version knows`() {
        #expect(ServerDialect(versionText: "8.0.25").checksumVariables == ["master_binlog_checksum"])
        #expect(ServerDialect(versionText: "8.0.26").checksumVariables.first == "source_binlog_checksum")
        #expect(ServerDialect(versionText: "11.8.6-MariaDB").checksumVariables == ["master_binlog_checksum"])
    }

    @Test func `MariaDB 10 5 has privileges of its own`() {
        #expect(ServerDialect(versionText: "10.5.1-MariaDB").statusPrivileges.first == "BINLOG MONITOR")
        #expect(ServerDialect(versionText: "10.4.1-MariaDB").statusPrivileges.first == "REPLICATION CLIENT")
    }
}
