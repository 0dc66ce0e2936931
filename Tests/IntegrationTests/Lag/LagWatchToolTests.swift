// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import ReplicationLag
import Testing

extension ReplicaTests {
    /// `lagwatch` on real servers.
    @Suite(.serialized) struct LagWatchToolTests {
        /// What the tool writes of a pair; its servers are called s and r.
        private func output(
            _ pair: LaggingPair,
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

        @Test func `samples are JSON with the documented fields, lines, and a view that fits on a screen`() async throws
        {
            try await LaggingPair.run(.mysqlWorkers) { pair, _ in
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

        @Test(arguments: [LaggingPair.Kind.mysqlWorkers, .mariaDB118])
        func `a heartbeat table is made, written and read as pt-heartbeat does`(_ kind: LaggingPair.Kind) async throws {
            try await LaggingPair.run(kind) { pair, _ in
                try pair.source.execute("CREATE DATABASE ops")
                let table = ["--format", "json", "--heartbeat", "ops.heartbeat", "--utc"]
                let written = try output(pair, table + ["--write-heartbeat", "--create-table", "--count", "8"])
                #expect(written.status == 0, "\(written.errorText)")
                #expect(written.text.contains("\"heartbeat\":"))
                let row = try #require(try pair.source.query("SELECT * FROM ops.heartbeat").first)
                // The columns of pt-heartbeat --create-table, in their order.
                #expect(row.count == 6)
                #expect(try #require(row[0]).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}/) != nil)
                #expect(row[1] == (try pair.source.query("SELECT @@server_id").first?.first ?? nil))
                #expect(row[2]?.hasPrefix("binlog.") == true && row[3].flatMap { UInt64($0) } != nil)
                #expect(row[4] == nil && row[5] == nil)
                let names = try pair.source.execute("SELECT * FROM ops.heartbeat").split(separator: "\n")[0]
                #expect(names == "ts\tserver_id\tfile\tposition\trelay_master_log_file\texec_master_log_pos")

                // What pt-heartbeat --update writes, once before the applier stops and once behind it.
                let id = try #require(row[1])
                func beat(_ time: String) throws {
                    try pair.source.execute(
                        "REPLACE INTO ops.heartbeat (ts, server_id, file, position, relay_master_log_file, "
                            + "exec_master_log_pos) VALUES ('\(time)', '\(id)', 'binlog.000001', '157', NULL, NULL)"
                    )
                }
                try beat("2026-01-01T00:00:00.000710")
                var watcher = pair.watcher()
                _ = try #require(try await watcher.sample { $0.backlog?.isNothing == true })
                await watcher.close()
                try pair.replica.execute(pair.words("STOP REPLICA SQL_THREAD"))
                try beat("2026-01-01T00:00:05.250710")
                let read = try output(pair, table + ["--count", "1"])
                let object = try #require(
                    JSONSerialization.jsonObject(with: Data(read.standardOutput)) as? [String: Any]
                )
                #expect((object["methods"] as? [String: Any])?["heartbeat"] as? Double == 5.25, "\(read.text)")
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
}
