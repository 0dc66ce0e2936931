// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLReplication
import Testing

struct ServerDialectTests {
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
        let dialect = ServerDialect(ServerVersion(variable: version))
        #expect(dialect.binaryLogStatus.first == status)
        #expect(dialect.replicas.first == replicas)
        #expect(dialect.replicaStatus.first == replication)
        for words in [dialect.binaryLogStatus, dialect.replicas, dialect.replicaStatus, dialect.binaryLogs] {
            #expect(words.count >= 2)
        }
    }

    @Test func `MariaDB 10 5 has privileges of its own`() {
        #expect(ServerDialect(ServerVersion(.mariaDB, 10, 5, 1)).statusPrivileges.first == "BINLOG MONITOR")
        #expect(ServerDialect(ServerVersion(.mariaDB, 10, 4, 1)).statusPrivileges.first == "REPLICATION CLIENT")
    }
}
