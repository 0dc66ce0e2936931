// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

struct FilterTests {
    private let shop = fixture("mysql-9.7-shop")

    @Test(arguments: [
        (["--include", "shop.purchase"], ["purchase"]), (["--include", "shop.*"], ["customer", "purchase", "stock"]),
        (["--include", "*.?????"], ["stock"]), (["--include", "other.*"], []),
        (["--include=shop.stock", "--include=*.cust*"], ["customer", "stock"]),
        (["--exclude", "shop.stock"], ["customer", "purchase"]), (["--exclude", "*.*"], []),
        (["--include", "shop.*", "--exclude", "shop.purchase"], ["customer", "stock"]),
        (["-d", "shop"], ["customer", "purchase", "stock"]), (["-dshop"], ["customer", "purchase", "stock"]),
        (["--database=other"], []), (["-d", "other", "-d", "shop"], ["customer", "purchase", "stock"]),
        (["--database", "SHOP"], []),
    ])
    func `rows go by their table`(_ arguments: [String], _ expected: [String]) throws {
        let result = try binlogtail.run(["--format", "json", shop] + arguments)
        try #require(result.status == 0, "\(result.errorText)")
        let names = try result.text.split(separator: "\n").map { try JSONLine(String($0)) }
            .filter { $0.string("op") != nil }.compactMap { $0.string("table") }
        #expect(Set(names).sorted() == expected)
    }

    @Test
    func `statements go by their database, and what controls transactions is never left out`() throws {
        let other = try objects("-d", "other", shop)
        let statements = other.filter { $0.string("event") == "QUERY" }.compactMap { $0.string("sql") }
        #expect(Set(statements) == ["BEGIN"])
        #expect(other.contains { $0.string("event") == "XID" })
        #expect(other.contains { $0.string("event") == "GTID" })
        #expect(!other.contains { $0.string("event") == "TABLE_MAP" })
        // Which table a statement changes is not known; only a whole database can be left out.
        #expect(try lines("--exclude", "shop.stock", shop).contains { $0.contains("CREATE TABLE stock") })
        #expect(try lines("--exclude", "shop.*", shop).isEmpty)
    }

    /// Where events begin.
    private func positions(_ arguments: String...) throws -> [Int] {
        let result = try binlogtail.run(["--format", "json"] + arguments)
        try #require(result.status == 0, "\(result.errorText)")
        var positions: [Int] = []
        for line in result.text.split(separator: "\n") {
            let position = try #require(try JSONLine(String(line)).number("pos"))
            if positions.last != position { positions.append(position) }
        }
        return positions
    }

    @Test
    func `a start position is where reading begins, behind the description of the format`() throws {
        let all = try positions(shop)
        let middle = all[all.count / 2]
        let found = try positions("--start-position", "\(middle)", shop)
        #expect(found == [4] + all.filter { $0 >= middle })
        #expect(try positions("-j\(middle)", shop) == found)
        #expect(try positions("-j", "\(middle)", shop) == found)
        #expect(try positions("--start_position=\(middle)", shop) == found)
        #expect(try positions("-j", "4", shop) == all)
        #expect(try positions("-j", "0", shop) == all)
    }

    @Test
    func `a stop position is the first that is not read`() throws {
        let all = try positions(shop)
        let middle = all[all.count / 2]
        #expect(try positions("--stop-position", "\(middle)", shop) == all.filter { $0 < middle })
        #expect(try positions("--stop-position", "\(middle + 1)", shop) == all.filter { $0 <= middle })
        #expect(try positions("--stop-position", "4", shop) == [])
        #expect(try positions("-j", "\(all[9])", "--stop-position", "\(all[12])", shop) == [4] + all[9..<12])
    }

    @Test
    func `a start position at the end shows nothing, and one behind it is an error`() throws {
        let size = try #require(Fixture.named("mysql-9.7-shop")).bytes().count
        #expect(try positions("-j", "\(size)", shop) == [4])
        for path in [shop, "-"] {
            let input = path == "-" ? try #require(Fixture.named("mysql-9.7-shop")).bytes() : []
            let result = try binlogtail.run(["-j", "\(size + 1)", path], input: input)
            #expect(result.status == 1)
            #expect(result.errorText.hasSuffix("the file ends before position \(size + 1) (--start-position)"))
        }
    }

    @Test
    func `a start position within an event is told`() throws {
        let result = try binlogtail.run(["-j", "\(try positions(shop)[3] + 1)", shop])
        #expect(result.status == 1)
        #expect(result.errorText.wholeMatch(of: /binlogtail: .*: .*position \d+: .*/) != nil)
    }

    @Test
    func `of several files start goes to the first and stop to the last`() throws {
        let all = try positions(shop)
        let middle = all[all.count / 2]
        let found = try objects("-j", "\(middle)", "--stop-position", "\(middle)", shop, fixture("mysql-9.7-xa"), shop)
        let files = found.map { ($0.string("file") ?? "", $0.number("pos") ?? 0) }
        let runs = files.split { $0.0 == "mysql-9.7-xa.binlog" }
        #expect(runs.count == 2)
        #expect(runs[0].dropFirst().allSatisfy { $0.1 >= middle })
        #expect(runs[1].allSatisfy { $0.1 < middle })
        #expect(runs[1].first?.1 == 4)
        let other = try objects(fixture("mysql-9.7-xa"))
        #expect(files.filter { $0.0 == "mysql-9.7-xa.binlog" }.count == other.count)
    }

    @Test
    func `times bound what is read`() throws {
        let from = try lines("--start-datetime", "2026-01-01 11:00:00", shop)
        #expect(from.count == 8)
        #expect(from.allSatisfy { $0 >= "2026-01-01 11:00:00" })
        let until = try lines("--stop-datetime=2026-01-01T11:00:00", shop)
        #expect(until + from == (try lines(shop)))
        #expect(try lines("--start_datetime=@1767265200", shop) == from)
        #expect(try lines("--start-datetime", "2030-01-01", shop).isEmpty)
        #expect(try lines("--stop-datetime", "2020-01-01", shop).isEmpty)
        let between = try lines("--start-datetime", "2026-01-01 10:13", "--stop-datetime", "2026-01-01 10:15:00", shop)
        #expect(between.count == 2)
    }

    @Test
    func `times are those of the user's zone`() throws {
        let result = try binlogtail.run(
            ["--start-datetime", "2026-01-01 16:30:00", shop],
            environment: ["TZ": "UTC-5:30"]
        )
        #expect(result.text.split(separator: "\n").count == 8)
    }

    @Test
    func `what follows the first event of a time is read, whatever its time`() throws {
        var log = try #require(Fixture.named("mysql-9.7-no-checksum")).bytes()
        let ranges = MemoryLog(log).events
        let late = ranges[ranges.count - 3].lowerBound
        // The time of an event near the end becomes 0x01010101, one in 1970.
        for index in 0..<4 { log[late + index] = 1 }
        let result = try binlogtail.run(
            ["--format", "json", "--start-datetime", "2026-01-01 10:00:00", "-"],
            input: log
        )
        #expect(result.status == 0, "\(result.errorText)")
        let found = try result.text.split(separator: "\n").map { try JSONLine(String($0)) }
        #expect(found.contains { $0.string("time") == "1970-07-14T22:36:49Z" })
        #expect(found.last?.string("file") == "stdin")
    }
}
