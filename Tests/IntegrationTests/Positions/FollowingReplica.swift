// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// A source, and a replica that follows it from its beginning, started by the statements that `emit` writes.
struct FollowingReplica {
    let source: LiveServer
    let replica: LiveServer

    /// The account of replication on the source.
    static let user = "o'repl"

    /// Lends a pair.
    ///
    /// - Parameters:
    ///   - kind: What both are.
    ///   - options: Options of `scripts/servers up` for both.
    ///   - replicaOptions: Further ones for the replica.
    ///   - method: By what the replica begins.
    ///   - body: is given the pair.
    /// - Throws: what `body` throws, or why there is no such pair.
    static func with(
        _ kind: String,
        options: [String] = [],
        replicaOptions: [String] = [],
        method: StartRequest.Method,
        _ body: (FollowingReplica) async throws -> Void
    ) async throws {
        try await ServerControl.withServer(.init(kind, options: options)) { source in
            try await ServerControl.withServer(.init(kind, options: options + replicaOptions)) { replica in
                try makeAccount(on: source)
                try follow(source, replica, start: try start(of: source), method: method)
                try await body(FollowingReplica(source: source, replica: replica))
            }
        }
    }

    /// Makes the account of replication.
    static func makeAccount(on source: LiveServer) throws {
        try source.execute("CREATE USER 'o''repl'@'%' IDENTIFIED BY 'secret'")
        try source.execute("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'o''repl'@'%'")
    }

    /// Where a server's own log stands, as `emit --from` takes it.
    static func start(of source: LiveServer) throws -> StartPoint {
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
        point.user = user
        return point
    }

    /// Has a server follow another, by the statements that `emit` writes.
    static func follow(
        _ source: LiveServer,
        _ replica: LiveServer,
        start: StartPoint,
        method: StartRequest.Method,
        channel: String? = nil
    ) throws {
        var point = start
        point.channel = channel
        var request = StartRequest(dialect: replica.flavour == .mysql ? .mysql84 : .mariadb, point: point)
        request.method = method
        request.setsPurged = method == .gtid && replica.flavour == .mysql
        request.certificateAuthority = source.authority
        let statements = try StartStatements(request)
        #expect(statements.method == method)
        try replica.execute(statements.sql().replacing(StartStatements.passwordPlaceholder, with: "secret"))
    }

    /// Has the replica wait, for as long as a slow machine may take, until it is where the source is.
    func wait() throws { try FollowingReplica.wait(replica, for: source) }

    /// Has a replica wait until it is where a source is.
    static func wait(_ replica: LiveServer, for source: LiveServer, channel: String = "") throws {
        let end = try source.currentBinlog()
        let function = replica.flavour == .mysql ? "SOURCE_POS_WAIT" : "MASTER_POS_WAIT"
        let answer = try replica.query("SELECT \(function)('\(end.name)', \(end.size), 60, '\(channel)')")
        try #require(answer.first?.first.flatMap { $0 } != "-1", "the replica is not there within 60 seconds")
        let status = try replica.query(replica.flavour == .mysql ? "SHOW REPLICA STATUS" : "SHOW ALL SLAVES STATUS")
        try #require(answer.first?.first.flatMap { $0 } != nil, "\(status)")
    }
}
