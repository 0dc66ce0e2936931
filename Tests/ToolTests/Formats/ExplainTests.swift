// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import Testing

/// `--explain`: the statement behind rows, and who ran it.
struct ExplainTests {
    @Test(arguments: ["mysql-9.7-compressed", "mariadb-11.8-shop"])
    func `text tells each statement once, before its rows`(_ name: String) throws {
        let plain = try lines(fixture(name))
        let explained = try lines("--explain", fixture(name))
        let added = explained.filter { $0.contains("  STATEMENT ") }
        #expect(!added.isEmpty)
        #expect(explained.count == plain.count + added.count)
        let statements = try objects(fixture(name)).filter {
            ["ROWS_QUERY", "ANNOTATE_ROWS"].contains($0.string("event"))
        }
        if !statements.isEmpty { #expect(added.count { !$0.contains("not logged") } == statements.count) }
        #expect(added.allSatisfy { $0.contains(" (thread ") })
        for (index, line) in explained.enumerated() where line.contains("  STATEMENT ") {
            let next = try #require(index + 1 < explained.count ? explained[index + 1] : nil)
            #expect([" INSERT ", " UPDATE ", " DELETE "].contains { next.contains($0) })
        }
    }

    @Test
    func `JSON tells statement and connection with each row`() throws {
        let found = try objects("--explain", fixture("mysql-9.7-compressed")).filter { $0.string("op") != nil }
        #expect(!found.isEmpty)
        #expect(found.contains { $0.string("statement")?.isEmpty == false })
        #expect(found.allSatisfy { $0.number("thread_id") != nil })
        let plain = try objects(fixture("mysql-9.7-compressed"))
        #expect(plain.allSatisfy { $0.string("statement") == nil })
    }

    @Test(arguments: ["mysql-9.7-shop", "mariadb-11.8-shop"])
    func `SQL tells it in comments`(_ name: String) throws {
        let plain = try lines("--format", "sql", fixture(name))
        let explained = try lines("--format", "sql", "--explain", fixture(name))
        #expect(explained.filter { !$0.hasPrefix("-- ") } == plain.filter { !$0.hasPrefix("-- ") })
        #expect(explained.contains { $0.hasPrefix("-- ") && $0.contains(" (thread ") })
    }

    @Test(arguments: ["mysqlbinlog", "maxwell", "undo", "canal-json", "none"])
    func `formats that cannot tell it refuse`(_ format: String) throws {
        let result = try binlogtail.run(["--explain", "--format", format, fixture("mysql-9.7-compressed")])
        #expect(result.status == 2)
        #expect(result.errorText.contains("--explain does not go with --format \(format)"))
    }
}
