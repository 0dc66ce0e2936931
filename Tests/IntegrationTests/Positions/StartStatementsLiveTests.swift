// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// The statements that are emitted, run on real servers: the replica ends up as the source is.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct StartStatementsLiveTests {
    /// A kind of server, and how the place is told.
    struct Case: Sendable, CustomStringConvertible {
        let kind: String
        let dialect: ReplicationDialect
        let method: StartRequest.Method
        var gtid = true

        var description: String { "\(kind) by \(method)" }
        var options: [String] { kind.hasPrefix("mysql") ? ["--gtid", gtid ? "on" : "off"] : [] }
    }

    static let cases = [
        Case(kind: "mysql97", dialect: .mysql84, method: .file, gtid: false),
        Case(kind: "mysql97", dialect: .mysql84, method: .gtid),
        Case(kind: "mariadb1011", dialect: .mariadb, method: .file),
        Case(kind: "mariadb118", dialect: .mariadb, method: .gtid),
    ]

    /// Where a server's own log stands, as `emit --from` takes it.
    private func start(of source: LiveServer) throws -> StartPoint {
        let status = source.flavour == .mysql ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS"
        let row = try #require(try source.query(status).first)
        var text = "File: \(row[0] ?? "")\nPosition: \(row[1] ?? "")\n"
        if source.flavour == .mysql { text += "Executed_Gtid_Set: \(row[4] ?? "")\n" }
        var point = try #require(PositionReport(StatusFile(text)).channels.first?.start)
        if source.flavour == .mariaDB {
            let position = try source.query("SELECT @@GLOBAL.gtid_binlog_pos").first?.first ?? nil
            point.gtid = .mariaDB(try MariaDBGTIDPosition(position ?? ""))
            point.flavour = .mariaDB
        }
        point.host = "127.0.0.1"
        point.port = source.port
        point.user = "o'repl"
        return point
    }

    @Test(arguments: cases)
    func `a replica that is started by them ends up identical`(_ one: Case) async throws {
        try await ServerControl.withServer(.init(one.kind, options: one.options)) { source in
            try await ServerControl.withServer(.init(one.kind, options: one.options)) { replica in
                try source.execute("CREATE USER 'o''repl'@'%' IDENTIFIED BY 'secret'")
                try source.execute("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'o''repl'@'%'")
                let table = "CREATE DATABASE shop; CREATE TABLE shop.stock (id INT PRIMARY KEY, n INT)"
                try source.execute(table)
                try source.execute("INSERT INTO shop.stock VALUES (1, 1), (2, 2)")
                let start = try start(of: source)
                // The copy, which has what was before the place.
                try replica.execute("SET sql_log_bin = 0; \(table); INSERT INTO shop.stock VALUES (1, 1), (2, 2)")
                try source.execute("INSERT INTO shop.stock VALUES (3, 3); UPDATE shop.stock SET n = n * 10")
                var request = StartRequest(dialect: one.dialect, point: start)
                request.method = one.method
                request.setsPurged = one.method == .gtid
                request.certificateAuthority = source.authority
                let statements = try StartStatements(request)
                #expect(statements.method == one.method)
                let script = statements.sql().replacing(StartStatements.passwordPlaceholder, with: "secret")
                try replica.execute(script)
                try wait(replica, source)
                let checksum = "CHECKSUM TABLE shop.stock"
                #expect(try replica.query(checksum) == source.query(checksum))
                #expect(try replica.query("SELECT COUNT(*), SUM(n) FROM shop.stock") == [["3", "60"]])
            }
        }
    }

    /// Has the replica wait, for as long as a slow machine may take, until it is where the source is.
    private func wait(_ replica: LiveServer, _ source: LiveServer) throws {
        let end = try source.currentBinlog()
        let function = replica.flavour == .mysql ? "SOURCE_POS_WAIT" : "MASTER_POS_WAIT"
        let answer = try replica.query("SELECT \(function)('\(end.name)', \(end.size), 60)")
        try #require(answer.first?.first.flatMap { $0 } != "-1", "the replica is not there within 60 seconds")
        let status = try replica.query(replica.flavour == .mysql ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS")
        try #require(answer.first?.first.flatMap { $0 } != nil, "\(status)")
    }
}
