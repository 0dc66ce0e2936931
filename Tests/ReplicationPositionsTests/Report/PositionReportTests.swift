// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

struct PositionReportTests {
    private func report(_ name: String) throws -> PositionReport {
        PositionReport(try status(name))
    }

    private func codes(_ report: ChannelReport) -> Set<PositionFinding.Code> {
        Set(report.findings.map(\.code))
    }

    @Test func `a stopped replica gives its source, its file and its GTIDs to begin with`() throws {
        let report = try report("mysql-9.7-gtid-stopped-behind.txt")
        #expect(report.isSafe)
        let start = try #require(report.channels.first?.start)
        #expect(start.flavour == .mysql)
        #expect(start.host == "127.0.0.1")
        #expect(start.serverID == 1101)
        #expect(start.uuid?.description == "9672372a-e5c9-11f1-bcc0-02fc00000001")
        #expect(start.file?.description == "binlog.000005:1031")
        #expect(
            start.gtid?.description
                == "9672372a-e5c9-11f1-bcc0-02fc00000001:1-14:sales:1,9d58bfc0-e5c9-11f1-a7b6-02fc00000001:1"
        )
        let record = try #require(start.record)
        #expect(try StartPoint(record).file == start.file)
        #expect(try StartPoint(record).gtid == start.gtid)
    }

    @Test func `an error of the applier is told, and the place before it is safe`() throws {
        let report = try #require(try report("mariadb-10.11-broken.txt").channels.first)
        #expect(report.isSafe)
        #expect(codes(report).isSuperset(of: [.applierFailed, .receivedAhead]))
        #expect(!codes(report).contains(.possibleGaps))
        let workers = try #require(try self.report("mysql-9.7-broken.txt").channels.first)
        #expect(codes(workers).isSuperset(of: [.applierFailed, .possibleGaps]))
        #expect(workers.start?.file?.description == "binlog.000003:475")
    }

    @Test func `a receiver that cannot connect and a delay are told`() throws {
        #expect(codes(try report("mysql-9.7-connecting.txt").channels[0]).contains(.receiverFailed))
        #expect(codes(try report("mariadb-10.11-connecting.txt").channels[0]).contains(.receiverFailed))
        #expect(codes(try report("mysql-9.7-delayed.txt").channels[0]).contains(.delayed))
        #expect(codes(try report("mariadb-10.11-delayed.txt").channels[0]).contains(.delayed))
    }

    @Test func `a channel that was set up and never ran is no place to begin at`() throws {
        let report = try report("mysql-9.7-two-channels.txt")
        #expect(report.channels.map(\.channel) == [nil, "spare"])
        #expect(codes(report.channels[1]).contains(.neverStarted))
        #expect(report.channels[1].start?.file == nil)
        #expect(!report.isSafe)
    }

    @Test func `each connection of MariaDB has a place of its own, and GTIDs in common`() throws {
        let report = try report("mariadb-11.8-two-sources-stopped-one-behind.txt")
        #expect(report.isSafe)
        #expect(report.channels.map { $0.start?.file?.description } == ["binlog.000002:601", "binlog.000002:601"])
        #expect(report.channels.map { $0.start?.gtid?.description } == ["1-3101-6,2-3102-6", "1-3101-6,2-3102-6"])
        #expect(report.channels.allSatisfy { codes($0).contains(.gtidOfAllConnections) })
        let broken = try self.report("mariadb-11.8-two-sources-one-broken.txt")
        #expect(broken.channels.map(\.isSafe) == [true, false])
    }

    @Test func `filters, skipped events and an end that was set are told`() throws {
        let text = try saved("mysql-9.7-stopped.txt")
            .replacing("Replicate_Do_DB: ", with: "Replicate_Do_DB: shop")
            .replacing("Skip_Counter: 0", with: "Skip_Counter: 2")
            .replacing("Until_Condition: None", with: "Until_Condition: Source")
        let report = PositionReport(StatusFile(text)).channels[0]
        #expect(codes(report).isSuperset(of: [.filtered, .skipping, .until]))
        #expect(report.findings.first { $0.code == .filtered }?.message.contains("Replicate_Do_DB shop") == true)
    }

    @Test func `a GTID set that was cut is wrong`() throws {
        let text = try saved("mysql-9.7-gtid-stopped-behind.txt").replacing("02fc00000001:1-14", with: "02fc0000")
        let report = PositionReport(StatusFile(text)).channels[0]
        #expect(codes(report).contains(.gtidUnreadable))
        #expect(!report.isSafe)
    }

    @Test func `a server's own log beside its source's are two things`() throws {
        let both = StatusFile(try saved("mysql-9.7-stopped.txt") + saved("mysql-9.7-gtid-binary-log-status-table.txt"))
        let report = PositionReport(both)
        #expect(report.findings.map(\.code) == [.twoLogs])
        #expect(codes(report.channels[1]).isSuperset(of: [.ownLog, .momentUnknown]))
    }

    @Test func `findings stand in the order of what they matter`() throws {
        let severities = try report("mariadb-10.11-running.txt").channels[0].findings.map(\.severity)
        let order: [PositionFinding.Severity] = [.wrong, .warning, .note]
        #expect(severities == order.flatMap { severity in severities.filter { $0 == severity } })
        #expect(Set(severities) == Set(order))
    }

    @Test func `nothing at all is not safe`() {
        #expect(!PositionReport(StatusFile("")).isSafe)
    }
}
