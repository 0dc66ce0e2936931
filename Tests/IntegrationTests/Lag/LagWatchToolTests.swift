// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import Testing

/// `lagwatch` on real servers.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct LagWatchToolTests {
    /// What the tool writes of a pair; its servers are called s and r.
    private func output(
        _ pair: ReplicaPair,
        _ more: [String],
        environment: [String: String] = [:]
    ) throws -> ChildResult {
        try Tool("lagwatch").run(
            ["--source", "s=mysql://root@127.0.0.1:\(pair.source.port)"]
                + ["--replica", "r=mysql://root@127.0.0.1:\(pair.replica.port)", "--ssl-mode=disabled"]
                + ["--interval", "0.1"] + more,
            environment: environment
        )
    }

    @Test func `samples are JSON with the documented fields, lines, and a view that fits on a screen`() async throws {
        try await ReplicaPair.run(.mysqlWorkers) { pair, _ in
            try pair.replica.execute("STOP REPLICA SQL_THREAD")
            for number in 0..<20 { try pair.source.execute("INSERT INTO lagging.t VALUES (\(number))") }
            let json = try output(pair, ["--format", "json", "--count", "3"])
            #expect(json.status == 0, "\(json.errorText)")
            let objects = try json.text.split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            #expect(objects.count == 3)
            let last = try #require(objects.last)
            #expect(last["state"] as? String == "STOPPED" && last["replica"] as? String == "r")
            #expect(last["lagIsLowerBound"] as? Bool == true && last["lagMethod"] as? String == "sampling")
            #expect((last["backlog"] as? [String: Any])?["transactions"] as? Int == 20)
            #expect((last["forecast"] as? [String: Any])?["kind"] as? String == "never")
            let documented = try String(
                decoding: Data(contentsOf: URL(filePath: Fixture.repository + "/docs/LAGWATCH.md")),
                as: UTF8.self
            )
            for field in last.keys { #expect(documented.contains("`\(field)`"), "\(field) is not documented") }

            let lines = try output(pair, ["--count", "2"])
            let line = try #require(lines.text.split(separator: "\n").last)
            #expect(line.contains("  r  STOPPED    lag >") && line.contains("20 trx"))
            #expect(line.hasSuffix("never at this rate  the applier (SQL thread) is stopped"))

            for environment in [["LC_ALL": "C.UTF-8"], ["LC_ALL": "C"]] {
                let screen = try output(pair, ["--format", "screen", "--count", "3"], environment: environment)
                let text = screen.text.replacing(/\u{1b}\[[0-9;]*[A-Za-z]/, with: "")
                #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
                #expect(text.contains("STOPPED") && text.contains("20 trx"))
                #expect(text.contains(environment["LC_ALL"] == "C" ? "#" : "█"))
            }
        }
    }

    @Test func `a server that cannot be reached is told in every sample, and is no failure`() throws {
        let result = try Tool("lagwatch").run([
            "--replica", "r=mysql://root@127.0.0.1:1", "--count", "2", "--interval", "0.05", "--ssl-mode=disabled",
        ])
        #expect(result.status == 0)
        let lines = result.text.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("UNKNOWN    the replica cannot be asked") })
    }

    @Test(arguments: [
        ["--source", "mysql://root@127.0.0.1:1"], ["--replica", "mysql://h", "--interval", "0"],
        ["--replica", "a=mysql://h", "--replica", "a=mysql://i"], ["--replica", "mysql://h", "--count", "0"],
        ["--replica", "ftp://h"],
    ])
    func `a command line that cannot be meant is refused with status 2`(_ arguments: [String]) throws {
        let result = try Tool("lagwatch").run(arguments)
        #expect(result.status == 2 && !result.errorText.isEmpty)
    }
}
