// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

struct DumpStatementsTests {
    private static let uuid = "9672372a-e5c9-11f1-bcc0-02fc00000001"
    private static let own = "9d58bfc0-e5c9-11f1-a7b6-02fc00000001"

    @Test func `mysqldump tells the dumped server's place, in a statement or a comment`() throws {
        for (name, isActive) in [
            ("mysql-9.7-dump-source-data-1.sql", true), ("mysql-9.7-dump-source-data-2.sql", true),
        ] {
            let file = try status(name)
            #expect(file.notation == .statements)
            try #require(file.starts.count == 1, "\(name)")
            let start = file.starts[0]
            #expect(start.origin == .dump && start.log == .own, "\(name)")
            #expect(start.file?.description == "binlog.000005:1585")
            #expect(try start.executed()?.description == "\(DumpStatementsTests.uuid):1-16:sales:1")
            // GTID_PURGED is set by either.
            #expect(start.isActive == isActive)
            #expect(start.flavour == .mysql)
        }
        let bare = try #require(try status("mysql-9.7-dump-without-gtid.sql").starts.first)
        #expect(bare.file?.description == "binlog.000005:1585")
        #expect(bare.gtid == nil && !bare.isActive)
    }

    @Test func `a dump of a replica tells its source's place`() throws {
        let start = try #require(try status("mysql-9.7-dump-replica-2.sql").starts.first)
        #expect(start.log == .source)
        #expect(start.file?.description == "binlog.000005:1585")
        #expect(
            try start.executed()?.description
                == "\(DumpStatementsTests.uuid):1-16:sales:1,\(DumpStatementsTests.own):1"
        )
        #expect(!start.isActive)
    }

    @Test func `mariadb-dump tells file and GTID, the latter at its end`() throws {
        for (name, isActive) in [
            ("mariadb-10.11-dump-master-data-1-gtid.sql", true), ("mariadb-10.11-dump-master-data-2-gtid.sql", false),
            ("mariadb-10.11-dump-master-data-2.sql", false),
        ] {
            let starts = try status(name).starts
            try #require(starts.count == 1, "\(name)")
            #expect(starts[0].file?.description == "binlog.000003:991", "\(name)")
            #expect(try starts[0].executed()?.description == "0-2101-10", "\(name)")
            #expect(starts[0].flavour == .mariaDB && starts[0].log == .own, "\(name)")
            #expect(starts[0].isActive == isActive, "\(name)")
        }
    }

    @Test func `mariadb-dump of a replica tells each connection`() throws {
        let one = try status("mariadb-10.11-dump-slave-2-gtid.sql").starts
        #expect(one.map(\.log) == [.source])
        #expect(one.map(\.channel) == [nil])
        #expect(one.first?.file?.description == "binlog.000003:991")
        let two = try status("mariadb-11.8-dump-slave-2-two-sources.sql").starts
        #expect(two.map(\.channel) == ["east", "west"])
        #expect(two.map { $0.file?.description } == ["binlog.000002:601", "binlog.000003:603"])
        #expect(two.allSatisfy { $0.gtid == "1-3101-6,2-3102-8" && $0.usesGTID && $0.log == .source })
    }

    @Test func `what backups tell is read`() throws {
        let own = try #require(try status("mariabackup-10.11-xtrabackup_binlog_info").starts.first)
        #expect(own.origin == .backup && own.log == .own)
        #expect(own.file?.description == "binlog.000001:325")
        #expect(own.gtid == "0-2101-9")
        let gtid = try #require(try status("mariabackup-10.11-xtrabackup_slave_info").starts.first)
        #expect(gtid.log == .source && gtid.file == nil && gtid.gtid == "0-2101-9" && gtid.usesGTID)
        let file = try #require(try status("mariabackup-10.11-xtrabackup_slave_info-file").starts.first)
        #expect(file.file?.description == "binlog.000003:802")
    }

    @Test func `what XtraBackup writes of MySQL is read`() throws {
        // As Percona XtraBackup 8.0 documents it: a set over several lines, and statements for a replica with GTIDs.
        let info = "binlog.000004\t1309\t\(DumpStatementsTests.uuid):1-7,\n\(DumpStatementsTests.own):1-2\n"
        let own = try #require(StatusFile(info).starts.first)
        #expect(own.file?.description == "binlog.000004:1309")
        #expect(try own.executed()?.description == "\(DumpStatementsTests.uuid):1-7,\(DumpStatementsTests.own):1-2")
        #expect(StatusFile("mysql-bin.000003\t57\n").starts.first?.file?.description == "mysql-bin.000003:57")
        let text = """
            SET GLOBAL gtid_purged='\(DumpStatementsTests.uuid):1-16';
            CHANGE MASTER TO MASTER_AUTO_POSITION=1;
            """
        let slave = try #require(StatusFile(text).starts.first)
        #expect(slave.gtid == "\(DumpStatementsTests.uuid):1-16" && slave.usesGTID && slave.flavour == .mysql)
    }

    @Test func `older spellings and odd white space are read`() throws {
        let text = """
            -- MySQL dump 10.13  Distrib 5.5.62, for Linux (x86_64)
            -- Position to start replication or point-in-time recovery from
            change master to master_log_file = "mysql-bin.000042" , MASTER_LOG_POS = 107;
            """
        let start = try #require(StatusFile(text).starts.first)
        #expect(start.file?.description == "mysql-bin.000042:107")
        #expect(start.isActive)
    }
}
