// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct HeartbeatRowTests {
    private func row(_ fields: KeyValuePairs<String, String?>) -> StatusRow {
        StatusRow(fields.map { StatusRow.Field($0.key, $0.value) })
    }

    @Test func `the present layout has places`() throws {
        let row = try #require(
            HeartbeatRow(
                row([
                    "ts": "2013-01-02T03:04:05.000710", "server_id": "7", "file": "bin.000003", "position": "4711",
                    "relay_master_log_file": "up.000009", "exec_master_log_pos": "99",
                ])
            )
        )
        #expect(row.serverID == 7 && row.time == 1_357_095_845_000_710)
        #expect(row.place?.description == "bin.000003:4711" && row.executed?.description == "up.000009:99")
    }

    @Test func `places may be empty, spelled as MySQL 8.4 does, or not there`() throws {
        let empty = try #require(
            HeartbeatRow(row(["ts": "2013-01-02 03:04:05", "server_id": "7", "file": nil, "position": nil]))
        )
        #expect(empty.place == nil && empty.executed == nil)
        let current = row([
            "ts": "2013-01-02 03:04:05", "server_id": "7", "relay_source_log_file": "up.000009",
            "exec_source_log_pos": "99",
        ])
        #expect(HeartbeatRow(current)?.executed?.offset == 99)
    }

    @Test func `the old layout has no server`() throws {
        let old = try #require(HeartbeatRow(row(["id": "1", "ts": "2013-01-02 03:04:05"])))
        #expect(old.serverID == nil && old.time == 1_357_095_845_000_000)
        #expect(HeartbeatRow(row(["id": "1", "ts": nil])) == nil)
    }
}
