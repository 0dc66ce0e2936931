// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// `--raw`: an archive beside a server that is written to, rotates, crashes and starts again, through kills of the archiver.
@Suite(.serialized) struct ArchiveLiveTests {
    /// Kills of each archive; 10 of each of two unless the environment says another number.
    private static let kills = environmentValue("MYSQL_TEST_KILLS").flatMap { Int($0) } ?? 10

    @Test(.enabled(if: ServerControl.isPossible), arguments: ["mysql97", "mariadb118"])
    func `the archive equals the server's own files through kills at any moment`(_ kind: String) async throws {
        try await ServerControl.withServer(.init(kind)) { server in
            let folder = NSTemporaryDirectory() + "archive-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            var random = SeededRandom()
            try server.execute(
                "CREATE DATABASE a; CREATE TABLE a.t (id INT PRIMARY KEY AUTO_INCREMENT, body LONGTEXT);"
            )
            for round in 0..<ArchiveLiveTests.kills {
                let process = try archiver(of: server, folder)
                try server.execute(ArchiveLiveTests.statements(&random))
                try await Task.sleep(for: .milliseconds(UInt64.random(in: 0..<150, using: &random)))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                // The log goes on in another file, with nothing at the end of the one before.
                if round == 4 {
                    try await ServerControl.kill(server)
                    try await ServerControl.start(server)
                }
            }
            try server.execute("FLUSH BINARY LOGS; INSERT INTO a.t (body) VALUES ('last');")
            let end = try run(server, folder, "--stop-at-end")
            #expect(end.status == 0, "\(end.errorText) \(random)")
            try compare(server, folder, "\(random)")
            try readBack(server, folder)
        }
    }

    @Test(.enabled(if: ServerControl.isPossible))
    func `an archive takes the logs of one server only, and of one writer at a time`() async throws {
        let servers = LiveServer.all.filter { $0.keys == nil && ["mysql97", "mariadb118"].contains($0.name) }
        try #require(servers.count == 2)
        let folder = NSTemporaryDirectory() + "archive-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let current = try servers[0].currentBinlog().name
        let first = try run(servers[0], folder, "--stop-at-end", current)
        #expect(first.status == 0, "\(first.errorText)")
        #expect(FileManager.default.fileExists(atPath: folder + "/" + current + ".part"))
        let other = try run(servers[1], folder, "--stop-at-end")
        #expect(other.status == 1)
        #expect(other.errorText.contains("holds the logs of another server"), "\(other.errorText)")
        let stray = try ChildResult(running: "cp", [folder + "/" + current + ".part", folder + "/" + current])
        try #require(stray.status == 0)
        try FileManager.default.removeItem(atPath: folder + "/archive.json")
        let lost = try run(servers[0], folder, "--stop-at-end")
        #expect(lost.status == 1)
        #expect(lost.errorText.contains("holds logs that are no archive"), "\(lost.errorText)")
    }

    /// An archiver that follows until it is killed.
    private func archiver(of server: LiveServer, _ folder: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: Tool("binlogtail").path)
        process.arguments = arguments(server, folder)
        process.environment = ["MYSQL_PWD": server.password]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func arguments(_ server: LiveServer, _ folder: String) -> [String] {
        ["--no-defaults", "--no-login-paths"] + server.connectionArguments + ["--raw", folder]
    }

    private func run(_ server: LiveServer, _ folder: String, _ more: String...) throws -> ChildResult {
        try ChildResult(
            running: Tool("binlogtail").path,
            arguments(server, folder) + more,
            environment: ["MYSQL_PWD": server.password]
        )
    }

    /// Transactions of all sizes, some of them long, and now and then another file.
    private static func statements(_ random: inout SeededRandom) -> String {
        var sql = "USE a;"
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let size = Bool.random(using: &random) ? Int.random(in: 0...200, using: &random) : 300_000
            let rows = Int.random(in: 1...4, using: &random)
            sql += "BEGIN;"
            for _ in 0..<rows { sql += "INSERT INTO t (body) VALUES (REPEAT('x', \(size)));" }
            sql += "COMMIT;"
            if UInt64.random(in: 0..<6, using: &random) == 0 { sql += "FLUSH BINARY LOGS;" }
        }
        return sql
    }

    /// Whole files are those of the server, byte by byte; of the one in use all but the mark that it is.
    private func compare(_ server: LiveServer, _ folder: String, _ seed: String) throws {
        let files = try server.binlogFiles()
        try #require(files.count > 3)
        let whole = try #require(files.last.map { last in files.filter { $0.name != last.name } })
        for file in whole {
            let sums = try [file.path, folder + "/" + file.name].map { path in
                try ChildResult(running: "sha256sum", ["-b", path]).text.split(separator: " ").first.map(String.init)
            }
            #expect(sums[0] != nil && sums[0] == sums[1], "\(file.name) \(seed)")
        }
        let last = try #require(files.last)
        var theirs = try [UInt8](Data(contentsOf: URL(filePath: last.path)))
        let ours = try [UInt8](Data(contentsOf: URL(filePath: folder + "/" + last.name + ".part")))
        try #require(theirs.count == ours.count)
        theirs[21] &= 0xfe
        #expect(theirs == ours, "\(seed)")
    }

    /// The archive is read as a folder, by GTID and by time, and `binlogpos` finds places in it.
    private func readBack(_ server: LiveServer, _ folder: String) throws {
        // A server that is killed loses rows that its log has, so that the log is what counts.
        let own = try binlogtail(["--include", "a.t"] + server.binlogFiles().map(\.path))
        let rows = own.count { $0.contains(" INSERT a.t ") }
        let lines = try binlogtail(["--include", "a.t", folder])
        #expect(rows > 20)
        #expect(lines.count { $0.contains(" INSERT a.t ") } == rows)
        let objects = try binlogtail(["--format", "json", "--include", "a.t", folder])
        let row = try #require(objects.last { $0.contains(#""op":"insert""#) })
        let fields = try #require(try JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any])
        if let gtid = fields["gtid"] as? String {
            let one = try binlogtail(["--include-gtids", gtid, "--include", "a.t", folder])
            #expect(one.count >= 1)
            #expect(one.allSatisfy { $0.contains(gtid) && $0.contains(" INSERT a.t ") }, "\(gtid)")
        }
        #expect(try binlogtail(["--start-datetime", "@4294967295", folder]).isEmpty)
        let index = try String(contentsOfFile: folder + "/archive.json", encoding: .utf8)
        let whole = try #require(try server.binlogFiles().dropLast().last)
        #expect(index.contains("\"\(whole.name)\""))
        let place = try ChildResult(
            running: Tool("binlogpos").path,
            ["translate", "\(whole.name):4", "--files", folder]
        )
        #expect(place.status == 0, "\(place.errorText)")
        #expect(place.text.contains(whole.name))
    }

    private func binlogtail(_ arguments: [String]) throws -> [String] {
        let result = try ChildResult(running: Tool("binlogtail").path, ["--no-defaults"] + arguments)
        try #require(result.status == 0, "\(result.errorText)")
        return result.text.split(separator: "\n").map(String.init)
    }
}
