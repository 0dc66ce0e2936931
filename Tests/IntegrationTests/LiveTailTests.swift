// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// `binlogtail` beside a server that is written to.
struct LiveTailTests {
    private static let servers = ["mysql97", "mariadb1011", "mariadb118"]

    /// A tail that runs while the test goes on.
    private final class RunningTail {
        let process = Process()
        let output: String
        let errors: String

        init(_ server: LiveServer, in folder: String, _ arguments: [String]) throws {
            output = folder + "/output"
            errors = folder + "/errors"
            _ = FileManager.default.createFile(atPath: errors, contents: nil)
            process.executableURL = URL(filePath: Tool("binlogtail").path)
            process.arguments =
                ["--no-defaults", "--no-login-paths"] + server.connectionArguments + ["--result-file", output]
                + arguments
            process.environment = ["TZ": "UTC", "MYSQL_PWD": server.password]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
            try process.run()
        }

        deinit {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }

        var text: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }
        var errorText: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

        /// Waits until the condition holds, for as long as a slow machine may take.
        func wait(for condition: (RunningTail) -> Bool) async throws {
            let deadline = ContinuousClock.now + .seconds(30)
            while !condition(self) {
                try #require(ContinuousClock.now < deadline, "\(text)\n\(errorText)")
                try #require(process.isRunning || condition(self), "\(text)\n\(errorText)")
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        /// Sends a signal and waits for the end; the exit status, or the signal negated.
        func end(by signal: Int32) async throws -> Int32 {
            kill(process.processIdentifier, signal)
            let deadline = ContinuousClock.now + .seconds(30)
            while process.isRunning {
                try #require(ContinuousClock.now < deadline)
                try await Task.sleep(for: .milliseconds(20))
            }
            return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        }
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "tail-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func withSchema(_ server: LiveServer, _ body: (String) async throws -> Void) async throws {
        let schema = "tail_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try server.execute("CREATE DATABASE \(schema); CREATE TABLE \(schema).t (id INT PRIMARY KEY);")
        do {
            try await body(schema)
        } catch {
            _ = try? server.execute("DROP DATABASE \(schema);")
            throw error
        }
        try server.execute("DROP DATABASE \(schema);")
    }

    /// The ids of the rows that were inserted, in the order of the output.
    private func ids(_ text: String) -> [Int] {
        text.split(separator: "\n").compactMap { line in
            line.contains(" INSERT ") ? line.split(separator: "=").last.flatMap { Int($0) } : nil
        }
    }

    @Test(arguments: servers)
    func `each row is written once through signals of both kinds`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await withFolder { folder in
            try await withSchema(server) { schema in
                let resume = folder + "/resume.json"
                let arguments = ["--resume-file", resume, "--database", schema]
                var next = 1
                for signal in [SIGTERM, SIGKILL, SIGINT, SIGKILL, SIGTERM] {
                    let tail = try RunningTail(server, in: folder, arguments)
                    try await tail.wait { _ in FileManager.default.fileExists(atPath: resume) }
                    // Some of them come while the tail starts, some while it waits.
                    for _ in 0..<3 {
                        try server.execute("INSERT INTO \(schema).t VALUES (\(next));")
                        next += 1
                    }
                    try await tail.wait { ids($0.text).last == next - 1 }
                    let status = try await tail.end(by: signal)
                    #expect(status == (signal == SIGKILL ? -SIGKILL : 0), "\(tail.errorText)")
                    if signal != SIGKILL {
                        #expect(tail.errorText.contains("stopped; everything before "), "\(tail.errorText)")
                        #expect(tail.errorText.contains("says where to go on"))
                    }
                    try server.execute("INSERT INTO \(schema).t VALUES (\(next));")
                    next += 1
                }
                let last = try RunningTail(server, in: folder, arguments + ["--stop-at-end"])
                last.process.waitUntilExit()
                #expect(last.process.terminationStatus == 0, "\(last.errorText)")
                #expect(ids(last.text) == Array(1..<next))
            }
        }
    }

    @Test(arguments: servers)
    func `XA transactions in doubt are named at the end and at the next beginning, until they are decided`(
        _ name: String
    ) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await withFolder { folder in
            try await withSchema(server) { schema in
                let arguments = ["--resume-file", folder + "/resume.json", "--database", schema, "--stop-at-end"]
                func run() async throws -> (output: String, errors: String) {
                    let tail = try RunningTail(server, in: folder, arguments)
                    tail.process.waitUntilExit()
                    #expect(tail.process.terminationStatus == 0, "\(tail.errorText)")
                    return (tail.text, tail.errorText)
                }
                _ = try await run()
                let hexadecimal = Array(schema.utf8).map { String($0, radix: 16) }.joined()
                try server.execute(
                    """
                    XA START '\(schema)'; INSERT INTO \(schema).t VALUES (1);
                    XA END '\(schema)'; XA PREPARE '\(schema)';
                    """
                )
                let named = "neither committed nor rolled back: XA X'\(hexadecimal)',X'',1 prepared at "
                let prepared = try await run()
                #expect(prepared.errors.contains("in doubt where this run ends, \(named)"), "\(prepared.errors)")
                // The row is in the output, and is not written again.
                #expect(ids(prepared.output) == [1])
                try server.execute("XA COMMIT '\(schema)';")
                let committed = try await run()
                #expect(committed.errors.contains("in doubt where the last run stopped, \(named)"))
                #expect(!committed.errors.contains("where this run ends, \(named)"), "\(committed.errors)")
                let last = try await run()
                #expect(!last.errors.contains(hexadecimal))
                #expect(ids(committed.output) == [1])
            }
        }
    }

    @Test(arguments: servers)
    func `a resume file of another server is refused`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        let other = name == "mysql97" ? "mariadb1011" : "mysql97"
        guard let stranger = try LiveServer.named(other) else { return }
        try await withFolder { folder in
            let arguments = ["--resume-file", folder + "/resume.json", "--stop-at-end"]
            let first = try RunningTail(server, in: folder, arguments)
            first.process.waitUntilExit()
            #expect(first.process.terminationStatus == 0, "\(first.errorText)")
            let second = try RunningTail(stranger, in: folder, arguments)
            second.process.waitUntilExit()
            #expect(second.process.terminationStatus == 1)
            #expect(!second.errorText.isEmpty)
        }
    }

    @Test(arguments: servers)
    func `stop options end behind whole transactions`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await withFolder { folder in
            try await withSchema(server) { schema in
                let begin = try server.currentBinlog()
                for id in 1...3 { try server.execute("INSERT INTO \(schema).t VALUES (\(id));") }
                let end = try server.currentBinlog()
                try server.execute("INSERT INTO \(schema).t VALUES (4);")
                try #require(begin.name == end.name)
                let whole = ["-j", "\(begin.size)", begin.name, "--database", schema]
                let position = try RunningTail(server, in: folder, whole + ["--stop-position", "\(end.size)"])
                position.process.waitUntilExit()
                #expect(ids(position.text) == [1, 2, 3], "\(position.errorText)")
                // The third field of a line is its GTID.
                let line = try #require(position.text.split(separator: "\n").dropFirst().first)
                let gtid = line.split(separator: " ").map(String.init)[3]
                let gtids = try RunningTail(server, in: folder, whole + ["--stop-gtid", gtid])
                gtids.process.waitUntilExit()
                #expect(ids(gtids.text) == [1, 2], "\(gtid) \(gtids.errorText)")
            }
        }
    }

    @Test
    func `several servers are followed at once, and their lines say whose they are`() async throws {
        guard let first = try LiveServer.named("mysql97"), let second = try LiveServer.named("mariadb1011") else {
            return
        }
        try await withFolder { folder in
            try await withSchema(first) { schema in
                try second.execute("CREATE DATABASE \(schema); CREATE TABLE \(schema).t (id INT PRIMARY KEY);")
                defer { _ = try? second.execute("DROP DATABASE \(schema);") }
                let resume = folder + "/resume"
                let sources = [first, second].flatMap {
                    ["--source", $0.url.replacing("mariadb://", with: "mysql://")]
                }
                let tail = try RunningTail(
                    first,
                    in: folder,
                    sources + ["--format", "json", "--database", schema, "--resume-file", resume]
                )
                try await tail.wait { _ in
                    (try? FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("resume.") }
                        .count)
                        == 2
                }
                for server in [first, second] { try server.execute("INSERT INTO \(schema).t VALUES (7);") }
                try await tail.wait {
                    $0.text.split(separator: "\n").filter { $0.contains("\"op\":\"insert\"") }.count
                        >= 2
                }
                #expect(try await tail.end(by: SIGTERM) == 0, "\(tail.errorText)")
                for server in [first, second] {
                    #expect(tail.text.contains("{\"source\":\"\(server.host):\(server.port)\","), "\(tail.text)")
                }
            }
        }
    }

    @Test(arguments: servers)
    func `a connection on which not even heartbeats come is made again`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await withFolder { folder in
            try await withSchema(server) { schema in
                try await TCPProxy.run(to: server.port) { proxy async throws in
                    let arguments = ["-P", "\(proxy.port)", "--replica-net-timeout", "1", "--database", schema, "-v"]
                    let tail = try RunningTail(server, in: folder, arguments)
                    try await tail.wait { $0.errorText.contains("following ") }
                    proxy.isStalled = true
                    try await tail.wait {
                        $0.errorText.contains("nothing came within 1.0 seconds, not even a heartbeat; connecting again")
                    }
                    proxy.isStalled = false
                    try server.execute("INSERT INTO \(schema).t VALUES (1);")
                    try await tail.wait { ids($0.text) == [1] }
                    #expect(tail.errorText.contains("connected again, going on at"))
                    #expect(try await tail.end(by: SIGTERM) == 0, "\(tail.errorText)")
                }
            }
        }
    }

    @Test(arguments: servers)
    func `a stop between XA PREPARE and XA COMMIT loses nothing and repeats nothing`(_ name: String) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await withFolder { folder in
            try await withSchema(server) { schema in
                let resume = folder + "/resume.json"
                let arguments = ["--resume-file", resume]
                let begin = try server.currentBinlog()
                var next = 1
                for signal in [SIGTERM, SIGKILL, SIGINT] {
                    let tail = try RunningTail(server, in: folder, arguments)
                    try await tail.wait { _ in FileManager.default.fileExists(atPath: resume) }
                    try server.execute(
                        """
                        XA START '\(schema)'; INSERT INTO \(schema).t VALUES (\(next)), (\(next + 1));
                        XA END '\(schema)'; XA PREPARE '\(schema)';
                        """
                    )
                    next += 2
                    try await tail.wait { ids($0.text).last == next - 1 }
                    #expect(try await tail.end(by: signal) == (signal == SIGKILL ? -SIGKILL : 0), "\(tail.errorText)")
                    // What is prepared outlives its connection, and another one ends it.
                    try server.execute("XA \(signal == SIGINT ? "ROLLBACK" : "COMMIT") '\(schema)';")
                }
                let last = try RunningTail(server, in: folder, arguments + ["--stop-at-end"])
                last.process.waitUntilExit()
                #expect(last.process.terminationStatus == 0, "\(last.errorText)")
                #expect(ids(last.text) == Array(1..<next))
                let end = try server.currentBinlog()
                try #require(begin.name == end.name)
                // One run over the same log is what the four runs must amount to.
                let whole = folder + "/whole"
                let once = try await ChildResult.collect(
                    running: Tool("binlogtail").path,
                    ["--no-defaults", "--no-login-paths"] + server.connectionArguments + [
                        "-j", "\(begin.size)", begin.name, "--stop-position", "\(end.size)", "--result-file", whole,
                    ],
                    environment: ["TZ": "UTC", "MYSQL_PWD": server.password]
                )
                #expect(once.status == 0, "\(once.errorText)")
                // Servers write the names of branches as hexadecimal digits.
                let hex = schema.utf8.map { String($0, radix: 16) }.joined()
                func ours(_ text: String) -> [String] {
                    text.split(separator: "\n").map(String.init).filter {
                        $0.contains(schema) || $0.lowercased().contains(hex)
                    }
                }
                let together = ours(try String(contentsOfFile: whole, encoding: .utf8))
                #expect(together.filter { $0.contains("XA PREPARE") }.count == 3, "\(together)")
                #expect(together.filter { $0.contains("XA COMMIT") }.count == 2, "\(together)")
                #expect(together.filter { $0.contains("XA ROLLBACK") }.count == 1, "\(together)")
                #expect(ours(last.text) == together)
            }
        }
    }

    @Test(arguments: servers)
    func `a second signal ends a tail at once whose output is stuck, and its resume file is right`(
        _ name: String
    ) async throws {
        guard let server = try LiveServer.named(name) else { return }
        try await withFolder { folder in
            try await withSchema(server) { schema in
                let begin = try server.currentBinlog()
                // More than a pipe holds, in many transactions.
                let rows = (1...60).map { "INSERT INTO \(schema).w VALUES (\($0), REPEAT('x', 4000));" }.joined()
                try server.execute("CREATE TABLE \(schema).w (id INT PRIMARY KEY, t TEXT);\(rows)")
                try #require(try server.currentBinlog().name == begin.name)
                let resume = folder + "/resume.json"
                let arguments =
                    ["--no-defaults", "--no-login-paths"] + server.connectionArguments + [
                        "--database", schema, "-j", "\(begin.size)", begin.name, "--resume-file", resume,
                    ]
                let environment = ["TZ": "UTC", "MYSQL_PWD": server.password]
                let process = Process()
                let output = Pipe()
                process.executableURL = URL(filePath: Tool("binlogtail").path)
                process.arguments = arguments
                process.environment = environment
                process.standardOutput = output
                process.standardError = FileHandle.nullDevice
                try process.run()
                defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
                // Nobody reads, so the pipe fills up.
                let deadline = ContinuousClock.now + .seconds(60)
                while pending(output) < 60_000 {
                    try #require(ContinuousClock.now < deadline, "\(pending(output)) bytes")
                    try await Task.sleep(for: .milliseconds(20))
                }
                // The first asks it to end, which it cannot; signals that come together count as one.
                while process.isRunning {
                    try #require(ContinuousClock.now < deadline)
                    kill(process.processIdentifier, SIGINT)
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(process.terminationReason == .uncaughtSignal)
                #expect(process.terminationStatus == SIGINT)
                try output.fileHandleForWriting.close()
                let first = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                let second = try await ChildResult.collect(
                    running: Tool("binlogtail").path,
                    arguments + ["--stop-at-end"],
                    environment: environment
                )
                #expect(second.status == 0, "\(second.errorText)")
                // Into a pipe each is written at least once: the resume file is never ahead of what was written.
                let whole = first.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                let written = Set((whole + second.text.split(separator: "\n")).compactMap(wideID))
                #expect(written == Set(1...60))
                #expect(whole.compactMap(wideID).count < 60)
            }
        }
    }

    /// Bytes that wait in a pipe.
    private func pending(_ pipe: Pipe) -> Int {
        var count: Int32 = 0
        guard unsafe ioctl(pipe.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &count) == 0 else { return 0 }
        return Int(count)
    }

    /// The id of a row of the wide table.
    private func wideID(_ line: Substring) -> Int? {
        guard line.contains(" INSERT "), let start = line.range(of: ".w id=") else { return nil }
        return Int(line[start.upperBound...].prefix { $0.isNumber })
    }
}
