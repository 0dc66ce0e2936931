// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct LagProbeTests {
    @Test func `GTIDs that cannot be read are an error, and not none`() async throws {
        var probe = try await LagProbe(
            ScriptedSession.mysql([
                ("SHOW BINARY LOG STATUS", ["File", "Position", "Executed_Gtid_Set"], [["b.000001", "4", "cut-off"]])
            ])
        )
        do {
            _ = try await probe.source()
            Issue.record("it was read")
        } catch {
            #expect(error.message.contains("GTIDs cannot be read"))
        }
    }
}
