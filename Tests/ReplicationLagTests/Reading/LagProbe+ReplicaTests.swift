// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct LagProbeReplicaTests {
    private static let status: (String, [String], [[String?]]) = (
        "SHOW REPLICA STATUS",
        ["Channel_Name", "Source_UUID", "Relay_Source_Log_File", "Exec_Source_Log_Pos", "Executed_Gtid_Set"],
        [
            ["one", sourceUUID, "binlog.000001", "400", "\(sourceUUID):1-3"],
            ["two", "5f68a417-e505-11f1-9b56-02fc00000001", "other.000007", "4", "\(sourceUUID):1-3"],
        ]
    )

    @Test func `each channel is a reading of its own, with what the server has executed from all`() async throws {
        var probe = try await LagProbe(ScriptedSession.mysql([Self.status]))
        let readings = try await probe.replicas()
        #expect(readings.map(\.status.channel) == ["one", "two"])
        #expect(readings.allSatisfy { $0.channelCount == 2 && $0.executed == readings.first?.executed })
        #expect(readings.first?.status.executed == BinlogFilePosition(file: "binlog.000001", offset: 400))
        #expect(readings.first?.ownEnd == BinlogFilePosition(file: "binlog.000002", offset: 300))
    }

    @Test func `a server without sources has no readings`() async throws {
        var probe = try await LagProbe(ScriptedSession.mysql([("SHOW REPLICA STATUS", ["Channel_Name"], [])]))
        #expect(try await probe.replicas().isEmpty)
    }
}
