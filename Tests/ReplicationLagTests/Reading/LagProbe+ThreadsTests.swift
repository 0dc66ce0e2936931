// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct LagProbeThreadsTests {
    private static let status: (String, [String], [[String?]]) = (
        "SHOW REPLICA STATUS", ["Channel_Name", "Replica_SQL_Running"], [["", "Yes"]]
    )

    @Test func `workers tell when their transactions were committed, and zero is no time`() async throws {
        let none: [String?] = ["", "0.000000", "0.000000", "0.000000", nil]
        let done: [String?] = ["\(sourceUUID):4", "100.000001", "100.000002", "0.000000", "0.000000"]
        let working: [String?] = ["\(sourceUUID):5", "101.5", "101.500002", "102.000000", nil]
        let rows: [[String?]] = [
            ["", "1", "ON", "0", ""] + done + none + ["0"], ["", "2", "ON", "0", ""] + none + working + ["3"],
            ["", "3", "OFF", "1062", "Duplicate entry"] + none + none + ["0"],
        ]
        let names = (1...16).map { "c\($0)" }
        var probe = try await LagProbe(ScriptedSession.mysql([Self.status, ("status_by_worker", names, rows)]))
        let workers = try #require(try await probe.replicas().first).workers
        #expect(workers.map(\.id) == [1, 2, 3] && workers.map(\.isBusy) == [false, true, false])
        #expect(workers[0].last?.originalCommit == 100_000_001 && workers[0].last?.immediateCommit == 100_000_002)
        #expect(workers[0].last?.end == nil)
        #expect(workers[1].applying?.originalCommit == 101_500_000 && workers[1].retries == 3)
        #expect(workers[2].failure == "error 1062: Duplicate entry")
    }

    @Test func `a server without those tables is read without them`() async throws {
        var probe = try await LagProbe(ScriptedSession.mysql([Self.status]))
        #expect(try await probe.replicas().first?.workers.isEmpty == true)
    }

    @Test func `MariaDB's workers are known by what they wait for`() async throws {
        let answers: [(String, [String], [[String?]])] = [
            ("SHOW GLOBAL VARIABLES", ["n", "v"], [["version", "11.8.2-MariaDB"], ["server_id", "2"]]),
            ("@@GLOBAL.read_only", ["t", "r"], [["1795291059.646407", "1"]]),
            ("SHOW ALL SLAVES STATUS", ["Connection_name", "Slave_SQL_Running"], [["", "Yes"]]),
            ("gtid_slave_pos", ["g"], [["0-1-7"]]), ("gtid_binlog_pos", ["g"], [["0-2-9"]]),
            (
                "Slave_worker", ["c", "s"],
                [["Slave_worker", "Waiting for work from SQL thread"], ["Slave_worker", "Update"]]
            ),
        ]
        var probe = try await LagProbe(ScriptedSession(answers: answers))
        let reading = try #require(try await probe.replicas().first)
        #expect(reading.workers.map(\.isBusy) == [false, true])
        #expect(reading.executed == .mariaDB(try MariaDBGTIDPosition("0-1-7")))
        #expect(reading.written == .mariaDB(try MariaDBGTIDPosition("0-2-9")))
        #expect(reading.readOnly == .readOnly)
    }
}
