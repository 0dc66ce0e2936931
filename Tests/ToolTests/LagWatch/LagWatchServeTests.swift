// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import Testing
import lagwatch

/// `lagwatch` with `--serve`, `--exec-on`, `--alert` and `--format csv`, beside a replica that does not answer.
struct LagWatchServeTests {
    private let lagwatch = Tool("lagwatch")
    private let nowhere = [
        "--no-defaults", "--no-login-paths", "--replica", "db2=mysql://u@127.0.0.1:1", "--interval", "0.05",
    ]

    @Test(arguments: [
        (["--serve", "9104x"], "'9104x' is no address to serve at"), (["--serve", "::1:9104"], "written [::1]:9104"),
        (["--exec-on", "broken", "true"], "'broken' is none of caught-up, idle"),
        (["--exec-on", "stopped", " "], "needs a command"),
        (["--exec-on", "stopped"], "'stopped' is none of"),
        (["--exec-on", "alert", "true"], "--exec-on alert goes with --alert"),
        (["--alert", "soon"], "--alert takes a duration such as 30s"), (["--alert", "-1s"], "--alert"),
        (["--exec-timeout", "x"], "--exec-timeout takes a duration"),
    ])
    func `a command line that cannot be meant is told, with status 2`(_ arguments: [String], _ message: String) throws {
        let result = try lagwatch.run(nowhere + ["--count", "1"] + arguments)
        #expect(result.status == 2, "\(arguments): \(result.errorText)")
        #expect(result.errorText.contains(message), "\(result.errorText)")
    }

    @Test func `an address that is taken ends it at once, with status 1`() async throws {
        let board = StatusBoard(interval: .seconds(1), now: { 0 })
        try await StatusServer.run(at: ListenAddress(host: "127.0.0.1", port: 0), answering: board.answer) {
            address in
            let result = try lagwatch.run(nowhere + ["--serve", "\(address)"])
            #expect(result.status == 1)
            #expect(
                result.errorText
                    == "lagwatch: \(address) cannot be listened at: another program listens there; stop it, or choose another port"
            )
            #expect(result.text == "")
        }
    }

    @Test func `samples are served while they are taken`() async throws {
        let folder = NSTemporaryDirectory() + "serve-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let child = try ChildProcess(
            running: lagwatch.path,
            nowhere + ["--serve", "127.0.0.1:0", "--format", "csv"],
            output: folder + "/output",
            error: folder + "/error"
        )
        defer { child.send(signal: SIGKILL) }
        let deadline = ContinuousClock.now + .seconds(60)
        var address: ListenAddress?
        while address == nil
            || (try? String(contentsOfFile: folder + "/output", encoding: .utf8))?.contains("UNKNOWN") != true
        {
            try #require(ContinuousClock.now < deadline && child.status == nil)
            let line = (try? String(contentsOfFile: folder + "/error", encoding: .utf8)) ?? ""
            if let port = line.firstMatch(of: /lagwatch: serving http:\/\/127\.0\.0\.1:(\d+)\/\n/) {
                address = ListenAddress(host: "127.0.0.1", port: try #require(Int(port.1)))
            }
            await Task.yield()
        }
        let client = try RawClient(try #require(address))
        client.send("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let text = try client.text()
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(
            text.contains("\nlagwatch_replica_state{replica=\"db2\",channel=\"\",state=\"unknown\"} 1\n"),
            "\(text)"
        )
        child.send(signal: SIGTERM)
        #expect(await child.exit() == 0)
        let lines = try String(contentsOfFile: folder + "/output", encoding: .utf8).split(separator: "\n")
        #expect(lines.first.map { "\($0)\n" } == CSVFormat.header)
    }

    @Test func `CSV has its names once and a line for each sample`() throws {
        let result = try lagwatch.run(nowhere + ["--count", "3", "--format", "csv"])
        #expect(result.status == 0, "\(result.errorText)")
        let lines = result.text.split(separator: "\n")
        #expect(lines.first.map { "\($0)\n" } == CSVFormat.header)
        #expect(lines.count == 4)
        #expect(lines.dropFirst().allSatisfy { $0.contains(",db2,,") && $0.contains(",UNKNOWN,") }, "\(result.text)")
    }

    @Test func `a command is run on entering a state, once, and its output is no sample`() throws {
        let result = try lagwatch.run(
            nowhere + [
                "--count", "3", "--format", "csv", "--exec-on", "UNKNOWN",
                "echo \"hook: $LAGWATCH_REPLICA $LAGWATCH_STATE\"",
            ]
        )
        #expect(result.status == 0)
        #expect(
            result.errorText.split(separator: "\n").filter { $0 == "hook: db2 UNKNOWN" }.count == 1,
            "\(result.errorText)"
        )
        #expect(!result.text.contains("hook:"))
    }

    @Test func `a command that fails is told and the watching goes on`() throws {
        let result = try lagwatch.run(nowhere + ["--count", "2", "--format", "csv", "--exec-on", "any", "exit 9"])
        #expect(result.status == 0)
        #expect(result.errorText.contains("lagwatch: --exec-on any: the command for db2 ended with status 9: exit 9"))
        #expect(result.text.split(separator: "\n").count == 3)
    }

    @Test func `an alert ends it with status 6, or runs its command and goes on`() throws {
        let ended = try lagwatch.run(nowhere + ["--count", "2000", "--format", "csv", "--alert", "100ms"])
        #expect(ended.status == 6, "\(ended.errorText)")
        #expect(ended.errorText.contains("lagwatch: alert: db2 is UNKNOWN"), "\(ended.errorText)")
        let handed = try lagwatch.run(
            nowhere + [
                "--count", "20", "--format", "csv", "--alert", "100ms", "--exec-on", "alert",
                "echo called: $LAGWATCH_EVENT",
            ]
        )
        #expect(handed.status == 0, "\(handed.errorText)")
        #expect(
            handed.errorText.split(separator: "\n").filter { $0 == "called: alert" }.count == 1,
            "\(handed.errorText)"
        )
        #expect(handed.text.split(separator: "\n").count == 21)
    }

    @Test func `commands have no file of the tool's open`() throws {
        let result = try lagwatch.run(
            nowhere + [
                "--count", "1", "--serve", "0", "--format", "csv", "--exec-on", "any",
                "ls /proc/self/fd | tr '\\n' ' '",
            ]
        )
        // 3 is the folder that ls itself reads.
        #expect(result.errorText.split(separator: "\n").last?.hasPrefix("0 1 2 3 ") == true, "\(result.errorText)")
        #expect(result.errorText.split(separator: "\n").last?.split(separator: " ").count == 4, "\(result.errorText)")
    }
}
