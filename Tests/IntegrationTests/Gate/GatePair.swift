// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationLag

/// A source and a replica of a test's own, that replicates in one of the ways that there are.
struct GatePair: Sendable {
    /// How a replica follows.
    enum Mode: String, Sendable, CaseIterable, CustomStringConvertible {
        case mysqlGTID
        case mysqlPosition
        case mysqlWorkers
        case mysqlSemiSync
        case mariaDBGTID
        case mariaDBPosition

        var description: String { rawValue }

        var kind: String {
            switch self {
            case .mysqlGTID, .mysqlPosition, .mysqlWorkers, .mysqlSemiSync: "mysql97"
            case .mariaDBGTID: "mariadb1011"
            case .mariaDBPosition: "mariadb118"
            }
        }

        var isMariaDB: Bool { self == .mariaDBGTID || self == .mariaDBPosition }

        /// MySQL's appliers: one, or four that commit in any order.
        var options: [String] {
            switch self {
            case .mysqlGTID: ["--gtid", "on", "--cnf", "replica_parallel_workers=4"]
            case .mysqlPosition: ["--gtid", "off", "--cnf", "replica_parallel_workers=1"]
            case .mysqlWorkers:
                [
                    "--gtid", "off", "--cnf", "replica_parallel_workers=4", "--cnf",
                    "replica_preserve_commit_order=OFF",
                ]
            case .mysqlSemiSync:
                [
                    "--gtid", "on", "--cnf", "plugin_load_add=semisync_source.so", "--cnf",
                    "plugin_load_add=semisync_replica.so", "--cnf", "rpl_semi_sync_source_enabled=ON", "--cnf",
                    "rpl_semi_sync_replica_enabled=ON", "--cnf", "rpl_semi_sync_source_wait_no_replica=OFF",
                ]
            case .mariaDBGTID: ["--gtid", "on", "--cnf", "slave_parallel_threads=4", "--cnf", "log_slave_updates=ON"]
            case .mariaDBPosition: ["--cnf", "log_slave_updates=ON", "--cnf", "slave_parallel_threads=2"]
            }
        }
    }

    let mode: Mode
    let source: LiveServer
    let replica: LiveServer

    /// Starts both, and has the replica follow.
    static func with<Result>(
        _ mode: Mode,
        _ body: (GatePair) async throws -> Result
    ) async throws -> Result {
        try await ServerControl.withServer(.init(mode.kind, options: mode.options)) { source in
            try await ServerControl.withServer(.init(mode.kind, options: mode.options)) { replica in
                let pair = GatePair(mode: mode, source: source, replica: replica)
                try pair.begin()
                return try await body(pair)
            }
        }
    }

    private func begin() throws {
        let reset = mode.isMariaDB ? "RESET MASTER" : "RESET BINARY LOGS AND GTIDS"
        try source.execute(
            "\(reset); CREATE USER repl@'%' IDENTIFIED BY 'secret'; GRANT REPLICATION SLAVE ON *.* TO repl@'%'; "
                + "CREATE USER writer@'%'; GRANT ALL ON shop.* TO writer@'%'; CREATE DATABASE shop"
        )
        try replica.execute(reset)
        try follow(source)
    }

    /// Has the replica follow a source from the beginning of its log.
    func follow(_ source: LiveServer) throws {
        let place = mode.isMariaDB ? "MASTER" : "SOURCE"
        var words = [
            "\(place)_HOST='127.0.0.1'", "\(place)_PORT=\(source.port)", "\(place)_USER='repl'",
            "\(place)_PASSWORD='secret'", "\(place)_CONNECT_RETRY=1",
        ]
        switch mode {
        case .mysqlGTID, .mysqlSemiSync: words.append("SOURCE_AUTO_POSITION=1")
        case .mysqlPosition, .mysqlWorkers:
            words += ["SOURCE_LOG_FILE='\(try source.binlogFiles()[0].name)'", "SOURCE_LOG_POS=4"]
        case .mariaDBGTID: words.append("MASTER_USE_GTID=slave_pos")
        case .mariaDBPosition:
            words += [
                "MASTER_LOG_FILE='\(try source.binlogFiles()[0].name)'", "MASTER_LOG_POS=4", "MASTER_USE_GTID=no",
            ]
        }
        if !mode.isMariaDB { words.append("GET_SOURCE_PUBLIC_KEY=1") }
        if mode.isMariaDB { words.append("MASTER_SSL=0") }
        let change = mode.isMariaDB ? "CHANGE MASTER TO" : "CHANGE REPLICATION SOURCE TO"
        try replica.execute("\(change) \(words.joined(separator: ", ")); \(start)")
    }

    /// Starts replication.
    var start: String { mode.isMariaDB ? "START SLAVE" : "START REPLICA" }

    /// Stops replication.
    var stop: String { mode.isMariaDB ? "STOP SLAVE" : "STOP REPLICA" }

    /// Keeps the source from taking writes, or lets it again.
    func setReadOnly(_ isReadOnly: Bool) throws {
        let variable = mode.isMariaDB || !isReadOnly ? "read_only" : "super_read_only"
        try source.execute("SET GLOBAL \(variable) = \(isReadOnly ? "ON" : "OFF")")
    }

    /// A gate between both.
    func watch(_ conditions: Gate.Conditions, timeout: Duration = .seconds(60)) -> GateWatch {
        var watch = GateWatch(
            source: source.configuration(),
            replicas: [replica.configuration()],
            conditions: conditions
        )
        watch.timeout = timeout
        return watch
    }

    /// Both checksums, which are the same where the tables are.
    func checksums(of tables: String) throws -> (source: [[String?]], replica: [[String?]]) {
        (try source.query("CHECKSUM TABLE \(tables)"), try replica.query("CHECKSUM TABLE \(tables)"))
    }
}
