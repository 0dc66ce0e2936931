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

    @Test(arguments: [
        ("mysql-9.7-shop", "5f112b00-e597-11f1-9575-02fc00000001:6106", ":1-6106", 720..<1153),
        ("mysql-9.7-compressed", "5f112b00-e597-11f1-9575-02fc00000001:6318", ":1-6318:sales:1-7", 570..<788),
        ("mariadb-11.8-shop", "0-26711-64", "0-26711-64", 837..<1243),
    ])
    func `places of files become GTIDs and the places again, and a time`(
        _ name: String,
        _ gtid: String,
        _ set: String,
        _ range: Range<Int>
    ) throws {
        let path = Fixture.folder + "/binlogs/\(name).binlog"
        func translate(_ place: String) throws -> JSONLine {
            let result = try binlogpos.run(["translate", place, "--format", "json", "--files", path])
            #expect(result.status == 0, "\(place): \(result.text)\(result.errorText)")
            return try JSONLine(result.text)
        }
        let first = try translate(gtid)
        let position = try #require(first.fields["position"] as? Int)
        #expect(range.contains(position))
        let back = try translate("\(name).binlog:\(position)")
        let gtids = try #require(back.string("gtid"))
        #expect(gtids.hasSuffix(set) && back.fields["mark"] as? [String: Int] == first.fields["mark"] as? [String: Int])
        #expect(try translate(gtids).fields["position"] as? Int == position)
        if let time = back.fields["time"] as? Int {
            #expect(try translate("@\(time)").fields["position"] as? Int == position)
        }
        // The tool's clock is UTC; all of the log is older.
        let end = try translate("2030-01-01 00:00:00")
        let verified = try binlogpos.run(
            ["verify", "\(name).binlog:\(end.fields["position"] as? Int ?? 0)", "--files", path]
        )
        #expect(verified.status == 0, "\(verified.text)")
        #expect(verified.text.contains("is the end of the log"))
        #expect(verified.text.contains("not proved, since files do not tell it"))
    }

    @Test func `HC-095 HC-104 sets with tags, in any case and with line ends, come out in one form`() throws {
        let text =
            "896e7882-18fe-11ef-ab88-22222d34d411:1-4:aaaa:1:abc:1-3:x:1,896e7882-18fe-11ef-ab88-22222d34d412:1-2"
        let untidy = text.uppercased().replacing(",", with: ",\n  ")
        #expect(try binlogpos.run(["gtid", "union", untidy, ""]).text == text + "\n")
        #expect(try binlogpos.run(["gtid", "count", text]).text == "11\n")
        let rest = try binlogpos.run(["gtid", "subtract", text, "896e7882-18fe-11ef-ab88-22222d34d411:2-3:abc:2"]).text
        #expect(rest == text.replacing("411:1-4:", with: "411:1:4:").replacing("abc:1-3", with: "abc:1:3") + "\n")
    }

    @Test func `HC-107 offsets beyond 2 GiB go through as they are`() throws {
        let emitted = try binlogpos.run(
            ["emit", "--dialect", "mysql84", "--source-host", "db1", "--position", "mysql-bin.000003:3122794731"]
        )
        #expect(emitted.status == 0 && emitted.text.contains("SOURCE_LOG_POS=3122794731,"), "\(emitted.text)")
    }

    @Test func `a file that is cut is judged up to there, with status 0 for places in the whole part`() throws {
        let whole = try Data(contentsOf: URL(filePath: Fixture.folder + "/binlogs/mysql-9.7-shop.binlog"))
        let file = FileManager.default.temporaryDirectory.appending(path: "cut-\(UUID().uuidString).000001")
        try whole.prefix(whole.count - 7).write(to: file)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: file) } }
        let path = file.path(percentEncoded: false)
        let name = file.lastPathComponent
        let end = try binlogpos.run(["translate", "2030-01-01 00:00:00", "--files", path, "--format", "json"])
        #expect(end.status == 0, "\(end.text)\(end.errorText)")
        let position = try #require(try JSONLine(end.text).fields["position"] as? Int)
        let verified = try binlogpos.run(["verify", "\(name):\(position)", "--files", path])
        #expect(verified.status == 0 && verified.text.contains("\(name) is cut at "), "\(verified.text)")
        let beyond = try binlogpos.run(["verify", "\(name):\(whole.count)", "--files", path, "--format", "json"])
        #expect(beyond.status == 5 && beyond.text.contains("is behind the whole events of the file"), "\(beyond.text)")
    }

    @Test func `verify on files tells right from wrong, and whether a target can apply the log`() throws {
        let folder = Fixture.folder + "/binlogs/"
        func verify(_ place: String, _ more: String...) throws -> ChildResult {
            let options = ["--files", folder + "mariadb-11.8-shop.binlog"]
            return try binlogpos.run(["verify", "mariadb-11.8-shop.binlog:" + place] + more + options)
        }
        #expect(try verify("4").status == 0)
        let within = try verify("500")
        #expect(within.status == 5 && within.text.contains("is within an event"))
        #expect(try verify("9999999").text.contains("is behind the end of the file"))
        let closed = try verify("4", "--target-version", "8.4.3")
        #expect(closed.status == 5 && closed.text.contains("row events of version 1"))
        let open = try verify("4", "--target-version", "11.8.6-MariaDB")
        #expect(open.status == 0 && open.text.contains("not compared, since it was not asked"))
        let missing = try binlogpos.run(["verify", "other.000001:4", "--files", folder + "mariadb-11.8-shop.binlog"])
        #expect(missing.status == 5 && missing.text.contains("is not among the files"))
        let several = try binlogpos.run(
            ["verify", "a.000001:4", "--files", folder + "mariadb-11.8-shop.binlog", folder + "mysql-9.7-shop.binlog"]
        )
        #expect(several.status == 2 && several.errorText.contains("these are files of several logs"))
        #expect(try binlogpos.run(["verify", "a.000001:4", "--files", "/nowhere"]).status == 1)
        #expect(try binlogpos.run(["verify", "a.1:4", "--files", "x", "--source", "mysql://a@b"]).status == 2)
        // One log and itself: every transaction that differs from the others is found again.
        let path = folder + "mysql-9.7-shop.binlog"
        let matched = try binlogpos.run(["translate", "mysql-9.7-shop.binlog:4", "--files", path, "--to-files", path])
        #expect(matched.text.contains("to MySQL with server_id"), "\(matched.text)\(matched.errorText)")
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
            ["--help"], ["-?"], ["parse", "--help"], ["emit", "--help"], ["translate", "--help"],
            ["gtid", "errant", "--help"], ["gtid", "contains", "--help"],
        ] {
            let result = try binlogpos.run(arguments)
            #expect(result.status == 0, "\(arguments)")
            #expect(result.text.contains("USAGE: binlogpos"))
        }
        #expect(try binlogpos.run(["--version"]).text.hasPrefix("binlogpos "))
    }
}
