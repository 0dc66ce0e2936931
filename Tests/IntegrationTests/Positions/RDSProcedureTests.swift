// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import ReplicationPositions
import Testing

/// The published procedure of Amazon RDS, from the capture to the reset, on servers that have its procedures over the real
/// statements.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct RDSProcedureTests {
    /// A family, and how the place is told.
    struct Case: Sendable, CustomStringConvertible {
        let kind: String
        let dialect: String
        let method: String

        var description: String { "\(dialect) by \(method)" }
        var isMySQL: Bool { kind.hasPrefix("mysql") }
        var options: [String] { isMySQL ? ["--gtid", "on"] : [] }
    }

    static let cases = [
        Case(kind: "mysql97", dialect: "rds-mysql84", method: "file"),
        Case(kind: "mysql97", dialect: "rds-mysql84", method: "gtid"),
        Case(kind: "mariadb118", dialect: "rds-mariadb", method: "file"),
        Case(kind: "mariadb118", dialect: "rds-mariadb", method: "gtid"),
    ]

    private func installProcedures(_ servers: LiveServer...) throws {
        for server in servers {
            let path = Fixture.folder + "/sql/rds-\(server.flavour == .mysql ? "mysql" : "mariadb").sql"
            try server.execute("SET sql_log_bin = 0;\n" + String(contentsOfFile: path, encoding: .utf8))
        }
    }

    private func binlogpos(_ arguments: [String], input: String = "") throws -> ChildResult {
        let result = try Tool("binlogpos").run(arguments, input: Array(input.utf8))
        #expect(result.status == 0, "\(arguments): \(result.text)\(result.errorText)")
        return result
    }

    /// The data of one server in another, as a snapshot brings it; what it executed comes with it.
    private func restore(_ replica: LiveServer, to target: LiveServer, gtids: String) throws {
        let rows = try replica.query("SELECT id, n FROM shop.stock").map { "(\($0[0] ?? ""), \($0[1] ?? ""))" }
        try target.execute(
            "SET sql_log_bin = 0; CREATE DATABASE shop; CREATE TABLE shop.stock (id INT PRIMARY KEY, n INT); "
                + "INSERT INTO shop.stock VALUES \(rows.joined(separator: ", "))"
        )
        guard target.flavour == .mysql else { return }
        try target.execute("RESET BINARY LOGS AND GTIDS; SET GLOBAL gtid_purged = '\(gtids)'")
    }

    /// `lagwatch --until caught-up`, which must open; what it says of the replica.
    private func gate(_ source: LiveServer, _ target: LiveServer) throws -> [String: Any] {
        let result = try Tool("lagwatch").run([
            "--no-defaults", "--until", "caught-up", "--source", source.url, "--replica", target.url, "--stable",
            "300ms", "--timeout", "60s",
        ])
        try #require(result.status == 0, "\(result.text)\(result.errorText)")
        let json = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
        let record = try #require(json as? [String: Any])
        #expect(record["result"] as? String == "reached")
        return try #require((record["replicas"] as? [[String: Any]])?.first)
    }

    @Test(arguments: cases)
    func `capture, restore, set the source, start, gate, stop, reset`(_ one: Case) async throws {
        // A replica that RDS made has the GTIDs of everything in its data.
        try await FollowingReplica.with(one.kind, options: one.options, method: one.isMySQL ? .gtid : .file) { pair in
            try await ServerControl.withServer(.init(one.kind, options: one.options)) { target in
                let (source, replica) = (pair.source, pair.replica)
                try installProcedures(replica, target)
                try source.execute("CREATE DATABASE shop; CREATE TABLE shop.stock (id INT PRIMARY KEY, n INT)")
                for id in 1...20 { try source.execute("INSERT INTO shop.stock VALUES (\(id), \(id))") }
                try pair.wait()
                // The replica is RDS: it is stopped by its procedure, which stops the receiver too.
                let url = { (server: LiveServer) in "mysql://root@127.0.0.1:\(server.port)" }
                let captured = try binlogpos(["capture", "--replica", url(replica), "--source", url(source), "--stop"])
                #expect(captured.text.contains("\"mark\""))
                let status = try #require(
                    try await PositionCapture(replica.configuration(), channel: nil).run(
                        stops: false,
                        startsAgain: false
                    ).status as ReplicaStatus?
                )
                #expect(status.receiver == .stopped && status.applier == .stopped)
                // The source writes on meanwhile.
                for id in 21...30 {
                    try source.execute("INSERT INTO shop.stock VALUES (\(id), \(id)); UPDATE shop.stock SET n = n + 1")
                }
                let folder = FileManager.default.temporaryDirectory.appending(
                    path: "rds-\(UInt32.random(in: 0 ... .max))"
                )
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
                let record = folder.appending(path: "position.json").path(percentEncoded: false)
                try captured.text.write(toFile: record, atomically: true, encoding: .utf8)
                let gtids = try replica.query(
                    "SELECT @@GLOBAL.\(one.isMySQL ? "gtid_executed" : "gtid_slave_pos")"
                ).first?.first.flatMap { $0 }
                try restore(replica, to: target, gtids: (gtids ?? "").replacing("\n", with: ""))
                let verified = try binlogpos([
                    "verify", record, "--source", url(source), "--replication-user", FollowingReplica.user,
                ])
                #expect(verified.text.contains("the event before the place is the one that was recorded"))
                #expect(verified.text.contains("the account 'o'repl'@'%' may replicate"))
                let emitted = try binlogpos([
                    "emit", "--dialect", one.dialect, "--from", record, "--method", one.method, "--source-host",
                    "127.0.0.1",
                    "--source-port", "\(source.port)", "--source-user", FollowingReplica.user,
                ]).text
                #expect(emitted.contains("CALL mysql.rds_set_external_"))
                try target.execute(emitted.replacing(StartStatements.passwordPlaceholder, with: "secret"))
                let proof = try gate(source, target)
                #expect(proof["method"] as? String == (one.method == "gtid" ? "gtid-equality" : "position-equality"))
                let checksum = "CHECKSUM TABLE shop.stock"
                #expect(try target.query(checksum) == source.query(checksum))
                #expect(try target.query("SELECT COUNT(*) FROM shop.stock") == [["30"]])
                // What ends replication is told as a remark, since nobody may run it too early.
                let calls = emitted.split(separator: "\n").compactMap { line in
                    line.firstRange(of: "CALL mysql.rds_").map { String(line[$0.lowerBound...]) }
                }.filter { $0.contains("stop_replication") || $0.contains("reset_external") }.suffix(2)
                #expect(calls.count == 2 && emitted.contains("-- " + (calls.last ?? "")))
                try target.execute("SET autocommit = 1; " + calls.joined(separator: " "))
                let left = try target.query(one.isMySQL ? "SHOW REPLICA STATUS" : "SHOW ALL SLAVES STATUS")
                #expect(left.isEmpty)
                try source.execute("INSERT INTO shop.stock VALUES (31, 31)")
                #expect(try target.query("SELECT COUNT(*) FROM shop.stock") == [["30"]])
            }
        }
    }

    @Test func `the retention of RDS is asked in its own table`() async throws {
        try await ServerControl.withServer(.init("mysql97")) { server in
            try installProcedures(server)
            let verifier = PositionVerifier(.server(server.configuration()))
            let point = StartPoint(file: BinlogFilePosition(file: try server.currentBinlog().name))
            let without = try await verifier.verify(point).checks.first { $0.subject == .retention }
            #expect(without?.outcome == .bad && without?.advice?.contains("rds_set_configuration") == true)
            try server.execute("CALL mysql.rds_set_configuration('binlog retention hours', 48)")
            let with = try await verifier.verify(point).checks.first { $0.subject == .retention }
            #expect(
                with?.outcome == .good && with?.message.contains("48 h") == true
                    || with?.message.contains("2 d") == true
            )
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `ProxySQL, reverse replication: tables of RDS alone do not stop a server that is none`(
        _ kind: String
    ) async throws {
        try await FollowingReplica.with(kind, method: .file) { pair in
            let (source, replica) = (pair.source, pair.replica)
            try installProcedures(source)
            let isMySQL = source.flavour == .mysql
            var point = StartPoint(file: BinlogFilePosition(file: try source.currentBinlog().name))
            point.host = "back.eu-west-1.rds.amazonaws.com"
            let statements = try StartStatements(StartRequest(dialect: isMySQL ? .mysql84 : .mariadb, point: point))
            let filter = try #require(statements.lines.first { $0.isActive && $0.text.contains("rds\\_%") }?.text)
            try replica.execute(isMySQL ? "STOP REPLICA" : "STOP ALL SLAVES")
            try replica.execute(filter)
            try replica.execute(isMySQL ? "START REPLICA" : "START ALL SLAVES")
            try source.execute("UPDATE mysql.rds_configuration SET value = '24'; CREATE DATABASE shop")
            try pair.wait()
            #expect(try replica.query("SHOW DATABASES LIKE 'shop'") == [["shop"]])
        }
    }
}
