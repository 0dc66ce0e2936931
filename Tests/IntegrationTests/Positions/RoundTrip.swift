// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// How a place of one server's log came through that of another and back; the servers' own lists are the judges.
///
/// A place in the other log is right if what both have before it is what both have before the first place: nothing is applied
/// twice then, and nothing is left out.
enum RoundTrip: String, CaseIterable {
    /// It is the same place again.
    case exact = "back at the place"
    /// What stands right beside it is not in the other log, so that it is the same but for that.
    case upToOthers = "back but for transactions that the other log lacks"
    /// The other log has neither what stands before it nor what stands right behind it, and that was said.
    case beginsLater = "rightly refused, since the other log begins later"
    /// The other log ends before what stands right before it: it has not come so far, or that is another source's. That was said.
    case endsBefore = "rightly refused, since the other log ends before it"

    /// Goes there and back.
    init(of place: BinlogFilePosition, in mine: LoggedServer, by other: LoggedServer) async throws {
        let there = LogOrigin.server(other.server.configuration())
        let here = LogOrigin.server(mine.server.configuration())
        let matched = try await PositionMatcher(from: here, to: there).match(place)
        let known = Set(other.transactions.map(\.name))
        let index = mine.count(before: place)
        let (before, after) = (mine.transactions[..<index], mine.transactions[index...])
        guard
            before.contains(where: { known.contains($0.name) }) || after.first.map({ known.contains($0.name) }) ?? false
        else {
            #expect(!matched.isGood && matched.result.file == nil, "\(place): \(matched.result)")
            #expect(
                matched.result.checks.contains { $0.message.contains("the other log begins later") },
                "\(matched.result.checks)"
            )
            self = .beginsLater
            return
        }
        guard before.last.map({ known.contains($0.name) }) ?? true || after.contains(where: { known.contains($0.name) })
        else {
            #expect(!matched.isGood && matched.result.file == nil, "\(place): \(matched.result)")
            #expect(
                matched.result.checks.contains { $0.message.contains("does not have what stands before the place") },
                "\(matched.result.checks)"
            )
            self = .endsBefore
            return
        }
        let found = try #require(matched.result.file, "\(place): \(matched.result.checks)")
        #expect(matched.isGood, "\(place): \(matched.result.checks)")
        RoundTrip.expectSame(place, mine, found, other)
        let back = try await PositionMatcher(from: there, to: here).match(found)
        let again = try #require(back.result.file, "\(place) is \(found): \(back.result.checks)")
        #expect(back.isGood, "\(place) is \(found): \(back.result.checks)")
        RoundTrip.expectSame(found, other, again, mine)
        let isBetween = before.last.map { known.contains($0.name) } ?? false
        guard isBetween, after.first.map({ known.contains($0.name) }) ?? true else {
            self = .upToOthers
            return
        }
        // The end of a file and the beginning of the next are one place.
        #expect(mine.count(before: again) == index, "\(place) is \(found), which is \(again)")
        self = .exact
    }

    /// Of the transactions that both have, the same ones stand before both places.
    private static func expectSame(
        _ place: BinlogFilePosition,
        _ mine: LoggedServer,
        _ found: BinlogFilePosition,
        _ other: LoggedServer
    ) {
        let common = Set(mine.transactions.map(\.name)).intersection(other.transactions.map(\.name))
        let before = Set(mine.transactions.prefix(mine.count(before: place)).map(\.name)).intersection(common)
        let beforeFound = Set(other.transactions.prefix(other.count(before: found)).map(\.name)).intersection(common)
        #expect(before == beforeFound, "\(place) of \(mine.server) is no \(found) of \(other.server)")
    }
}
