// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// The statements that are emitted, run on real servers: the replica ends up as the source is.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct StartStatementsLiveTests {
    /// A kind of server, and how the place is told.
    struct Case: Sendable, CustomStringConvertible {
        let kind: String
        let method: StartRequest.Method
        var gtid = true
        var workers = 0

        var description: String { "\(kind) by \(method)" + (workers > 0 ? ", \(workers) workers" : "") }
        var options: [String] { kind.hasPrefix("mysql") ? ["--gtid", gtid ? "on" : "off"] : [] }
        var replicaOptions: [String] { workers > 0 ? ["--cnf", "replica_parallel_workers=\(workers)"] : [] }
    }

    static let cases = [
        Case(kind: "mysql97", method: .file, gtid: false),
        Case(kind: "mysql97", method: .gtid),
        Case(kind: "mysql97", method: .gtid, workers: 4),
        Case(kind: "mariadb1011", method: .file),
        Case(kind: "mariadb118", method: .gtid),
    ]

    /// Makes a table; the copy gets the same without logging it.
    private func makeTable(on server: LiveServer, _ database: String = "shop", logged: Bool = true) throws {
        try server.execute(
            (logged ? "" : "SET sql_log_bin = 0; ")
                + "CREATE DATABASE \(database); CREATE TABLE \(database).stock (id INT PRIMARY KEY, n INT); "
                + "INSERT INTO \(database).stock VALUES (1, 1), (2, 2)"
        )
    }

    @Test(arguments: cases)
    func `a replica that is started by them ends up identical`(_ one: Case) async throws {
        try await ServerControl.withServer(.init(one.kind, options: one.options)) { source in
            let wish = ServerControl.Wish(one.kind, options: one.options + one.replicaOptions)
            try await ServerControl.withServer(wish) { replica in
                try FollowingReplica.makeAccount(on: source)
                try makeTable(on: source)
                let start = try FollowingReplica.start(of: source)
                try makeTable(on: replica, logged: false)
                try source.execute("INSERT INTO shop.stock VALUES (3, 3); UPDATE shop.stock SET n = n * 10")
                try FollowingReplica.follow(source, replica, start: start, method: one.method)
                try FollowingReplica.wait(replica, for: source)
                let checksum = "CHECKSUM TABLE shop.stock"
                #expect(try replica.query(checksum) == source.query(checksum))
                #expect(try replica.query("SELECT COUNT(*), SUM(n) FROM shop.stock") == [["3", "60"]])
                if one.workers > 0 {
                    #expect(try replica.query("SELECT @@GLOBAL.replica_parallel_workers") == [["\(one.workers)"]])
                }
            }
        }
    }

    @Test func `a replica of two sources ends up with what both have`() async throws {
        func wish(_ domain: Int) -> ServerControl.Wish {
            ServerControl.Wish("mariadb118", options: ["--cnf", "gtid_domain_id=\(domain)"])
        }
        try await ServerControl.withServer(wish(1)) { east in
            try await ServerControl.withServer(wish(2)) { west in
                try await ServerControl.withServer(wish(3)) { replica in
                    for (name, source) in [("east", east), ("west", west)] {
                        try FollowingReplica.makeAccount(on: source)
                        try makeTable(on: source, name)
                        let start = try FollowingReplica.start(of: source)
                        try makeTable(on: replica, name, logged: false)
                        try source.execute(
                            "INSERT INTO \(name).stock VALUES (3, 3); UPDATE \(name).stock SET n = n * 10"
                        )
                        try FollowingReplica.follow(source, replica, start: start, method: .file, channel: name)
                    }
                    for (name, source) in [("east", east), ("west", west)] {
                        try FollowingReplica.wait(replica, for: source, channel: name)
                        let checksum = "CHECKSUM TABLE \(name).stock"
                        #expect(try replica.query(checksum) == source.query(checksum))
                        #expect(try replica.query("SELECT SUM(n) FROM \(name).stock") == [["60"]])
                    }
                }
            }
        }
    }
}
