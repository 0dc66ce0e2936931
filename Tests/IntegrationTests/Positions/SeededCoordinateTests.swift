// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Coordinates that are drawn from real logs, right ones and wrong ones; SHOW BINLOG EVENTS is the judge.
///
/// `MYSQL_TEST_COORDINATES` tells how many are drawn in all (200 is the whole measure), `MYSQL_TEST_SEED` by which seed.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct SeededCoordinateTests {
    /// What is drawn.
    enum Kind: CaseIterable {
        case start, withinEvent, withinTransaction, purged, otherServers, otherServersUnnamed
    }

    private static func number(_ name: String, _ standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
    }

    @Test(arguments: CoordinateSetup.all)
    func `verify tells right from wrong, and the right ones can be translated and back`(
        _ setup: CoordinateSetup
    ) async throws {
        let count = max(SeededCoordinateTests.number("MYSQL_TEST_COORDINATES", 30) / CoordinateSetup.all.count, 1)
        let seed = SeededCoordinateTests.number("MYSQL_TEST_SEED", 1)
        try await setup.with { servers, purged in
            var random = SeededRandom(seed: UInt64(seed))
            var tally: [Kind: Int] = [:]
            var trips: [RoundTrip: Int] = [:]
            for number in 0..<(count + 1) {
                // Each kind comes up, and half of all are right ones.
                let kind = number % 2 == 0 ? .start : Kind.allCases[1 + number / 2 % (Kind.allCases.count - 1)]
                tally[kind, default: 0] += 1
                if let trip = try await check(kind, servers, purged, &random) { trips[trip, default: 0] += 1 }
            }
            let counts = Kind.allCases.map { "\($0) \(tally[$0] ?? 0)" }.joined(separator: ", ")
            let ways = RoundTrip.allCases.map { "\($0.rawValue): \(trips[$0] ?? 0)" }.joined(separator: ", ")
            print("coordinates of \(setup), MYSQL_TEST_SEED=\(seed): \(counts); across servers \(ways)")
            // Every right one is accounted for, and most of them are where both servers have what stands around them.
            #expect(trips.values.reduce(0, +) == tally[.start])
            // A replica of two sources has much that the first source has not; few draws may all be of that kind.
            let right = tally[.start] ?? 0
            let floor = right >= 10 ? right / (setup.hasTwoSources ? 3 : 2) : setup.hasTwoSources ? 0 : 1
            #expect(trips[.exact] ?? 0 >= floor, "\(ways)")
        }
    }

    private func check(
        _ kind: Kind,
        _ servers: [LoggedServer],
        _ purged: LoggedServer,
        _ random: inout SeededRandom
    ) async throws -> RoundTrip? {
        let index = Int.random(in: 0..<servers.count, using: &random)
        let chosen = servers[kind == .purged ? 0 : index]
        let verifier = PositionVerifier(.server(chosen.server.configuration()))
        switch kind {
        case .start:
            let place = try #require(chosen.places(\.beginsTransaction).randomElement(using: &random))
            let result = try await verifier.verify(StartPoint(file: place))
            #expect(result.isGood && result.place?.standing == .betweenTransactions, "\(place): \(result.checks)")
            #expect(result.place?.after?.begin == place.offset)
            return try await roundTrip(place, chosen, servers)
        case .withinEvent:
            let file = try #require(chosen.files.randomElement(using: &random))
            let event = try #require(file.events.filter { $0.end - $0.begin > 1 }.randomElement(using: &random))
            let offset = UInt64.random(in: (event.begin + 1)..<event.end, using: &random)
            try await expect(BinlogFilePosition(file: file.name, offset: offset), chosen, verifier)
        case .withinTransaction:
            let place = try #require(
                chosen.places { !$0.beginsTransaction && !$0.isOutside }.randomElement(using: &random)
            )
            try await expect(place, chosen, verifier)
        case .purged:
            let gone = purged.places(\.beginsTransaction).filter { $0.file == purged.files[0].name }
            let place = try #require(gone.randomElement(using: &random))
            let result = try await verifier.verify(StartPoint(file: place))
            let check = result.checks.first { $0.subject == .file }
            #expect(!result.isGood && check?.message.contains("is purged") == true, "\(place): \(result.checks)")
        case .otherServers, .otherServersUnnamed:
            let other = servers[(index + 1) % servers.count]
            let place = try #require(other.places(\.beginsTransaction).randomElement(using: &random))
            guard kind == .otherServers else {
                // Nothing tells whose it is: what stands there on this server counts.
                try await expect(place, chosen, verifier)
                return nil
            }
            var point = StartPoint(file: place)
            let identity = try await PositionVerifier(.server(other.server.configuration())).verify(point).server
            point.flavour = identity.isMariaDB ? .mariaDB : .mysql
            point.uuid = identity.uuid
            point.serverID = identity.serverID
            let result = try await verifier.verify(point)
            #expect(!result.isGood, "\(place): \(result.checks)")
            #expect(result.checks.contains { $0.subject == .server && $0.outcome == .bad })
        }
        return nil
    }

    /// What the server's list says of a place is what `verify` says.
    private func expect(
        _ place: BinlogFilePosition,
        _ logged: LoggedServer,
        _ verifier: PositionVerifier
    ) async throws {
        let result = try await verifier.verify(StartPoint(file: place))
        guard let events = logged.events(of: place.file) else {
            #expect(!result.isGood && result.place == nil, "\(place): \(result.checks)")
            return
        }
        let expected = ListedEvent.standing(of: place.offset, among: events)
        #expect(result.place?.standing == expected, "\(place)")
        #expect(result.isGood == (expected == .betweenTransactions), "\(place): \(result.checks)")
    }

    /// By GTIDs and by time, and back; then into the log of the other server and back.
    private func roundTrip(
        _ place: BinlogFilePosition,
        _ chosen: LoggedServer,
        _ servers: [LoggedServer]
    ) async throws -> RoundTrip {
        let translator = PositionTranslator(.server(chosen.server.configuration()))
        let there = try await translator.translate(.file(place))
        #expect(there.isGood, "\(place): \(there.checks)")
        if let gtids = there.executed {
            // What is empty, or of one transaction that is not the first, stands for no place.
            let back = try await translator.translate(.gtids(gtids))
            #expect(back.isGood && back.file == place, "\(place), \(gtids): \(back.checks)")
        }
        if let time = there.time {
            let back = try await translator.translate(.time(time))
            #expect(back.isGood && back.file == place, "\(place), @\(time): \(back.checks)")
        }
        let replica = try #require(servers.last)
        let other = chosen.server.name == replica.server.name ? servers[0] : replica
        return try await RoundTrip(of: place, in: chosen, by: other)
    }
}
