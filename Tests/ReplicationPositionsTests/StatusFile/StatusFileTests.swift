// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import ReplicationPositions
import Testing

struct StatusFileTests {
    /// What a saved status of one channel tells.
    struct Expected: Sendable {
        let name: String
        let executed: String
        let received: String
        let threads: [ReplicaStatus.ThreadState]
        let flavour: ServerFlavour
        var gtid: String?
    }

    private static let uuid = "9672372a-e5c9-11f1-bcc0-02fc00000001"
    private static let own = "9d58bfc0-e5c9-11f1-a7b6-02fc00000001"

    static let statuses = [
        Expected(
            name: "mysql-9.7-running.txt",
            executed: "binlog.000002:877",
            received: "binlog.000002:877",
            threads: [.running, .running],
            flavour: .mysql
        ),
        Expected(
            name: "mysql-9.7-stopped.txt",
            executed: "binlog.000002:877",
            received: "binlog.000002:877",
            threads: [.stopped, .stopped],
            flavour: .mysql
        ),
        Expected(
            name: "mysql-9.7-gtid-stopped-behind.txt",
            executed: "binlog.000005:1031",
            received: "binlog.000005:1585",
            threads: [.stopped, .stopped],
            flavour: .mysql,
            gtid: "\(uuid):1-14:sales:1,\(own):1"
        ),
        Expected(
            name: "mysql-9.7-broken.txt",
            executed: "binlog.000003:475",
            received: "binlog.000003:721",
            threads: [.running, .stopped],
            flavour: .mysql,
            gtid: "\(uuid):1-10"
        ),
        Expected(
            name: "mysql-9.7-connecting.txt",
            executed: "binlog.000003:721",
            received: "binlog.000003:721",
            threads: [.connecting, .running],
            flavour: .mysql
        ),
        Expected(
            name: "mariadb-10.11-sql-stopped-behind.txt",
            executed: "binlog.000002:601",
            received: "binlog.000003:603",
            threads: [.running, .stopped],
            flavour: .mariaDB
        ),
        Expected(
            name: "mariadb-10.11-all-sql-stopped-behind.txt",
            executed: "binlog.000002:601",
            received: "binlog.000003:603",
            threads: [.running, .stopped],
            flavour: .mariaDB,
            gtid: "0-2101-6"
        ),
        Expected(
            name: "mariadb-10.11-broken.txt",
            executed: "binlog.000003:802",
            received: "binlog.000003:991",
            threads: [.running, .stopped],
            flavour: .mariaDB
        ),
        Expected(
            name: "mariadb-11.8-one-of-two.txt",
            executed: "binlog.000002:601",
            received: "binlog.000002:601",
            threads: [.running, .running],
            flavour: .mariaDB
        ),
    ]

    @Test(arguments: statuses)
    func `a captured status tells its pairs, threads and GTIDs`(_ expected: Expected) throws {
        let file = try status(expected.name)
        #expect(file.notation == .vertical)
        #expect(file.starts.isEmpty)
        try #require(file.replicas.count == 1)
        let replica = file.replicas[0]
        #expect(replica.executed?.description == expected.executed)
        #expect(replica.received?.description == expected.received)
        #expect([replica.receiver, replica.applier] == expected.threads)
        #expect(replica.flavour == expected.flavour)
        #expect(replica.host == "127.0.0.1")
        #expect(replica.user == "repl")
        guard let gtid = expected.gtid else { return }
        switch expected.flavour {
        case .mysql: #expect(try replica.executedGTIDs()?.description == gtid)
        case .mariaDB: #expect(try replica.executedGTIDPosition()?.description == gtid)
        }
    }

    /// One status of one server at one moment, in several notations.
    static let notations: [(String, [(String, StatusFile.Notation)])] = [
        (
            "mysql-9.7-gtid-stopped-behind.txt",
            [
                ("mysql-9.7-gtid-stopped-behind-table.txt", .table),
                ("mysql-9.7-gtid-stopped-behind-batch.tsv", .tabbed),
                ("mysql-9.7-gtid-stopped-behind-raw.tsv", .tabbed), ("mysql-9.7-gtid-stopped-behind.xml", .xml),
            ]
        ),
        (
            "mariadb-10.11-broken.txt",
            [
                ("mariadb-10.11-broken-table.txt", .table), ("mariadb-10.11-broken-batch.tsv", .tabbed),
                ("mariadb-10.11-broken.xml", .xml),
            ]
        ),
        ("mysql-9.7-two-channels.txt", [("mysql-9.7-two-channels.xml", .xml)]),
        (
            "mariadb-11.8-two-sources-running.txt",
            [("mariadb-11.8-two-sources-batch.tsv", .tabbed), ("mariadb-11.8-two-sources.xml", .xml)]
        ),
        ("mariadb-11.8-two-sources-one-broken.txt", [("mariadb-11.8-two-sources-one-broken-table.txt", .table)]),
    ]

    @Test(arguments: notations)
    func `every notation of a status tells the same`(_ name: String, _ others: [(String, StatusFile.Notation)]) throws {
        let vertical = try status(name)
        #expect(vertical.notation == .vertical)
        try #require(!vertical.replicas.isEmpty)
        for (other, notation) in others {
            let file = try status(other)
            #expect(file.notation == notation, "\(other)")
            try #require(file.replicas.count == vertical.replicas.count, "\(other)")
            for (mine, theirs) in zip(vertical.replicas, file.replicas) {
                try #require(mine.row.fields.map(\.name) == theirs.row.fields.map(\.name), "\(other)")
                for (left, right) in zip(mine.row.fields, theirs.row.fields) {
                    #expect((left.value ?? "") == (right.value ?? ""), "\(other): \(left.name)")
                }
            }
        }
    }

    @Test func `tabs and XML of one moment tell the same`() throws {
        let rows = try ["mysql-9.7-gtid-broken-batch.tsv", "mysql-9.7-gtid-broken.xml"].map { try status($0).replicas }
        #expect(rows[0].map(\.executed) == rows[1].map(\.executed))
        #expect(rows[0].first?.applierFailure == rows[1].first?.applierFailure)
        #expect(rows[0].first?.applierFailure?.number == 1050)
    }

    @Test func `an error of several lines stays whole, whatever its lines look like`() throws {
        let failure = try #require(try status("mariadb-10.11-broken.txt").replicas.first?.applierFailure)
        #expect(failure.number == 1062)
        #expect(failure.message.hasPrefix("Error 'Duplicate entry '30' for key 'PRIMARY'' on query."))
        #expect(failure.message.hasSuffix("Query: 'insert into srct.stock\n  \n  values (30,\n          31)'"))
        let text = """
                        Master_Log_File: binlog.000003
                    Read_Master_Log_Pos: 900
                  Relay_Master_Log_File: binlog.000002
                      Slave_SQL_Running: No
                         Last_SQL_Error: Error on query: 'insert
            Exec_Master_Log_Pos: 7
            Relay_Master_Log_File: other.000001'
                    Exec_Master_Log_Pos: 601
            """
        let replica = try #require(StatusFile(text).replicas.first)
        #expect(replica.executed?.description == "binlog.000002:601")
        #expect(replica.row["last_sql_error"]?.hasSuffix("other.000001'") == true)
    }

    @Test func `channels and connections each have their row`() throws {
        let mysql = try status("mysql-9.7-two-channels.txt").replicas
        #expect(mysql.map(\.channel) == [nil, "spare"])
        #expect(mysql.map(\.applier) == [.running, .stopped])
        let mariaDB = try status("mariadb-11.8-two-sources-one-broken.txt").replicas
        #expect(mariaDB.map(\.channel) == ["east", "west"])
        #expect(mariaDB.map { $0.executed?.description } == ["binlog.000001:325", "binlog.000002:601"])
        #expect(mariaDB[0].applierFailure?.number == 1396)
        #expect(try mariaDB[0].executedGTIDPosition()?.description == "2-3102-6")
    }

    @Test func `the end of a binary log is told in every notation`() throws {
        let set = "\(StatusFileTests.uuid):1-16:sales:1,\(StatusFileTests.own):1"
        for name in ["-table.txt", ".tsv", ".xml"] {
            let starts = try status("mysql-9.7-gtid-binary-log-status" + name).starts
            try #require(starts.count == 1, "\(name)")
            #expect(starts[0].file?.description == "binlog.000003:1799")
            #expect(try starts[0].executed()?.description == set)
            #expect(starts[0].log == .own)
        }
        #expect(try status("mysql-9.7-binary-log-status.txt").starts.first?.file?.description == "binlog.000002:877")
        #expect(try status("mariadb-10.11-binlog-status.tsv").starts.first?.file?.description == "binlog.000002:601")
        #expect(
            try status("mariadb-11.8-master-status-table.txt").starts.first?.file?.description == "binlog.000002:601"
        )
    }

    @Test func `every captured text is recognised`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Fixture.folder + "/status")
        #expect(names.count > 50)
        for name in names.sorted() {
            let file = try status(name)
            #expect(!file.isEmpty && file.notation != .unknown, "\(name)")
            _ = PositionReport(file)
        }
    }

    @Test func `Windows line ends, a byte order mark and UTF-16 make no difference`() throws {
        let text = try saved("mysql-9.7-gtid-stopped-behind.txt")
        let plain = StatusFile(text)
        #expect(StatusFile(text.replacing("\n", with: "\r\n")) == plain)
        #expect(StatusFile(bytes: [0xef, 0xbb, 0xbf] + Array(text.utf8)) == plain)
        let units = Array(text.utf16)
        #expect(StatusFile(bytes: [0xff, 0xfe] + units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }) == plain)
        #expect(StatusFile(bytes: [0xfe, 0xff] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }) == plain)
    }

    @Test func `text that is none of it is empty, cut anywhere too`() throws {
        for text in [
            "", "\n", "hello", "File: x", "{", "{}", "[1, 2]", "<row>", "+-+\n| a |", "a\tb\n1\t2", "Position: 4",
        ] {
            #expect(StatusFile(text).isEmpty, "\(text)")
        }
        for name in ["mysql-9.7-gtid-stopped-behind.xml", "mysql-9.7-gtid-stopped-behind-table.txt"] {
            let whole = Array(try saved(name).utf8)
            for count in stride(from: 0, to: whole.count, by: 97) {
                _ = PositionReport(StatusFile(bytes: Array(whole.prefix(count))))
            }
        }
    }
}
