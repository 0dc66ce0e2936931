// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Whether real servers can replicate from each other; for MariaDB to MySQL the servers are asked to do it.
@Suite(.serialized) struct TargetChecksLiveTests {
    private func checks(_ source: LiveServer, _ target: LiveServer) async throws -> [VerifiedCheck] {
        var verifier = PositionVerifier(.server(source.configuration()))
        verifier.target = .server(target.configuration())
        let point = StartPoint(file: BinlogFilePosition(file: try source.currentBinlog().name))
        return try await verifier.verify(point).checks.filter { $0.subject == .target }
    }

    @Test(arguments: LiveServer.all)
    func `a server compared with the others`(_ source: LiveServer) async throws {
        for target in LiveServer.all {
            let bad = try await checks(source, target).filter { $0.outcome == .bad }.map(\.message)
            if source.name == target.name {
                #expect(bad.contains { $0.contains("one server_id") })
            } else if source.flavour == .mariaDB, target.flavour == .mysql {
                #expect(bad.contains { $0.contains("row events of version 1") })
            }
            if source.flavour == .mysql, target.name.hasPrefix("mariadb1011") {
                // MySQL's own standard.
                #expect(bad.contains { $0.contains("utf8mb4_0900_ai_ci") }, "\(bad)")
            }
        }
    }

    @Test(.enabled(if: ServerControl.isPossible))
    func `MySQL stops at the first rows of MariaDB, as is told`() async throws {
        try await ServerControl.withServer(.init("mariadb118")) { source in
            try await ServerControl.withServer(.init("mysql97", options: ["--gtid", "off"])) { target in
                let table = "CREATE DATABASE shop; CREATE TABLE shop.t (a INT PRIMARY KEY) CHARACTER SET latin1"
                try FollowingReplica.makeAccount(on: source)
                try source.execute(table)
                try target.execute("SET sql_log_bin = 0; " + table)
                let start = try FollowingReplica.start(of: source)
                try source.execute("INSERT INTO shop.t VALUES (1)")
                try FollowingReplica.follow(source, target, start: start, method: .file)
                let end = try source.currentBinlog()
                let answer = try target.query("SELECT SOURCE_POS_WAIT('\(end.name)', \(end.size), 60)")
                #expect(answer.first?.first == .some(nil), "\(answer)")
                let status = try target.execute("SHOW REPLICA STATUS")
                #expect(
                    status.contains("13121") || status.contains("Could not parse relay log event entry"),
                    "\(status)"
                )
                #expect(try target.query("SELECT COUNT(*) FROM shop.t") == [["0"]])
                #expect(try await checks(source, target).contains { $0.message.contains("error 13121") })
            }
        }
    }
}
