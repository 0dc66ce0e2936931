// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Options for servers, as far as they are judged without one.
struct LiveOptionsTests {
    private let nowhere = ["--no-defaults", "--no-login-paths", "-S", "/nowhere/mysqld.sock"]

    @Test(arguments: [
        (["--from", "yesterday"], "'yesterday' is invalid"), (["--start-gtid", "abc"], "not 'abc'"),
        (["--stop-gtid", "1:2"], "not '1:2'"), (["-j", "4"], "--start-position belongs to a log"),
        (["--stop-position", "4"], "--stop-position belongs to a log"),
        (["--from", "now", "--start-gtid", "0-1-2"], "say where to begin: give one"),
        (["--from", "now", "binlog.000001"], "say where to begin: give one"),
        (["/var/lib/mysql/binlog.000001"], "whose logs have plain names"),
        (["--stop-never", "--stop-at-end"], "exclude each other"),
        (["--source", "h=a", "--source", "h=b", "binlog.000001"], "have no position in common"),
        (["--source", "h=a", "--source", "h=b", "--format", "mysqlbinlog"], "writes one source"),
        (["--source", "h=a", "--source", "h=a"], "given twice"),
        (["--replica-net-timeout", "0"], "--replica-net-timeout takes seconds from 1 to 31536000, not 0"),
        (["--slave-net-timeout", "31536001"], "from 1 to 31536000, not 31536001"),
        (["--replica-net-timeout=soon"], "'soon' is invalid"),
        (["--ssl-mode=maybe"], "'maybe' is none of DISABLED, PREFERRED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY"),
        (["--source", "x=1,p=hunter2"], "--source: 'x' is none of h, P, u, p, S, F and A"),
        (["--source", "http://u:hunter2@h/"], "no URL as mysql://USER:PASSWORD@HOST:PORT"),
        (["-phunter2", "--port=many"], "--port: 'many' is no port"),
    ])
    func `a command line that cannot be meant is told, with status 2 and without passwords`(
        _ arguments: [String],
        _ message: String
    ) throws {
        let result = try binlogtail.run(nowhere + arguments)
        #expect(result.status == 2, "\(arguments): \(result.errorText)")
        #expect(result.text == "")
        #expect(result.errorText.contains(message), "\(result.errorText)")
        #expect(!result.errorText.contains("hunter2"))
    }

    @Test
    func `GTIDs are no place in a file`() throws {
        let result = try binlogtail.run(["--start-position=0-1-100", fixture("mysql-9.7-shop")])
        #expect(result.status == 2)
        #expect(result.errorText.contains("for servers only"))
    }

    @Test
    func `a server that is not there is named`() throws {
        let result = try binlogtail.run(nowhere)
        #expect(result.status == 1)
        #expect(result.errorText.contains("/nowhere/mysqld.sock"), "\(result.errorText)")
    }

    @Test
    func `option files say how the tool behaves, and mistakes there are told with file and line`() throws {
        let path = NSTemporaryDirectory() + "tool-\(UUID().uuidString).cnf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        func run(_ text: String, _ arguments: String...) throws -> ChildResult {
            try Data(text.utf8).write(to: URL(filePath: path))
            return try binlogtail.run(["--defaults-file=\(path)", "--no-login-paths"] + arguments)
        }
        let shop = fixture("mysql-9.7-shop")
        let json = try run("[binlogtail]\nformat=json\nloose-nonsense=1\n", shop)
        #expect(json.status == 0, "\(json.errorText)")
        #expect(json.text.hasPrefix("{"))
        let text = try run("[binlogtail]\nformat=json\n", "--format=text", shop)
        #expect(!text.text.hasPrefix("{"))
        let wrong = try run("[client]\nnonsense=1\n[binlogtail]\nnonsense=1\n", shop)
        #expect(wrong.status == 2)
        #expect(wrong.errorText.contains("\(path):4: nonsense: "), "\(wrong.errorText)")
        let listing = try run("[client]\nuser=u\npassword=hunter2\n", "--print-defaults")
        #expect(listing.status == 0)
        #expect(listing.text == "binlogtail would have been started with these options:\n--user=u --password=*****\n")
        let missing = try binlogtail.run(["--defaults-file=/nowhere.cnf", shop])
        #expect(missing.status == 2)
        #expect(missing.errorText.contains("/nowhere.cnf"))
    }

    @Test
    func `a resume file that is none is told before anything is asked for`() throws {
        let path = NSTemporaryDirectory() + "resume-\(UUID().uuidString)"
        try Data("{".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try binlogtail.run(nowhere + ["-p", "--resume-file", path])
        #expect(result.status == 1)
        #expect(
            result.errorText
                == "binlogtail: \(path): cut, damaged, or no resume file; restore it, or delete it and say where to begin"
        )
    }

    @Test
    func `a password on the command line is not shown by the system`() throws {
        let folder = NSTemporaryDirectory() + "tool-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // The tool waits for a named pipe that nobody writes to, so that it can be looked at.
        let pipe = folder + "/pipe"
        try #require(unsafe mkfifo(pipe, 0o600) == 0)
        let process = Process()
        process.executableURL = URL(filePath: binlogtail.path)
        process.arguments = ["-phunter2", "--password2=hunter2", "--source=mysql://u:hunter2@h", "--result-file", pipe]
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let deadline = ContinuousClock.now + .seconds(20)
        var shown = "hunter2"
        while shown.contains("hunter2") || !shown.contains("-px"), ContinuousClock.now < deadline {
            shown = String(
                decoding: try Data(contentsOf: URL(filePath: "/proc/\(process.processIdentifier)/cmdline")),
                as: UTF8.self
            )
        }
        #expect(!shown.contains("hunter2"))
        #expect(shown.contains("-px"))
    }
}
