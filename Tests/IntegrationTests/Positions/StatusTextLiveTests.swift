// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLReplication
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Statuses as the servers' own clients print them, of one source and of two, in every notation; the rows that the servers send
/// are the judges.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct StatusTextLiveTests {
    private static let notations: [(options: [String], notation: StatusFile.Notation)] = [
        (["--vertical"], .vertical), (["--table"], .table), (["--batch"], .tabbed), (["--batch", "--raw"], .tabbed),
        (["--xml"], .xml),
    ]

    private func statement(_ server: LiveServer) -> String {
        server.flavour == .mysql ? "SHOW REPLICA STATUS" : "SHOW ALL SLAVES STATUS"
    }

    /// What a client prints for a statement.
    private func printed(_ server: LiveServer, _ options: [String], _ statement: String) throws -> String {
        let result = try ChildResult(
            running: server.client,
            server.connectionArguments + ["--default-character-set=utf8mb4"] + options + ["--execute", statement]
        )
        try #require(result.status == 0, "\(result.errorText)")
        return result.text
    }

    /// Every notation of every statement tells what the server sends; nothing may change meanwhile.
    private func expectSame(_ server: LiveServer, sources: Int) async throws {
        var statements = [statement(server)]
        if server.flavour == .mariaDB, sources == 1 { statements += ["SHOW SLAVE STATUS", "SHOW REPLICA STATUS"] }
        for statement in statements {
            let sent = try await server.withConnection { connection in
                try await connection.answer(to: statement)
            }
            try #require(sent.rows.count == sources)
            for (options, notation) in StatusTextLiveTests.notations {
                let file = StatusFile(try printed(server, options, statement))
                let about = "\(server) \(options) \(statement)"
                #expect(file.notation == notation, "\(about)")
                try #require(file.replicas.count == sources, "\(about)")
                for (row, replica) in zip(sent.rows, file.replicas) {
                    for (name, value) in zip(sent.columns, row) {
                        // What clients print of line ends within a table is blanks.
                        let told = replica.row.fields.first { $0.name == name }?.value ?? ""
                        let expected = (value ?? "").split(separator: "\n").map { $0.split(separator: " ") }
                        #expect(
                            told.split(separator: "\n").map { $0.split(separator: " ") } == expected,
                            "\(about) \(name)"
                        )
                    }
                    #expect(replica.row.fields.count == row.count, "\(about)")
                    let direct = ReplicaStatus(StatusRow(zip(sent.columns, row).map { StatusRow.Field($0, $1) }))
                    #expect(replica.executed == direct.executed && replica.executed != nil, "\(about)")
                    #expect(replica.received == direct.received && replica.received != nil, "\(about)")
                    #expect([replica.receiver, replica.applier] == [direct.receiver, direct.applier], "\(about)")
                    #expect(replica.channel == direct.channel && replica.port == direct.port, "\(about)")
                    #expect(replica.applierFailure?.number == direct.applierFailure?.number, "\(about)")
                    #expect(try replica.executedGTIDs() == direct.executedGTIDs(), "\(about)")
                    #expect(try replica.executedGTIDPosition() == direct.executedGTIDPosition(), "\(about)")
                }
                let report = PositionReport(file)
                #expect(report.channels.count == sources && report.channels.allSatisfy { $0.start != nil }, "\(about)")
            }
        }
    }

    /// Has the second source's applier stop at a statement of several lines, with something behind it that came.
    private func breakSecond(_ source: LiveServer, _ replica: LiveServer) throws {
        try replica.execute("SET sql_log_bin = 0; CREATE DATABASE west; CREATE TABLE west.t (a INT PRIMARY KEY)")
        try source.execute("SET sql_log_bin = 0; CREATE DATABASE west; CREATE TABLE west.t (a INT PRIMARY KEY)")
        try replica.execute("SET sql_log_bin = 0; INSERT INTO west.t VALUES (7)")
        try source.execute(
            """
            SET SESSION binlog_format = 'STATEMENT';
            INSERT INTO west.t
            VALUES
            (7)
            -- Exec_Master_Log_Pos: 1
            ;
            """
        )
        let end = try source.currentBinlog()
        let function = replica.flavour == .mysql ? "SOURCE_POS_WAIT" : "MASTER_POS_WAIT"
        // NULL is the answer where the applier stops.
        _ = try replica.query("SELECT \(function)('\(end.name)', \(end.size), 60, 'west')")
    }

    @Test(arguments: ["mysql97", "mariadb1011", "mariadb118"])
    func `statuses of one and two sources are read as the server sends them, broken ones too`(
        _ kind: String
    ) async throws {
        let isMySQL = kind == "mysql97"
        let options = isMySQL ? ["--gtid", "on"] : []
        try await ServerControl.withServer(.init(kind, options: options)) { first in
            try await ServerControl.withServer(.init(kind, options: options)) { second in
                try await ServerControl.withServer(.init(kind, options: options)) { replica in
                    for (source, channel) in [(first, nil), (second, "west")] as [(LiveServer, String?)] {
                        try FollowingReplica.makeAccount(on: source)
                        let start = try FollowingReplica.start(of: source)
                        try FollowingReplica.follow(source, replica, start: start, method: .file, channel: channel)
                        try source.execute("CREATE DATABASE d\(channel ?? "")")
                        try FollowingReplica.wait(replica, for: source, channel: channel ?? "")
                    }
                    try breakSecond(second, replica)
                    let failed = try #require(
                        StatusFile(try printed(replica, ["--vertical"], statement(replica))).replicas.last
                    )
                    #expect(failed.applier == .stopped && failed.applierFailure != nil)
                    // The coordinator of workers tells no statement.
                    let isTold = failed.applierFailure?.message.contains("\n-- Exec_Master_Log_Pos: 1") ?? false
                    #expect(isTold != isMySQL, "\(failed)")
                    try replica.execute(isMySQL ? "STOP REPLICA" : "STOP ALL SLAVES")
                    try await expectSame(replica, sources: 2)
                    try replica.execute(isMySQL ? "RESET REPLICA ALL FOR CHANNEL 'west'" : "RESET SLAVE 'west' ALL")
                    try await expectSame(replica, sources: 1)
                }
            }
        }
    }
}
