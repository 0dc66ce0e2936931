// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

/// The mistakes that published procedures make, or lead people to; each is a text as someone who follows them saves it.
struct PublishedMistakeTests {
    /// The report of the only channel of a text.
    private func report(_ text: String) throws -> ChannelReport {
        let report = PositionReport(StatusFile(text))
        try #require(report.channels.count == 1)
        return report.channels[0]
    }

    private func finding(_ code: PositionFinding.Code, of report: ChannelReport) throws -> PositionFinding {
        try #require(report.findings.first { $0.code == code }, "\(report.findings)")
    }

    @Test func `RDS Classic to VPC, step 13: Master_Log_File with Exec_Master_Log_Pos are halves of two pairs`() throws
    {
        // grep Master_Log_File finds both lines; an abridged output keeps the wrong one.
        let text = try excerpt("mariadb-10.11-sql-stopped-behind.txt", "Master_Log_File", "Exec_Master_Log_Pos")
        #expect(text.contains("binlog.000003") && text.contains("601"))
        let report = try report(text)
        let found = try finding(.executedWithoutFile, of: report)
        #expect(found.severity == .wrong)
        #expect(found.message.contains("Exec_Master_Log_Pos 601 is told without Relay_Master_Log_File"))
        #expect(found.message.contains("Master_Log_File binlog.000003 is the receiver's file"))
        #expect(!report.isSafe)
        #expect(report.start == nil)
    }

    @Test func `the same on one line, as people put it into tickets`() throws {
        let report = try report("Master_Log_File: binlog.000003, Exec_Master_Log_Pos: 601")
        #expect(try finding(.executedWithoutFile, of: report).severity == .wrong)
        #expect(!report.isSafe)
    }

    @Test func `the whole status tells that the files differ, and which offset belongs to which`() throws {
        let report = try report(saved("mariadb-10.11-sql-stopped-behind.txt"))
        let found = try finding(.filesDiffer, of: report)
        #expect(found.message.hasPrefix("Exec_Master_Log_Pos 601 belongs to Relay_Master_Log_File binlog.000002"))
        #expect(found.advice == "never pair Master_Log_File with Exec_Master_Log_Pos")
        #expect(report.isSafe)
        #expect(report.start?.file?.description == "binlog.000002:601")
    }

    @Test func `where both files are one, the pair is named all the same, and nothing is wrong`() throws {
        let report = try report(saved("mariadb-10.11-stopped.txt"))
        #expect(!report.findings.contains { $0.code == .filesDiffer || $0.code == .receivedAhead })
        #expect(report.isSafe)
        let received = try #require(report.coordinates.first { $0.kind == .received })
        #expect(received.use == .never)
        #expect(received.meaning.contains("the same place here"))
    }

    @Test func `encrypted volumes, step 5: Master_Log_File with Read_Master_Log_Pos is what had come`() throws {
        let text = try excerpt("mariadb-10.11-sql-stopped-behind.txt", "Master_Log_File", "Read_Master_Log_Pos")
        let report = try report(text)
        let found = try finding(.receivedOnly, of: report)
        #expect(found.severity == .wrong)
        #expect(found.advice?.contains("Relay_Master_Log_File") == true)
        #expect(!report.isSafe)
        #expect(report.coordinates.allSatisfy { $0.use == .never })
    }

    @Test func `the distance that such a replica would never get is told`() throws {
        let report = try report(saved("mysql-9.7-gtid-stopped-behind.txt"))
        let found = report.findings.filter { $0.code == .receivedAhead }
        #expect(
            found.map(\.message) == [
                "more had come than was executed: 554 bytes",
                "2 transactions had come and were not executed: 9672372a-e5c9-11f1-bcc0-02fc00000001:15-16",
            ]
        )
        #expect(found.first?.advice == "begin at the executed place, binlog.000005:1031, never at binlog.000005:1585")
        #expect(report.start?.file?.description == "binlog.000005:1031")
    }

    @Test func `an applier that ran when the text was saved has moved on`() throws {
        for name in ["mysql-9.7-running.txt", "mariadb-10.11-running.txt", "mysql-9.7-delayed.txt"] {
            let report = try report(saved(name))
            #expect(try finding(.applierRunning, of: report).severity == .wrong)
            #expect(!report.isSafe)
            #expect(report.coordinates.first { $0.kind == .executed }?.use == .unproved)
        }
    }

    @Test func `an excerpt that leaves the threads out proves nothing, and says so`() throws {
        let text = try excerpt("mariadb-10.11-stopped.txt", "Relay_Master_Log_File", "Exec_Master_Log_Pos")
        let report = try report(text)
        #expect(try finding(.applierUnknown, of: report).severity == .wrong)
        #expect(!report.isSafe)
        let whole = try excerpt(
            "mariadb-10.11-stopped.txt",
            "Relay_Master_Log_File",
            "Exec_Master_Log_Pos",
            "Slave_SQL_Running"
        )
        #expect(try self.report(whole).isSafe)
    }

    @Test func `encrypted volumes, excerpt: MariaDB's GTID is there and unused`() throws {
        // Using_Gtid: Slave_Pos beside Gtid_IO_Pos, while the guide copies file and offset.
        let report = try report(saved("mariadb-10.11-stopped.txt"))
        let found = try finding(.gtidUnused, of: report)
        #expect(found.advice?.contains("mysql.rds_set_external_master_gtid") == true)
        // All that had come was executed, so that what had come is what was executed.
        #expect(report.start?.gtid?.description == "0-2101-6")
        let behind = try self.report(saved("mariadb-10.11-sql-stopped-behind.txt"))
        #expect(behind.start?.gtid == nil)
        #expect(try finding(.gtidOnlyReceived, of: behind).advice?.contains("@@GLOBAL.gtid_slave_pos") == true)
    }

    @Test func `MySQL's GTIDs are there and unused`() throws {
        let report = try report(saved("mysql-9.7-gtid-unused.txt"))
        #expect(try finding(.gtidUnused, of: report).message.contains("Auto_Position"))
        #expect(!(try self.report(saved("mysql-9.7-gtid-running.txt"))).findings.contains { $0.code == .gtidUnused })
    }

    @Test func `encrypted volumes, step 2: retention belongs on the server that the new replica reads from`() throws {
        let report = try report(saved("mysql-9.7-stopped.txt"))
        let found = try finding(.retention, of: report)
        #expect(found.message.contains("the log of 127.0.0.1:"))
        #expect(found.advice?.contains("not on this replica") == true)
    }

    @Test func `RDS Classic to VPC, steps 8 and 14: a lag of 0 seconds is no proof`() throws {
        let report = try report(saved("mariadb-10.11-running.txt"))
        #expect(try finding(.secondsAreNoProof, of: report).message.contains("Seconds_Behind_Master 0"))
    }

    @Test func `RDS Classic to VPC, step 5: a stream without TLS is told`() throws {
        #expect(try finding(.plainText, of: report(saved("mariadb-10.11-stopped.txt"))).severity == .warning)
        #expect(!(try report(saved("mysql-9.7-stopped.txt"))).findings.contains { $0.code == .plainText })
    }

    @Test func `HC-106 an offset beyond 4 GiB cannot be begun at by file`() throws {
        let text = """
            Relay_Master_Log_File: binlog.000007
            Exec_Master_Log_Pos: 4294967296
            Slave_SQL_Running: No
            """
        #expect(try finding(.beyond4GiB, of: report(text)).severity == .warning)
        let below = try report(text.replacing("4294967296", with: "4294967295"))
        #expect(!below.findings.contains { $0.code == .beyond4GiB })
        // HC-107: offsets beyond 2 GiB are not negative.
        #expect(below.start?.file?.offset == 4_294_967_295)
    }
}
