// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import ReplicationLag
import Testing

extension ReplicaTests {
    /// `lagwatch --until caught-up`, as a script runs it.
    @Suite(.serialized) struct GateToolTests {
        private func arguments(_ pair: GatePair, _ more: [String], source: LiveServer? = nil) -> [String] {
            [
                "--no-defaults", "--until", "caught-up", "--source", (source ?? pair.source).url, "--replica",
                pair.replica.url,
            ] + more
        }

        private func gate(_ pair: GatePair, _ more: String..., source: LiveServer? = nil) throws -> ChildResult {
            try Tool("lagwatch").run(arguments(pair, more, source: source))
        }

        private func record(_ result: ChildResult) throws -> [String: Any] {
            try #require(JSONSerialization.jsonObject(with: Data(result.standardOutput)) as? [String: Any])
        }

        /// Holds the appliers up while `body` runs.
        private func holding(_ pair: GatePair, _ body: () throws -> Void) async throws {
            try await pair.replica.withConnection { connection in
                try await connection.execute(text: "LOCK TABLES shop.t WRITE")
                try body()
                try await connection.execute(text: "UNLOCK TABLES")
            }
        }

        @Test(arguments: [GatePair.Mode.mysqlGTID, .mysqlPosition, .mariaDBGTID])
        func `every way that waiting ends has its status and its record`(_ mode: GatePair.Mode) async throws {
            try await GatePair.with(mode) { pair in
                try pair.source.execute("CREATE TABLE shop.t (a INT PRIMARY KEY); INSERT INTO shop.t VALUES (1)")
                try reached(pair)
                try found(pair)
                try await late(pair)
                try await marked(pair)
                try foreign(pair)
                try stopped(pair)
                if mode != .mysqlPosition { try errant(pair) }
            }
        }

        /// Status 0, with a record that the channel back can be made of.
        private func reached(_ pair: GatePair) throws {
            let file = FileManager.default.temporaryDirectory.appending(path: "gate-\(UUID().uuidString).json")
            defer { try? FileManager.default.removeItem(at: file) }
            let path = file.path(percentEncoded: false)
            let result = try gate(pair, "--stable", "200ms", "--record", path)
            #expect(result.status == 0, "\(result.errorText)")
            let record = try record(result)
            #expect(record["result"] as? String == "reached")
            #expect(try Data(contentsOf: file) == Data(result.standardOutput))
            let replica = try #require((record["replicas"] as? [[String: Any]])?.first)
            #expect(
                replica["method"] as? String == (pair.mode == .mysqlPosition ? "position-equality" : "gtid-equality")
            )
            #expect((replica["stable"] as? Double ?? 0) >= 0.2)
            let reverse = try #require(replica["reverse"] as? [String: Any])
            let end = try pair.replica.currentBinlog()
            #expect(reverse["file"] as? String == end.name && reverse["position"] as? Int == end.size)
            let emitted = try Tool("binlogpos").run([
                "emit", "--dialect", pair.mode.isMariaDB ? "mariadb" : "mysql84", "--from", path, "--source-host",
                "db2",
            ])
            #expect(emitted.status == 0, "\(emitted.errorText)")
            #expect(emitted.text.contains("db2"))
        }

        /// Without --source it is the server that the replica names; status 1 where a server cannot be asked.
        private func found(_ pair: GatePair) throws {
            let words = ["--no-defaults", "--until", "caught-up", "--stable", "0", "--replica"]
            let result = try Tool("lagwatch").run(words + [pair.replica.url])
            #expect(result.status == 0, "\(result.errorText)")
            #expect(result.errorText.contains("the source is 127.0.0.1:\(pair.source.port), as the replica tells"))
            let replica = try #require((try record(result)["replicas"] as? [[String: Any]])?.first)
            let identity = try #require(try pair.source.query("SELECT @@server_id").first?.first ?? nil)
            #expect((replica["source"] as? [String: Any])?["serverID"] as? Int == Int(identity))
            let alone = try Tool("lagwatch").run(words + [pair.source.url])
            #expect(alone.status == 1 && alone.errorText.contains("replicates from nowhere"), "\(alone.errorText)")
            let nobody = try Tool("lagwatch").run(words + ["mysql://root@127.0.0.1:1"])
            #expect(nobody.status == 1 && !nobody.errorText.isEmpty)
        }

        /// Status 3, whether the replica is late or the source takes writes.
        private func late(_ pair: GatePair) async throws {
            try await holding(pair) {
                try pair.source.execute("INSERT INTO shop.t VALUES (2)")
                let result = try gate(pair, "--stable", "0", "--timeout", "1s")
                #expect(result.status == 3, "\(result.errorText)")
                #expect(try record(result)["result"] as? String == "not-reached")
                #expect(result.errorText.contains("left to apply"))
            }
            let open = try gate(pair, "--stable", "0", "--timeout", "2s", "--require-read-only")
            #expect(open.status == 3 && open.errorText.contains("super_read_only"), "\(open.errorText)")
            try pair.setReadOnly(true)
            let closed = try gate(pair, "--stable", "100ms", "--require-read-only")
            #expect(closed.status == 0, "\(closed.errorText)")
            try pair.setReadOnly(false)
        }

        /// Status 0 while the source writes, by a marker.
        private func marked(_ pair: GatePair) async throws {
            let result = try gate(pair, "--marker-table", "shop.marker", "--create-table")
            #expect(result.status == 0, "\(result.errorText)")
            let replica = try #require((try record(result)["replicas"] as? [[String: Any]])?.first)
            let token = try #require((replica["marker"] as? [String: Any])?["token"] as? String)
            #expect(try pair.replica.query("SELECT COUNT(*) FROM shop.marker WHERE token = '\(token)'") == [["1"]])
            #expect(try gate(pair, "--marker").status == 0)
            #expect(try gate(pair, "--max-lag", "30s", "--stable", "100ms").status == 0)
        }

        /// Status 5 for a source that is none of this replica, and 2 for what makes no sense.
        private func foreign(_ pair: GatePair) throws {
            let other = try #require(try LiveServer.named(pair.mode.kind))
            let result = try gate(pair, "--timeout", "5s", source: other)
            #expect(result.status == 5, "\(result.errorText)")
            #expect(result.errorText.contains("the replica follows the server"))
            let same = try gate(pair, "--timeout", "5s", source: pair.replica)
            #expect(same.status == 5 && same.errorText.contains("one server"), "\(same.errorText)")
            #expect(try gate(pair, "--marker", "--max-lag", "5s").status == 2)
            #expect(try Tool("lagwatch").run(["--stable", "5s", "--replica", pair.replica.url]).status == 2)
        }

        /// Status 4 where the applier is stopped or failed.
        private func stopped(_ pair: GatePair) throws {
            try pair.replica.execute("\(pair.stop) SQL_THREAD")
            try pair.source.execute("INSERT INTO shop.t VALUES (3)")
            let result = try gate(pair, "--timeout", "10s")
            #expect(result.status == 4 && result.errorText.contains("applier"), "\(result.errorText)")
            #expect(try record(result)["result"] as? String == "stopped")
            try pair.replica.execute(pair.start)
            #expect(try gate(pair, "--stable", "0").status == 0)
        }

        /// Status 5 for transactions of the replica's own, unless they are accepted.
        private func errant(_ pair: GatePair) throws {
            try pair.replica.execute("CREATE TABLE shop.own (a INT)")
            let result = try gate(pair, "--stable", "0", "--timeout", "20s")
            #expect(result.status == 5 && result.errorText.contains("does not have"), "\(result.errorText)")
            let gtids =
                pair.mode.isMariaDB
                ? "SELECT REGEXP_SUBSTR(@@gtid_binlog_state, CONCAT('[0-9]+-', @@server_id, '-[0-9]+'))"
                : "SELECT CONCAT(@@server_uuid, ':1')"
            let own = try #require(try pair.replica.query(gtids).first?.first ?? nil)
            let accepted = try gate(pair, "--stable", "0", "--timeout", "20s", "--accept-errant", own)
            #expect(accepted.status == 0, "\(accepted.errorText)")
        }
    }
}
