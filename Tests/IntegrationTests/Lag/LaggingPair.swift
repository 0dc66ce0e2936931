// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import ReplicationLag

/// A source and a replica of its own, for tests that delay one behind the other.
struct LaggingPair: Sendable {
    /// How both are set up.
    enum Kind: String, CaseIterable, Sendable {
        case mysqlGTID = "MySQL 9.7, GTID"
        case mysqlPositions = "MySQL 9.7, no GTID"
        case mysqlWorkers = "MySQL 9.7, 4 workers"
        case mariaDB1011 = "MariaDB 10.11"
        case mariaDB118 = "MariaDB 11.8"

        var server: String {
            switch self {
            case .mysqlGTID, .mysqlPositions, .mysqlWorkers: "mysql97"
            case .mariaDB1011: "mariadb1011"
            case .mariaDB118: "mariadb118"
            }
        }

        /// Options of `scripts/servers up`.
        var options: [String] {
            switch self {
            case .mysqlGTID: ["--gtid", "on", "--cnf", "replica_parallel_workers=1", "--cnf", "performance_schema=ON"]
            case .mysqlPositions: ["--gtid", "off", "--cnf", "replica_parallel_workers=1"]
            case .mysqlWorkers: ["--gtid", "on", "--cnf", "replica_parallel_workers=4"]
            case .mariaDB1011: ["--cnf", "log_slave_updates=ON"]
            case .mariaDB118: ["--cnf", "log_slave_updates=ON", "--cnf", "slave_parallel_threads=2"]
            }
        }

        var usesGTIDs: Bool { self != .mysqlPositions }
    }

    let kind: Kind
    let source: LiveServer
    let replica: LiveServer

    /// Starts both, with the replica's receiver going through a proxy, and makes table `lagging.t` with the number of each row.
    static func run(
        _ kind: Kind,
        _ body: @escaping @Sendable (LaggingPair, TCPProxy) async throws -> Void
    ) async throws {
        try await ServerControl.withServer(.init(kind.server, options: kind.options)) { source in
            try await ServerControl.withServer(.init(kind.server, options: kind.options)) { replica in
                let pair = LaggingPair(kind: kind, source: source, replica: replica)
                try await TCPProxy.run(to: source.port) { proxy in
                    try replica.execute(pair.changeSource(port: proxy.port) + pair.words("START REPLICA;"))
                    try source.execute("CREATE DATABASE lagging; CREATE TABLE lagging.t (n INT PRIMARY KEY)")
                    do {
                        try await body(pair, proxy)
                    } catch {
                        // Whoever connects while a proxy ends is not heard.
                        try pair.replica.execute(pair.words("STOP REPLICA"))
                        throw error
                    }
                    try pair.replica.execute(pair.words("STOP REPLICA"))
                }
            }
        }
    }

    /// A statement in the words of the family.
    func words(_ sql: String) -> String {
        kind.server == "mysql97" ? sql : sql.replacing("REPLICA", with: "SLAVE").replacing("SOURCE_", with: "MASTER_")
    }

    /// The statement that names the source; more options may follow `channel`.
    func changeSource(port: Int) -> String {
        switch kind {
        case .mysqlGTID, .mysqlWorkers:
            "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=\(port), SOURCE_USER='root', "
                + "SOURCE_CONNECT_RETRY=1, SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1; "
        case .mysqlPositions:
            "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=\(port), SOURCE_USER='root', "
                + "SOURCE_CONNECT_RETRY=1, SOURCE_LOG_FILE='binlog.000001', SOURCE_LOG_POS=4, GET_SOURCE_PUBLIC_KEY=1; "
        case .mariaDB1011, .mariaDB118:
            "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=\(port), MASTER_USER='root', MASTER_CONNECT_RETRY=1, "
                + "MASTER_USE_GTID=slave_pos, MASTER_SSL=0; "
        }
    }

    /// Sets for how long the replica holds transactions back.
    func delay(by seconds: Int) throws {
        let change =
            kind.server == "mysql97"
            ? "STOP REPLICA SQL_THREAD; CHANGE REPLICATION SOURCE TO SOURCE_DELAY=\(seconds); START REPLICA SQL_THREAD;"
            : "STOP SLAVE; CHANGE MASTER TO MASTER_DELAY=\(seconds); START SLAVE;"
        try replica.execute(change)
    }

    /// A watcher of both.
    func watcher(idleAfter: Duration = .milliseconds(300)) -> LagWatcher {
        var options = LagWatcher.Options()
        options.idleAfter = idleAfter
        return LagWatcher(
            sources: [WatchedServer(name: "source", source.configuration())],
            replicas: [WatchedServer(name: "replica", replica.configuration())],
            options: options
        )
    }
}

extension LagWatcher {
    /// Asks again and again until a sample is as wanted.
    ///
    /// - Returns: The first such sample; nil where there was none for a minute.
    mutating func sample(
        _ name: String = "replica",
        where isWanted: (LagSample) -> Bool
    ) async throws -> LagSample? {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if let sample = await round().samples.first(where: { $0.name == name && isWanted($0) }) { return sample }
            try await Task.sleep(for: .milliseconds(50))
        }
        return nil
    }
}
