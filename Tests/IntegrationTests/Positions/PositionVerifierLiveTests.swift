// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Positions of real servers, right ones and wrong ones; SHOW BINLOG EVENTS is the judge.
@Suite(.serialized) struct PositionVerifierLiveTests {
    /// A log with transactions of several events, finished, and its events.
    private func log(of server: LiveServer) throws -> (file: String, events: [ListedEvent]) {
        // Others may begin another file meanwhile.
        for _ in 0..<5 {
            let log = try logOnce(of: server)
            if log.events.count > 60 { return log }
        }
        return try #require(nil as (file: String, events: [ListedEvent])?, "\(server) is never left alone")
    }

    private func logOnce(of server: LiveServer) throws -> (file: String, events: [ListedEvent]) {
        try server.rotate()
        let file: String = try server.withSchema { schema in
            try server.execute("CREATE TABLE \(schema).t (a INT PRIMARY KEY, b TEXT)")
            for first in 0..<20 {
                try server.execute(
                    "BEGIN; INSERT INTO \(schema).t VALUES (\(first * 2), 'x'), (\(first * 2 + 1), REPEAT('y', 200)); "
                        + "UPDATE \(schema).t SET b = 'z' WHERE a < 3; COMMIT"
                )
            }
            return try server.currentBinlog().name
        }
        try server.rotate()
        return (file, try ListedEvent.all(of: server, in: file))
    }

    @Test(arguments: LiveServer.all)
    func `HC-105 verify tells right from wrong for seeded coordinates, within transactions and events too`(
        _ server: LiveServer
    ) async throws {
        let (file, events) = try log(of: server)
        var random = SeededRandom(seed: 5)
        var offsets = events.map(\.begin).shuffled(using: &random).prefix(30) + [4, events.last?.end ?? 4]
        let last = events.last?.end ?? 4
        for _ in 0..<35 { offsets.append(UInt64.random(in: 5..<last, using: &random)) }
        offsets.append(last + 1)
        offsets.append(last + 100_000)
        let verifier = PositionVerifier(.server(server.configuration()))
        for offset in offsets {
            let place = BinlogFilePosition(file: file, offset: offset)
            let result = try await verifier.verify(StartPoint(file: place))
            let expected = ListedEvent.standing(of: offset, among: events)
            #expect(result.place?.standing == expected, "\(place)")
            #expect(result.isGood == (expected == .betweenTransactions), "\(place): \(result.checks)")
        }
    }

    @Test(arguments: LiveServer.all)
    func `the transactions around a place are told`(_ server: LiveServer) async throws {
        let (file, events) = try log(of: server)
        let starts = events.filter(\.beginsTransaction)
        let place = BinlogFilePosition(file: file, offset: starts[10].begin)
        let found = try #require(
            try await PositionVerifier(.server(server.configuration())).verify(StartPoint(file: place)).place
        )
        let before = try #require(found.before)
        let after = try #require(found.after)
        #expect(before.begin == starts[9].begin && before.end == starts[10].begin)
        #expect(after.begin == starts[10].begin && after.end == starts[11].begin)
        #expect(before.tables.count == 1 || before.statement != nil)
        #expect(after.gtid != nil || server.flavour == .mysql)
        #expect(found.mark?.offset == events.last { $0.end == place.offset }?.begin)
    }

    @Test(arguments: LiveServer.all)
    func `what is purged, not written yet, or another server's is told`(_ server: LiveServer) async throws {
        let verifier = PositionVerifier(.server(server.configuration()))
        func check(_ file: String) async throws -> VerifiedCheck? {
            let result = try await verifier.verify(StartPoint(file: BinlogFilePosition(file: file)))
            #expect(!result.isGood)
            return result.checks.first { $0.subject == .file }
        }
        #expect(try await check("binlog.000000")?.message.contains("is purged") == true)
        #expect(try await check("binlog.999999")?.message.contains("is not written yet") == true)
        #expect(try await check("other.000001")?.message.contains("the server has no other.000001") == true)
        var point = StartPoint(
            flavour: server.flavour == .mysql ? .mysql : .mariaDB,
            file: BinlogFilePosition(file: try server.currentBinlog().name)
        )
        point.serverID = 4_294_967_295
        #expect(try await !verifier.verify(point).isGood)
        point.serverID = nil
        point.flavour = server.flavour == .mysql ? .mariaDB : .mysql
        #expect(try await !verifier.verify(point).isGood)
    }

    @Test(arguments: LiveServer.all)
    func `a record is known again, and another one is not`(_ server: LiveServer) async throws {
        let (file, events) = try log(of: server)
        let verifier = PositionVerifier(.server(server.configuration()))
        let place = BinlogFilePosition(file: file, offset: events.filter(\.beginsTransaction)[5].begin)
        var point = StartPoint(file: place)
        let first = try await verifier.verify(point)
        var mark = try #require(first.place?.mark)
        point.uuid = first.server.uuid
        point.serverID = first.server.serverID
        let again = try await verifier.verify(point, mark: mark)
        #expect(again.isGood)
        #expect(again.checks.contains { $0.subject == .server && $0.outcome == .good })
        #expect(again.checks.contains { $0.subject == .event && $0.outcome == .good })
        mark.digest ^= 1
        #expect(try await !verifier.verify(point, mark: mark).isGood)
    }

    @Test(arguments: LiveServer.all.filter { $0.flavour == .mariaDB })
    func `MariaDB's positions are verified by what the server goes on with`(_ server: LiveServer) async throws {
        let verifier = PositionVerifier(.server(server.configuration()))
        let text = try #require(try server.query("SELECT @@GLOBAL.gtid_binlog_pos").first?.first ?? nil)
        let position = try MariaDBGTIDPosition(text)
        #expect(try await verifier.verify(StartPoint(gtid: .mariaDB(position))).isGood)
        var ahead = try #require(position.gtids.first)
        ahead.sequence += 1_000_000
        var wrong = position
        wrong.advance(to: ahead)
        let result = try await verifier.verify(StartPoint(gtid: .mariaDB(wrong)))
        #expect(result.checks.contains { $0.subject == .foreign && $0.outcome == .bad })
    }

    @Test(arguments: LiveServer.all)
    func `encrypted volumes, step 3: an account that was created, and given nothing, may not replicate`(
        _ server: LiveServer
    ) async throws {
        let user = "r_\(UInt32.random(in: .min ... .max))"
        try server.execute("CREATE USER '\(user)'@'10.%' IDENTIFIED BY 'secret'")
        defer { #expect(throws: Never.self) { try server.execute("DROP USER '\(user)'@'10.%'") } }
        var verifier = PositionVerifier(.server(server.configuration()))
        verifier.replicationUser = user
        let point = StartPoint(file: BinlogFilePosition(file: try server.currentBinlog().name))
        func grants() async throws -> [VerifiedCheck] {
            try await verifier.verify(point).checks.filter { $0.subject == .grants }
        }
        let bad = try #require(try await grants().first { $0.outcome == .bad })
        #expect(
            bad.message.contains("the account '\(user)'@'10.%' lacks") && bad.message.contains("may not read the log")
        )
        let advice = try #require(bad.advice)
        #expect(advice.hasPrefix("GRANT REPLICATION SLAVE ON *.* TO '\(user)'@'10.%'"))
        // Step 5 of RDS Classic to VPC: REPLICATION SLAVE alone reads the log, and nothing of the status.
        try server.execute(advice)
        #expect(try await grants().allSatisfy { $0.outcome != .bad })
        try server.execute("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '\(user)'@'10.%'")
        #expect(try await grants().map(\.outcome) == [.good])
    }
}
