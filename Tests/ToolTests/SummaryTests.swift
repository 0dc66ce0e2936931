// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

struct SummaryTests {
    private let shop = fixture("mysql-9.7-shop")

    /// The last line of `--summary` as JSON; nil where the log cannot be read to its end.
    private func summary(_ arguments: String...) throws -> JSONLine? {
        let result = try binlogtail.run(["--format", "json", "--summary"] + arguments)
        guard result.status == 0 else { return nil }
        return try JSONLine(String(try #require(result.text.split(separator: "\n").last)))
    }

    /// Rows of all tables, as the manifest of the corpus writes them.
    private func rows(_ summary: JSONLine) throws -> String {
        let tables = try #require(summary.fields["tables"] as? [String: [String: Int]])
        let counts = ["inserts", "updates", "deletes"].map { name in tables.values.reduce(0) { $0 + ($1[name] ?? 0) } }
        return "ins=\(counts[0]) upd=\(counts[1]) del=\(counts[2])"
    }

    @Test(.enabled(if: Corpus.isHere, "there is no corpus here"))
    func `rows of every log are as many as the servers' tools show`() throws {
        var count = 0
        for entry in Corpus.entries {
            guard let summary = try summary(entry.path) else { continue }
            #expect(try rows(summary) == entry.rows, "\(entry)")
            count += 1
        }
        #expect(count > 100)
    }

    @Test
    func `a summary counts events, rows, bytes and transactions`() throws {
        let summary = try #require(try summary(shop))
        let size = try #require(Fixture.named("mysql-9.7-shop")).bytes().count
        #expect(summary.string("event") == "SUMMARY")
        #expect(try rows(summary) == "ins=10 upd=8 del=2")
        #expect(summary.number("bytes") == size - 4)
        #expect(summary.number("skipped") == 0)
        #expect(summary.string("first_time") == "2026-01-01T10:00:00Z")
        let events = try #require(summary.fields["events"] as? [String: [String: Int]])
        #expect(events["FORMAT_DESCRIPTION"] == ["count": 1, "bytes": 123])
        #expect(events.values.reduce(0) { $0 + ($1["count"] ?? 0) } == summary.number("event_count"))
        #expect(events.values.reduce(0) { $0 + ($1["bytes"] ?? 0) } == size - 4)
        let transactions = (events["GTID"]?["count"] ?? 0) + (events["GTID_TAGGED"]?["count"] ?? 0)
        #expect(summary.number("transactions") == transactions)
        let largest = try #require(summary.fields["largest_transaction"] as? [String: Any])
        #expect(largest["rows"] as? Int == 4)
        #expect((largest["gtid"] as? String)?.hasSuffix(":sales:2") == true)
    }

    @Test
    func `a summary counts what was not left out, of all files`() throws {
        let filtered = try #require(try summary("--include", "shop.stock", shop))
        #expect(try rows(filtered) == "ins=3 upd=2 del=0")
        let twice = try #require(try summary(shop, shop))
        #expect(try rows(twice) == "ins=20 upd=16 del=4")
    }

    @Test
    func `rows of compressed transactions count, their bytes once`() throws {
        let summary = try #require(try summary(fixture("mysql-9.7-compressed")))
        let size = try #require(Fixture.named("mysql-9.7-compressed")).bytes().count
        #expect(summary.number("bytes") == size - 4)
        #expect(try rows(summary) != "ins=0 upd=0 del=0")
    }

    @Test
    func `a summary for people stands behind the changes`() throws {
        let all = try lines("--summary", shop)
        let plain = try lines(shop)
        #expect(Array(all.prefix(plain.count)) == plain)
        let rest = all.dropFirst(plain.count)
        #expect(rest.first?.wholeMatch(of: /event +count +bytes/) != nil)
        #expect(rest.contains { $0.wholeMatch(of: /shop\.customer +4 +4 +1 +\d+/) != nil })
        #expect(rest.contains { $0.wholeMatch(of: /largest: +\d+ bytes, 4 rows, .*/) != nil })
        let alone = try lines("--summary", "--format", "none", shop)
        #expect(alone == Array(rest))
    }

    @Test
    func `what was read before an error is summed up all the same`() throws {
        let bytes = try #require(Fixture.named("mysql-9.7-shop")).bytes()
        let result = try binlogtail.run(["--format", "none", "--summary", "-"], input: Array(bytes.dropLast(10)))
        #expect(result.status == 1)
        #expect(result.text.contains("shop.customer"))
    }
}
