// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import Testing

/// What chooses rows, and what is wrong with it.
struct RowFilterTests {
    private let shop = fixture("mysql-9.7-shop")

    @Test
    func `rows are chosen in every format`() throws {
        let text = try lines("--where", "changed pieces", shop)
        #expect(text.allSatisfy { $0.contains("UPDATE") || !$0.contains("shop.stock") })
        let json = try objects("--where", "before.pieces >= 12", "--where", "after.pieces < 12", shop)
            .filter { $0.string("op") != nil }
        #expect(json.count == 1)
        #expect(json[0].image("after")?["sku"] as? String == "BOOK-001")
        let debezium = try lines("--format", "debezium", "--where", "sku = 'MUG-0007'", "--include", "shop.stock", shop)
        #expect(debezium.filter { $0.contains(#""table":"stock""#) }.allSatisfy { $0.contains("MUG-0007") })
        let sql = try lines("--format", "sql", "--primary-key", "BOOK-001", "--operation", "update", shop)
        #expect(sql.count { $0.hasPrefix("UPDATE") } > 0)
        #expect(sql.filter { $0.hasPrefix("UPDATE") }.allSatisfy { $0.hasSuffix("WHERE `sku` = 'BOOK-001';") })
        #expect(!sql.contains { $0.hasPrefix("INSERT") })
    }

    @Test
    func `numbers are compared as numbers, of any length`() throws {
        let types = fixture("mysql-9.7-types")
        func ids(_ condition: String) throws -> [Int] {
            try objects("--where", condition, "--include", "shop.numbers", "--operation", "insert", types)
                .filter { $0.string("op") != nil }.compactMap { $0.image("after")?["id"] as? Int }
        }
        #expect(try ids("bu > 18446744073709551614") == [2])
        #expect(try ids("bu >= 1.0") == [2, 4])
        #expect(try ids("d65 = 99999999999999999999999999999999999.999999999999999999999999999999") == [2])
        #expect(try ids("d10 < -12345678.90") == [1])
        #expect(try ids("f = 0.1") == [4])
        #expect(try ids("b64 = 81985529216486895") == [4])
        #expect(try ids("t is null") == [3])
        #expect(try ids("nothing = 1") == [])
    }

    @Test
    func `columns can be chosen`() throws {
        let found = try objects("--columns", "sku,pieces", shop).filter { $0.string("op") != nil }
        #expect(!found.isEmpty)
        for line in found {
            let image = try #require(line.image("after") ?? line.image("before"))
            #expect(Set(image.keys) == ["sku", "pieces"])
        }
    }

    @Test(arguments: [
        ("mariadb-11.8-shop", ["--min-transaction-size", "1"], "does not tell how long"),
        ("mariadb-10.11-minimal-image", ["--thread-id", "1"], "does not tell which connection"),
    ])
    func `what the log does not tell chooses nothing, and that is told`(
        _ name: String,
        _ arguments: [String],
        _ message: String
    ) throws {
        let result = try binlogtail.run(arguments + [fixture(name)])
        #expect(result.status == 1)
        #expect(result.errorText.contains(message), "\(result.errorText)")
    }

    @Test(arguments: [
        (["--where", "pieces"], "--where takes"), (["--where", "= 1"], "--where takes"),
        (["--where", "changed"], "--where takes"), (["--include-gtids", "1-2"], "--include-gtids takes"),
        (["--operation", "truncate"], "operation"), (["--format", "mysqlbinlog", "--where", "a = 1"], "whole events"),
        (["--format", "sql", "--columns", "a"], "--exclude-column"), (["--thread-id", "x"], "thread-id"),
    ])
    func `what cannot be meant is refused`(_ arguments: [String], _ message: String) throws {
        let result = try binlogtail.run(arguments + [shop])
        #expect(result.status == 2)
        #expect(result.errorText.contains(message), "\(result.errorText)")
    }
}
