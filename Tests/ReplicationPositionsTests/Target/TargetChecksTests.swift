// SPDX-License-Identifier: Apache-2.0
import MySQLReplication
import ReplicationPositions
import Testing

struct TargetChecksTests {
    private func facts(_ version: String, _ variables: [String: String] = [:]) -> ServerFacts {
        let profile = ServerProfile(variables: ["version": version].merging(variables) { $1 })
        var facts = ServerFacts(profile, isKnown: true)
        facts.variables = variables
        return facts
    }

    private func bad(_ source: ServerFacts, _ target: ServerFacts) -> [String] {
        TargetChecks(source, target).checks.filter { $0.outcome == .bad }.map(\.message)
    }

    private let east = ["server_id": "1"]
    private let west = ["server_id": "2"]

    @Test func `MariaDB's rows are not applied by MySQL 8.4 and later`() {
        let later = bad(facts("11.8.6-MariaDB", east), facts("8.4.3", west))
        #expect(later.count == 1 && later[0].contains("row events of version 1"))
        #expect(bad(facts("10.11.2-MariaDB", east), facts("8.0.36", west)).isEmpty)
        let compressed = bad(
            facts("10.11.2-MariaDB", ["server_id": "1", "log_bin_compress": "ON"]),
            facts("8.0.36", west)
        )
        #expect(compressed.count == 1)
        let old = facts("5.7.44", ["server_id": "1", "log_bin_use_v1_row_events": "ON"])
        #expect(bad(old, facts("8.4.0", west)).count == 1)
        #expect(bad(old, facts("8.0.36", west)).isEmpty)
    }

    @Test func `what MariaDB cannot read of MySQL is told`() {
        var source = facts(
            "8.0.36",
            [
                "server_id": "1", "binlog_transaction_compression": "ON", "binlog_row_value_options": "PARTIAL_JSON",
            ]
        )
        source.jsonTableCount = 3
        #expect(bad(source, facts("11.4.2-MariaDB", west)).count == 3)
        #expect(bad(facts("8.0.36", east), facts("11.4.2-MariaDB", west)).isEmpty)
        #expect(bad(source, facts("8.0.19", west)).count == 1)
        #expect(bad(source, facts("8.0.20", west)).isEmpty)
    }

    @Test(arguments: [
        ("ON", "OFF", false), ("OFF", "ON", false), ("ON", "ON", true), ("OFF", "OFF_PERMISSIVE", true),
        ("ON_PERMISSIVE", "ON", true), ("OFF_PERMISSIVE", "OFF", true),
    ])
    func `modes of GTIDs go together or not`(_ source: String, _ target: String, _ isGood: Bool) {
        let messages = bad(
            facts("8.4.0", ["server_id": "1", "gtid_mode": source]),
            facts("8.4.0", ["server_id": "2", "gtid_mode": target])
        )
        #expect(messages.isEmpty == isGood)
    }

    @Test func `collations that the target does not know are named`() {
        var source = facts("8.0.36", ["server_id": "1", "collation_server": "utf8mb4_0900_ai_ci"])
        source.usedCollations = ["utf8mb4_0900_ai_ci", "latin1_swedish_ci"]
        var target = facts("10.11.2-MariaDB", west)
        #expect(bad(source, target).isEmpty)
        target.collations = ["latin1_swedish_ci", "utf8mb4_general_ci"]
        let messages = bad(source, target)
        #expect(messages.count == 2)
        #expect(messages.contains { $0.hasSuffix("have: utf8mb4_0900_ai_ci") })
        target.collations?.insert("utf8mb4_0900_ai_ci")
        #expect(bad(source, target).isEmpty)
    }

    @Test func `servers that are one, or of the wrong age, are told`() {
        let same = bad(facts("8.4.0", east), facts("8.4.0", east))
        #expect(same.count == 1 && same[0].contains("one server_id"))
        let uuid = ["server_uuid": "5f112b00-e597-11f1-9575-02fc00000001"]
        #expect(bad(facts("8.4.0", uuid.merging(east) { $1 }), facts("8.4.0", uuid.merging(west) { $1 })).count == 1)
        func warnings(_ source: String, _ target: String) -> Int {
            TargetChecks(facts(source, east), facts(target, west)).checks.count { $0.outcome == .warning }
        }
        #expect(warnings("9.7.4", "8.4.0") == 1 && warnings("8.4.0", "9.7.4") == 0)
        #expect(warnings("11.8.6-MariaDB", "10.11.2-MariaDB") == 1)
    }

    @Test func `what was not asked is told as such`() {
        let target = ServerFacts(ServerProfile(variables: ["version": "8.4.0"]), isKnown: false)
        let checks = TargetChecks(facts("8.0.36", east), target).checks
        #expect(checks.map(\.outcome) == [.good, .unknown])
    }
}
