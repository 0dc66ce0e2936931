// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct FailureTests {
    private func shop() throws -> [UInt8] { try #require(Fixture.named("mysql-9.7-shop")).bytes() }

    /// Logs of the corpus that cannot be read: where, what is wrong, and what to do.
    private static let damaged = [
        (
            "mariadb-mtr/10.6.28m__binlog_invalid_row_v2_tag.001",
            "WRITE_ROWS_V2 event at position 256: the event is malformed: ", "; to read on behind it: --start-position "
        ),
        (
            "mysql-mtr/5.0.46__corrupt-relay-bin.000624", "QUERY event at position 91204: the event is malformed: ",
            "; to read on behind it: --start-position 91375"
        ),
        (
            "mysql-mtr/5.1.17__ver_5_1_17.001", "PRE_GA_WRITE_ROWS event at position 461: ",
            "row events of MySQL 5.1.0 to 5.1.15 are not supported; their layout was never released"
        ),
        (
            "mysql-mtr/8.0.30__recovery_duplicate_xid.000001",
            "XID event at position 672: the checksum 0x993a46f5 is not that of the event (0x17b54116); the file is damaged",
            "; --skip-verify-binlog-checksum reads it all the same"
        ),
        (
            "mysql-mtr/8.0.30__recovery_malformed_xid_xa_commit.000001",
            "QUERY event at position 889: the checksum 0x5b374397 is not that of the event (0x6a22714e); ",
            "--skip-verify-binlog-checksum reads it all the same"
        ),
        (
            "mysql-mtr/x__binlog_truncated_event.000001",
            "position 4: the file ends within an event header (10 of 19 bytes); ",
            "the server was killed while writing it, or the copy is not complete"
        ),
        (
            "mysql-mtr/x__rpl_nogtid_encryption_master-bin.000002",
            "position 0: the file is encrypted by MySQL (binlog_encryption); ",
            "give the server's keyring file (--mysql-keyring FILE), or read it from the server, which sends it decrypted"
        ),
        (
            "projects/alibaba_canal/x__mysql-bin.000001",
            "position 0: not a binlog: it begins with 0xefbfbd62 instead of 0xfe62696e; ",
            "was the file converted or cut?"
        ),
        (
            "projects/meituan-dianping_myflash/5.6.23__binlog_output_base.flashback",
            "TABLE_MAP event at position 120: the checksum ", "--skip-verify-binlog-checksum reads it all the same"
        ),
        (
            "projects/zalora_binlog-parser/x__mysql-bin.04", "position 0: the file is empty; ",
            "a binlog begins with 4 magic bytes"
        ),
    ]

    @Test(.enabled(if: Corpus.isHere, "there is no corpus here"), arguments: damaged)
    func `a damaged log is told with file, place, cause and advice`(
        _ name: String,
        _ beginning: String,
        _ end: String
    ) throws {
        let path = Corpus.folder + "/" + name
        for format in ["text", "json", "none"] {
            let result = try binlogtail.run(["--format", format, path])
            #expect(result.status == 1)
            #expect(result.errorText.hasPrefix("binlogtail: \(path): \(beginning)"), "\(result.errorText)")
            #expect(result.errorText.contains(end), "\(result.errorText)")
            #expect(!result.errorText.contains("\n"))
        }
    }

    @Test(.enabled(if: Corpus.isHere, "there is no corpus here"))
    func `every other log of the corpus is read to its end`() throws {
        let damaged = Set(FailureTests.damaged.map(\.0))
        for entry in Corpus.entries where !damaged.contains(entry.name) {
            #expect(try binlogtail.run(["--format", "none", entry.path]).status == 0, "\(entry)")
        }
    }

    @Test
    func `a damaged byte is told by its checksum, and read over where that is asked for`() throws {
        var bytes = try shop()
        let event = try #require(MemoryLog(bytes).events.first { bytes[$0.lowerBound + 4] == EventType.xid.rawValue })
        bytes[event.lowerBound] ^= 1
        let strict = try binlogtail.run(["-"], input: bytes)
        #expect(strict.status == 1)
        #expect(strict.errorText.hasPrefix("binlogtail: standard input: XID event at position \(event.lowerBound): "))
        for options in [
            ["--skip-verify-binlog-checksum"], ["--verify-binlog-checksum=0"], ["--verify_binlog_checksum=OFF"],
        ] {
            #expect(try binlogtail.run(options + ["-"], input: bytes).status == 0)
        }
        for options in [["-c"], ["--verify-binlog-checksum"], ["--verify-binlog-checksum=1"]] {
            #expect(try binlogtail.run(options + ["-"], input: bytes).status == 1)
        }
    }

    @Test
    func `what comes before the damage is written`() throws {
        let bytes = try shop()
        let result = try binlogtail.run(["-"], input: Array(bytes.dropLast(20)))
        #expect(result.status == 1)
        let whole = try lines("-", input: bytes)
        #expect(result.text.split(separator: "\n").map(String.init) == whole)
        #expect(result.errorText.contains("the server was killed while writing it, or the copy is not complete"))
    }

    @Test(arguments: ["json", "text"])
    func `rows in front of a damaged one are whole lines, and nothing of it is written`(format: String) throws {
        var bytes = try shop()
        let name = Array("\u{a}林 美咲".utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
        bytes[place] = 0xff
        let result = try binlogtail.run(["--format", format, "--skip-verify-binlog-checksum", "-"], input: bytes)
        #expect(result.status == 1)
        #expect(result.errorText.contains("WRITE_ROWS_V2 event at position 1882: the value of column 2 is malformed: "))
        let lines = result.text.split(separator: "\n")
        #expect(lines.count { $0.contains("@example.org") } == 2)
        #expect(lines.last?.contains("Łukasz Żółć") == true)
        if format == "json" { for line in lines { _ = try JSONLine(String(line)) } }
    }

    @Test
    func `no other file is read behind one that is damaged`() throws {
        let result = try binlogtail.run(["-", fixture("mysql-9.7-xa")], input: Array(try shop().dropLast(1)))
        #expect(result.status == 1)
        #expect(!result.text.contains("mysql-9.7-xa"))
    }

    @Test
    func `files that cannot be opened are told with why`() throws {
        let refusals = [
            "/nonexistent/log": "No such file or directory",
            "/tmp": "a folder without archive.json, which --raw writes: name the files in it",
        ]
        for (path, words) in refusals {
            let result = try binlogtail.run([path])
            #expect(result.status == 1)
            #expect(result.errorText == "binlogtail: \(path): \(words)")
        }
    }

    @Test
    func `events of unknown types end reading, or are left out where that is asked for`() throws {
        var log = SyntheticLog()
        log.append(EventType(rawValue: 99)) { $0.uint32(7) }
        log.append(.stop) { _ in }
        let stop = try binlogtail.run(["-"], input: log.bytes)
        #expect(stop.status == 1)
        #expect(
            stop.errorText.contains(
                "event type 99 is not known and not marked as ignorable; --on-unknown skip leaves it out"
            )
        )
        #expect(try binlogtail.run(["--on-unknown", "stop", "-"], input: log.bytes).status == 1)
        let skip = try binlogtail.run(["--on-unknown=skip", "--format=json", "-"], input: log.bytes)
        #expect(skip.status == 0)
        #expect(skip.errorText == "binlogtail: 1 event of an unknown type was skipped")
        let found = try skip.text.split(separator: "\n").map { try JSONLine(String($0)) }
        #expect(found.map { $0.string("event") } == ["FORMAT_DESCRIPTION", "TYPE_99", "STOP"])
        #expect(found[1].string("body") == "BwAAAA==")
    }

    @Test
    func `a reader that goes away ends it quietly`() throws {
        let path = fixture("mysql-9.7-types")
        let files = String(repeating: " '\(path)'", count: 60)
        let result = try ChildResult(
            running: "bash",
            ["-c", "'\(binlogtail.path)' --format json\(files) | head -n 1; echo \"${PIPESTATUS[0]}\""]
        )
        #expect(result.errorText == "")
        let lines = result.text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last == "0")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "the system has no /dev/full"))
    func `output that cannot be written is an error`() throws {
        let result = try ChildResult(
            running: "bash",
            ["-c", "'\(binlogtail.path)' '\(fixture("mysql-9.7-shop"))' >/dev/full"]
        )
        #expect(result.status == 1)
        #expect(result.errorText == "binlogtail: the output cannot be written: No space left on device")
    }
}
