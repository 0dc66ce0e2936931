// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// `--stats`.
struct StatsTests {
    private let shop = fixture("mysql-9.7-shop")

    private func counted(_ arguments: String...) throws -> [JSONLine] {
        let result = try binlogtail.run(["--format", "json"] + arguments)
        try #require(result.status == 0, "\(result.errorText)")
        return try result.text.split(separator: "\n").map { try JSONLine(String($0)) }
    }

    @Test(arguments: ["1s", "60", "1.5m", "1h", "0"])
    func `intervals add up to what the log holds`(_ interval: String) throws {
        let rows = try objects(shop).filter { $0.string("op") != nil }
        let intervals = try counted("--stats", interval, shop).filter { $0.string("event") == "STATS" }
        #expect(intervals.reduce(0) { $0 + ($1.number("rows") ?? 0) } == rows.count)
        for operation in ["insert", "update", "delete"] {
            var total = 0
            for interval in intervals {
                let tables = interval.fields["tables"] as? [String: [String: Int]] ?? [:]
                for table in tables.values { total += table[operation + "s"] ?? 0 }
            }
            #expect(total == rows.count { $0.string("op") == operation }, "\(operation)")
        }
        #expect(interval != "0" || intervals.count == 1)
        let summary = try #require(try counted("--summary", shop).last)
        #expect(intervals.reduce(0) { $0 + ($1.number("transactions") ?? 0) } == summary.number("transactions"))
        let starts = intervals.compactMap { $0.string("from") }
        #expect(starts == starts.sorted())
        #expect(Set(starts).count == starts.count)
    }

    @Test
    func `the largest transactions are named, and so many as asked for`() throws {
        let last = try #require(try counted("--stats=0", "--top", "2", shop).last)
        #expect(last.string("event") == "TRANSACTIONS")
        let largest = try #require(last.fields["largest"] as? [[String: Any]])
        let sizes = largest.compactMap { $0["bytes"] as? Int }
        #expect(sizes.count == 2)
        let all = try objects(shop).compactMap { $0.number("transaction_bytes") }.sorted(by: >)
        #expect(sizes == Array(all.prefix(2)))
        let none = try #require(try counted("--stats=0", "--top", "0", shop).last)
        #expect((none.fields["largest"] as? [Any])?.isEmpty == true)
    }

    @Test
    func `statistics are a table without a word, and bars on request`() throws {
        let table = try lines("--stats", shop)
        #expect(table[0].hasPrefix("from "))
        #expect(table.contains { $0.hasSuffix("  shop.stock") })
        #expect(table.contains { $0.hasSuffix(" transactions)") })
        #expect(table.contains { $0.hasPrefix("largest transactions ") })
        let bars = try lines("--stats", "1h", "--stats-output", "bars", shop)
        #expect(bars[0] == "rows in each 3600 s")
        #expect(bars.contains { $0.hasSuffix("█") })
        let one = try lines("--stats", "--include", "shop.stock", shop)
        #expect(one.contains { $0.hasSuffix("  shop.stock") })
        #expect(one.allSatisfy { !$0.contains("shop.customer") })
    }

    @Test(arguments: [
        ["--stats=x"], ["--stats=-1"], ["--stats=0.5s"], ["--stats", "--format", "sql"], ["--top", "-1"],
    ])
    func `what cannot be counted is refused`(_ arguments: [String]) throws {
        let result = try binlogtail.run(arguments + [shop])
        #expect(result.status == 2)
        #expect(result.errorText.contains("--"))
    }

    @Test
    func `bars are few, however short an interval is`() throws {
        // What the log of some does not tell is told by options.
        let logs = Fixture.all.filter { !$0.name.contains("types") }.map(\.path)
        let result = try binlogtail.run(["--stats=1s", "--stats-output", "bars", "--top", "0"] + logs)
        #expect(result.status == 0, "\(result.errorText)")
        let bars = result.text.split(separator: "\n")
        #expect((2...101).contains(bars.count))
    }
}
