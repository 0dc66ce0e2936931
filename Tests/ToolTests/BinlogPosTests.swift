// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// `binlogpos`, as it was built beside the tests.
private let binlogpos = Tool("binlogpos")

/// The path of a saved status.
private func saved(_ name: String) -> String {
    Fixture.folder + "/status/" + name
}

struct BinlogPosTests {
    private static let set = "9672372a-e5c9-11f1-bcc0-02fc00000001:1-14:sales:1,9d58bfc0-e5c9-11f1-a7b6-02fc00000001:1"

    @Test func `a safe place is told with status 0, what is not proved with 5, what is not known with 1`() throws {
        let safe = try binlogpos.run(["parse", saved("mysql-9.7-gtid-stopped-behind.txt")])
        #expect(safe.status == 0, "\(safe.errorText)")
        #expect(safe.text.contains("  begin here  binlog.000005:1031\n"))
        #expect(safe.text.contains("  never here  binlog.000005:1585\n"))
        #expect(safe.text.contains("safe: begin by GTIDs \(BinlogPosTests.set), or by file binlog.000005:1031\n"))
        #expect(!safe.text.contains("\u{1b}"))
        let running = try binlogpos.run(["parse", saved("mysql-9.7-running.txt")])
        #expect(running.status == 5)
        #expect(running.text.contains("NOT SAFE: no place here is proved to be one to begin at\n"))
        let nothing = try binlogpos.run(["parse", "-"], input: Array("hello\n".utf8))
        #expect(nothing.status == 1)
        #expect(nothing.errorText.hasPrefix("binlogpos: standard input: no status of a replica"))
        let missing = try binlogpos.run(["parse", "/nowhere/status.txt"])
        #expect(missing.status == 1)
        #expect(missing.errorText.contains("/nowhere/status.txt: cannot be opened"))
        #expect(try binlogpos.run(["parse"]).status == 2)
    }

    @Test func `standard input and colours`() throws {
        let text = Array(try Data(contentsOf: URL(filePath: saved("mysql-9.7-stopped.txt"))))
        let plain = try binlogpos.run(["parse", "-"], input: text)
        #expect(plain.status == 0)
        let coloured = try binlogpos.run(["parse", "--color", "always", "-"], input: text)
        #expect(coloured.text.contains("\u{1b}[32mbegin here\u{1b}[0m"))
        #expect(coloured.text.replacing(#/\u{1b}\[[0-9;]*m/#, with: "") == plain.text)
        #expect(plain.text.split(separator: "\n").allSatisfy { $0.count <= 130 })
    }

    @Test func `JSON tells the same, and a safe place as a record`() throws {
        let result = try binlogpos.run(["parse", "--format", "json", saved("mysql-9.7-gtid-stopped-behind.txt")])
        #expect(result.status == 0)
        let object = try JSONLine(result.text)
        #expect(object.fields["safe"] as? Bool == true)
        #expect(object.string("notation") == "vertical")
        let channel = try #require((object.fields["channels"] as? [[String: Any]])?.first)
        let start = try #require(channel["start"] as? [String: Any])
        #expect(start["file"] as? String == "binlog.000005")
        #expect(start["position"] as? Int == 1031)
        #expect(start["gtid"] as? String == BinlogPosTests.set)
        #expect((start["source"] as? [String: Any])?["serverID"] as? Int == 1101)
        let codes = (channel["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
        #expect(codes?.contains("received-ahead") == true)
        // What is not safe has no place for a program to take.
        let running = try binlogpos.run(["parse", "--format", "json", saved("mysql-9.7-running.txt")])
        #expect(running.status == 5)
        #expect(!running.text.contains("\"start\" : {"))
        // And emit takes what parse wrote.
        let emitted = try binlogpos.run(
            ["emit", "--dialect", "mysql84", "--source-host", "db1", "--method", "file", "--from", "-"],
            input: Array(result.text.utf8)
        )
        #expect(emitted.status == 0, "\(emitted.errorText)")
        #expect(emitted.text.contains("SOURCE_LOG_FILE='binlog.000005',\n    SOURCE_LOG_POS=1031,"))
    }

    @Test func `arithmetic of GTIDs`() throws {
        func run(_ arguments: String..., input: String = "") throws -> ChildResult {
            try binlogpos.run(["gtid"] + arguments, input: Array(input.utf8))
        }
        let a = "896e7882-18fe-11ef-ab88-22222d34d411"
        #expect(try run("subtract", "\(a):1-10", "\(a):3-4").text == "\(a):1-2:5-10\n")
        #expect(try run("union", "\(a):1-2", "-", input: "@@gtid_executed\n\(a):3-9\n").text == "\(a):1-9\n")
        #expect(try run("intersect", "0-1-5,1-1-7", "0-1-9").text == "0-1-5\n")
        #expect(try run("contains", "\(a):1-10", "\(a):2").status == 0)
        let lacking = try run("contains", "\(a):1-10", "\(a):9-11")
        #expect(lacking.status == 5)
        #expect(lacking.text == "no, missing: \(a):11\n")
        #expect(try run("count", "\(a):1-10:tag:1").text == "11\n")
        #expect(try run("count", "\(a):1-10", "\(a):1-3").text == "7\n")
        #expect(try run("count", "\(a):1-10", "").text == "10\n")
        let mixed = try run("union", "\(a):1", "0-1-5")
        #expect(mixed.status == 5)
        #expect(mixed.errorText.contains("neither server knows the other's GTIDs"))
        let wrong = try run("union", "\(a):1", "nonsense")
        #expect(wrong.status == 2)
        #expect(wrong.errorText.hasPrefix("binlogpos: 'nonsense': no UUID here"))
        #expect(try run("union", "-", "-").status == 2)
    }

    @Test func `statements come from a status, a dump or options`() throws {
        let status = saved("mariadb-11.8-two-sources-stopped-one-behind.txt")
        let several = try binlogpos.run(["emit", "--dialect", "mariadb", "--from", status])
        #expect(several.status == 2)
        #expect(several.errorText.contains("choose by --channel or --log"))
        let west = try binlogpos.run(
            [
                "emit", "--dialect", "mariadb", "--from", status, "--channel", "west", "--as-channel", "", "--only",
                "set",
            ]
        )
        #expect(west.status == 0, "\(west.errorText)")
        #expect(west.text.contains("SET GLOBAL gtid_slave_pos='1-3101-6,2-3102-6';\n"))
        #expect(west.text.contains("CHANGE MASTER TO\n"))
        #expect(west.errorText.contains("warning: Gtid_Slave_Pos is the place of all connections together"))
        let dump = try binlogpos.run(
            [
                "emit", "--dialect", "aurora3", "--source-host", "db1", "--from",
                saved("mysql-9.7-dump-without-gtid.sql"), "--only", "set",
            ]
        )
        #expect(dump.text.contains("CALL mysql.rds_set_external_source(\n    'db1',\n    3306,\n    'repl',\n"))
        let given = try binlogpos.run(
            ["emit", "--dialect=mysql57", "--source-host=db1", "--position=mysql-bin.000003:107", "--format=json"]
        )
        #expect(try JSONLine(given.text).string("method") == "file")
    }

    @Test func `what parse refuses, emit does not write`() throws {
        let arguments = ["emit", "--dialect", "mysql84", "--from", saved("mysql-9.7-running.txt")]
        let refused = try binlogpos.run(arguments)
        #expect(refused.status == 5)
        #expect(refused.text == "")
        #expect(refused.errorText.contains("WRONG: the applier (Replica_SQL_Running) was running"))
        let forced = try binlogpos.run(arguments + ["--force", "--method", "file"])
        #expect(forced.status == 0)
        #expect(forced.text.contains("SOURCE_LOG_FILE='binlog.000002',\n    SOURCE_LOG_POS=877,"))
    }

    @Test(arguments: [
        (["emit"], "--dialect"), (["emit", "--dialect", "oracle"], "oracle"),
        (["emit", "--dialect", "mysql84"], "where is replication to begin?"),
        (["emit", "--dialect", "mysql84", "--position", "4"], "--position takes FILE:OFFSET"),
        (["emit", "--dialect", "mysql84", "--position", "a.1:4"], "name it by --source-host"),
        (["gtid"], "Usage"), (["nonsense"], "nonsense"), (["gtid", "count"], "Missing expected argument"),
    ])
    func `a command line that asks for what there is not is told, with status 2`(
        _ arguments: [String],
        _ message: String
    ) throws {
        let result = try binlogpos.run(arguments)
        #expect(result.status == (arguments == ["gtid"] ? 0 : 2), "\(arguments)")
        #expect((result.errorText + result.text).localizedCaseInsensitiveContains(message), "\(result.errorText)")
    }

    @Test func `help and version are no errors`() throws {
        for arguments in [
            ["--help"], ["-?"], ["parse", "--help"], ["emit", "--help"], ["gtid", "contains", "--help"],
        ] {
            let result = try binlogpos.run(arguments)
            #expect(result.status == 0, "\(arguments)")
            #expect(result.text.contains("USAGE: binlogpos"))
        }
        #expect(try binlogpos.run(["--version"]).text.hasPrefix("binlogpos "))
    }
}
