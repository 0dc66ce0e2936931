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
        var starts: [BinlogFilePosition] = []
        for (number, source) in sources.enumerated() {
            try FollowingReplica.makeAccount(on: source)
            let start = try FollowingReplica.start(of: source)
            starts.append(try #require(start.file))
            try FollowingReplica.follow(
                source,
                replica,
                start: start,
                method: method,
                channel: hasTwoSources ? "s\(number)" : nil
            )
        }
        for (number, source) in sources.enumerated() {
            try write(number, source)
            try FollowingReplica.wait(replica, for: source, channel: hasTwoSources ? "s\(number)" : "")
        }
        let before = try LoggedServer(sources[0])
        // Without GTIDs there is one source, of which everything from here on was replicated.
        let count = before.transactions.count { $0.place == starts[0] || starts[0].precedes($0.place) == true }
        try sources[0].execute("PURGE BINARY LOGS TO '\(before.files[1].name)'")
        let servers = try (sources + [replica]).map { try LoggedServer($0, replicated: count) }
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
    /// Where each transaction begins, with a name that it has on every server: its GTID, or how many follow it where the last
    /// `replicated` are the same on all.
    let transactions: [(place: BinlogFilePosition, name: String)]

    init(_ server: LiveServer, replicated: Int = 0) throws {
        self.server = server
        let files = try server.binlogFiles().map { ($0.name, try ListedEvent.all(of: server, in: $0.name)) }
        self.files = files
        let starts = files.flatMap { name, events in events.filter(\.beginsTransaction).map { (name, $0) } }
        transactions = starts.enumerated().map { index, start in
            let left = starts.count - index
            let name = start.1.gtid ?? (left <= replicated ? "\(left) before the end" : "\(server.name) \(left)")
            return (BinlogFilePosition(file: start.0, offset: start.1.begin), name)
        }
    }

    /// How many transactions begin before a place.
    func count(before place: BinlogFilePosition) -> Int {
        transactions.count { $0.place != place && $0.place.precedes(place) == true }
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
