// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Servers that replicate, whose coordinates are verified.
struct CoordinateSetup: Sendable, CustomStringConvertible {
    let description: String
    let kind: String
    let method: StartRequest.Method
    var options: [String] = []
    var replicaOptions: [String] = []
    var hasTwoSources = false

    static let all = [
        CoordinateSetup(description: "MySQL with GTIDs", kind: "mysql97", method: .gtid, options: ["--gtid", "on"]),
        CoordinateSetup(
            description: "MySQL without GTIDs",
            kind: "mysql97",
            method: .file,
            options: ["--gtid", "off"]
        ),
        CoordinateSetup(
            description: "MySQL with 4 workers",
            kind: "mysql97",
            method: .gtid,
            options: ["--gtid", "on"],
            replicaOptions: ["--cnf", "replica_parallel_workers=4"]
        ),
        CoordinateSetup(
            description: "MariaDB by GTIDs",
            kind: "mariadb118",
            method: .gtid,
            options: ["--cnf", "log_slave_updates=ON"]
        ),
        CoordinateSetup(
            description: "MariaDB by file",
            kind: "mariadb1011",
            method: .file,
            options: ["--cnf", "log_slave_updates=ON"]
        ),
        CoordinateSetup(
            description: "MariaDB with two sources",
            kind: "mariadb118",
            method: .file,
            options: ["--cnf", "log_slave_updates=ON"],
            hasTwoSources: true
        ),
    ]

    /// Lends the sources and the replica, with something in their logs; the oldest file of the first source is purged, after `note`
    /// has seen it.
    func with(_ body: (_ servers: [LoggedServer], _ purged: LoggedServer) async throws -> Void) async throws {
        let count = hasTwoSources ? 2 : 1
        func wish(_ domain: Int) -> ServerControl.Wish {
            let domains = hasTwoSources ? ["--cnf", "gtid_domain_id=\(domain)"] : []
            return ServerControl.Wish(kind, options: options + domains + (domain == 3 ? replicaOptions : []))
        }
        try await ServerControl.withServer(wish(1)) { first in
            try await ServerControl.withServer(wish(3)) { replica in
                if count == 1 {
                    try await run([first], replica, body)
                } else {
                    try await ServerControl.withServer(wish(2)) { second in
                        try await run([first, second], replica, body)
                    }
                }
            }
        }
    }

    private func run(
        _ sources: [LiveServer],
        _ replica: LiveServer,
        _ body: (_ servers: [LoggedServer], _ purged: LoggedServer) async throws -> Void
    ) async throws {
        for (number, source) in sources.enumerated() {
            try FollowingReplica.makeAccount(on: source)
            try FollowingReplica.follow(
                source,
                replica,
                start: try FollowingReplica.start(of: source),
                method: method,
                channel: hasTwoSources ? "s\(number)" : nil
            )
        }
        for (number, source) in sources.enumerated() {
            try write(number, source)
            try FollowingReplica.wait(replica, for: source, channel: hasTwoSources ? "s\(number)" : "")
        }
        let before = try LoggedServer(sources[0])
        try sources[0].execute("PURGE BINARY LOGS TO '\(before.files[1].name)'")
        let servers = try (sources + [replica]).map { try LoggedServer($0) }
        try await body(servers, before)
    }

    /// Writes three files of transactions that all differ.
    private func write(_ number: Int, _ server: LiveServer) throws {
        let schema = "shop\(number)"
        try server.execute("CREATE DATABASE \(schema); CREATE TABLE \(schema).t (a INT PRIMARY KEY, b TEXT)")
        for file in 0..<3 {
            for step in 0..<12 {
                let first = 1000 * file + 10 * step
                try server.execute(
                    """
                    BEGIN; INSERT INTO \(schema).t VALUES (\(first), 'x'), (\(first + 1), REPEAT('y', \(step * 100)));
                    UPDATE \(schema).t SET b = '\(first)' WHERE a = \(first); COMMIT;
                    """
                )
                if step == 6 { try server.execute("CREATE TABLE \(schema).u\(file) (a INT)") }
            }
            if file < 2 { try server.rotate() }
        }
    }
}

/// A server with its log, as it lists it.
struct LoggedServer {
    let server: LiveServer
    let files: [(name: String, events: [ListedEvent])]

    init(_ server: LiveServer) throws {
        self.server = server
        files = try server.binlogFiles().map { ($0.name, try ListedEvent.all(of: server, in: $0.name)) }
    }

    /// The events of a file; nil where the server has none of that name.
    func events(of file: String) -> [ListedEvent]? { files.first { $0.name == file }?.events }

    /// The places of events that are chosen.
    func places(_ isChosen: (ListedEvent) -> Bool) -> [BinlogFilePosition] {
        files.flatMap { file in
            file.events.filter(isChosen).map { BinlogFilePosition(file: file.name, offset: $0.begin) }
        }
    }
}
