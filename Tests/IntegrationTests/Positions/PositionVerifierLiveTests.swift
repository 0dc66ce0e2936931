// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Positions of real servers, right ones and wrong ones; SHOW BINLOG EVENTS is the judge.
@Suite(.serialized) struct PositionVerifierLiveTests {
    /// An event as the server lists it.
    private struct Listed {
        let begin: UInt64
        let end: UInt64
        let type: String

        var beginsTransaction: Bool {
            type.lowercased().contains("gtid") && !type.hasPrefix("Previous") && type != "Gtid_list"
        }
        var isOutside: Bool {
            ["Format_desc", "Previous_gtids", "Gtid_list", "Binlog_checkpoint", "Rotate", "Stop"].contains(type)
        }
    }

    /// A log with transactions of several events, finished, and its events.
    private func log(of server: LiveServer) throws -> (file: String, events: [Listed]) {
        // Others may begin another file meanwhile.
        for _ in 0..<5 {
            let log = try logOnce(of: server)
            if log.events.count > 60 { return log }
        }
        return try #require(nil as (file: String, events: [Listed])?, "\(server) is never left alone")
    }

    private func logOnce(of server: LiveServer) throws -> (file: String, events: [Listed]) {
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
        let rows = try server.query("SHOW BINLOG EVENTS IN '\(file)'")
        let begins = rows.compactMap { $0[1].flatMap { UInt64($0) } }
        try #require(begins.count == rows.count)
        // MariaDB 11.4 and later list no ends of events within transactions.
        let last = rows.last.flatMap { $0[4] }.flatMap { UInt64($0) }
        let ends = begins.dropFirst() + [try #require(last)]
        let events = zip(rows, zip(begins, ends)).map { row, place in
            Listed(begin: place.0, end: place.1, type: row[2] ?? "")
        }
        return (file, events)
    }

    /// How a place stands, by the server's own list.
    private func expected(_ offset: UInt64, _ events: [Listed]) -> PlaceInLog.Standing {
        var begin: UInt64 = 0
        for (index, event) in events.enumerated() {
            if event.beginsTransaction || event.isOutside { begin = event.begin }
            let end = events[(index + 1)...].first { $0.beginsTransaction || $0.isOutside }?.begin ?? event.end
            if event.begin == offset {
                return event.beginsTransaction || event.isOutside
                    ? .betweenTransactions : .insideTransaction(begin: begin, end: end)
            }
            if event.begin < offset, offset < event.end { return .insideEvent(begin: event.begin, end: event.end) }
        }
        let last = events.last?.end ?? 0
        return offset == last ? .betweenTransactions : .behindEnd(last)
    }

    @Test(arguments: LiveServer.all)
    func `verify tells right from wrong for seeded coordinates`(_ server: LiveServer) async throws {
        let (file, events) = try log(of: server)
        var random = SeededRandom(seed: 5)
        var offsets = events.map(\.begin).shuffled(using: &random).prefix(30) + [4, events.last?.end ?? 4]
        let last = events.last?.end ?? 4
        for _ in 0..<35 { offsets.append(UInt64.random(in: 5..<last, using: &random)) }
        offsets.append(last + 1)
        offsets.append(last + 100_000)
        let verifier = PositionVerifier(server.configuration())
        for offset in offsets {
            let place = BinlogFilePosition(file: file, offset: offset)
            let result = try await verifier.verify(StartPoint(file: place))
            let expected = expected(offset, events)
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
            try await PositionVerifier(server.configuration()).verify(StartPoint(file: place)).place
        )
        let before = try #require(found.before)
        let after = try #require(found.after)
        #expect(before.begin == starts[9].begin && before.end == starts[10].begin)
        #expect(after.begin == starts[10].begin && after.end == starts[11].begin)
        #expect(before.tables.count == 1 || before.statement != nil)
        #expect(after.gtid != nil || server.flavour == .mysql)
        #expect(found.lastEvent?.position == events.last { $0.end == place.offset }?.begin)
    }

    @Test(arguments: LiveServer.all)
    func `what is purged, not written yet, or another server's is told`(_ server: LiveServer) async throws {
        let verifier = PositionVerifier(server.configuration())
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
        let verifier = PositionVerifier(server.configuration())
        let place = BinlogFilePosition(file: file, offset: events.filter(\.beginsTransaction)[5].begin)
        var point = StartPoint(file: place)
        let first = try await verifier.verify(point)
        var event = try #require(first.place?.lastEvent)
        point.uuid = first.server.uuid
        point.serverID = first.server.serverID
        let again = try await verifier.verify(point, lastEvent: event)
        #expect(again.isGood)
        #expect(again.checks.contains { $0.subject == .server && $0.outcome == .good })
        #expect(again.checks.contains { $0.subject == .event && $0.outcome == .good })
        event.checksum ^= 1
        #expect(try await !verifier.verify(point, lastEvent: event).isGood)
    }

    @Test(arguments: LiveServer.all.filter { $0.flavour == .mariaDB })
    func `MariaDB's positions are verified by what the server goes on with`(_ server: LiveServer) async throws {
        let verifier = PositionVerifier(server.configuration())
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
}
