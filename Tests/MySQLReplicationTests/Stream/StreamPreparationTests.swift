// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes
import Testing

@Suite struct StreamPreparationTests {
    private func preparation(isMariaDB: Bool, period: Duration = .seconds(2)) -> StreamPreparation {
        var preparation = StreamPreparation(isMariaDB: isMariaDB)
        preparation.heartbeatPeriod = period
        preparation.uuid = SourceID(high: 1, low: 2)
        return preparation
    }

    @Test func `a look has no UUID, by which the source would end the stream of the same one`() {
        let statements = StreamPreparation(isMariaDB: false).statements
        #expect(!statements.contains { $0.contains("uuid") })
    }

    @Test(arguments: [false, true])
    func `a server without checksums is not asked for them`(_ isMariaDB: Bool) {
        var preparation = preparation(isMariaDB: isMariaDB)
        preparation.knowsChecksums = false
        #expect(!preparation.statements.contains { $0.contains("@@global") })
    }

    @Test func `both spellings of the checksum and the heartbeat are set on MySQL`() {
        let statements = preparation(isMariaDB: false).statements
        for name in ["master", "source"] {
            #expect(statements.contains("SET @\(name)_binlog_checksum = @@global.binlog_checksum"))
            #expect(statements.contains("SET @\(name)_heartbeat_period = 2000000000"))
        }
        #expect(statements.contains { $0.contains("@replica_uuid = '00000000-0000-0001-0000-000000000002'") })
        #expect(!statements.contains { $0.contains("mariadb") || $0.contains("semi_sync") })
    }

    @Test func `MariaDB hears that GTIDs are understood, and where they begin`() throws {
        var mariaDB = preparation(isMariaDB: true)
        #expect(mariaDB.statements.contains("SET @mariadb_slave_capability = 4"))
        #expect(!mariaDB.statements.contains { $0.contains("slave_connect_state") })
        mariaDB.mariaDBStart = try MariaDBGTIDPosition("0-1-5,2-3-9")
        #expect(mariaDB.statements.contains("SET @slave_connect_state = '0-1-5,2-3-9'"))
        mariaDB.mariaDBStart = MariaDBGTIDPosition()
        #expect(mariaDB.statements.contains("SET @slave_connect_state = ''"))
    }

    @Test(
        arguments: [
            (.zero, "1000000"), (.milliseconds(1500), "1500000000"), (.seconds(5_000_000), "4294967000000000"),
        ] as [(Duration, String)]
    )
    func `the period is whole nanoseconds within what servers take`(_ period: Duration, _ text: String) {
        let statements = preparation(isMariaDB: true, period: period).statements
        #expect(statements.contains("SET @master_heartbeat_period = \(text)"))
    }

    @Test func `semi-synchronous replication is asked for by name`() {
        var mysql = preparation(isMariaDB: false)
        mysql.acknowledges = true
        #expect(mysql.statements.contains("SET @rpl_semi_sync_slave = 1"))
        #expect(mysql.statements.contains("SET @rpl_semi_sync_replica = 1"))
    }
}
