// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

struct TextFormatTests {
    /// What stands behind time, place and transaction.
    private func changes(_ lines: [String]) -> [String] {
        lines.map { line in
            let parts = line.components(separatedBy: "  ")
            return parts.dropFirst(min(3, parts.count - 1)).joined(separator: "  ")
        }
    }

    /// `shop` of both families: the same changes, but for the text in which MariaDB keeps JSON.
    private static let shop: [String] = [
        "QUERY shop CREATE TABLE customer ( id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ",
        "QUERY shop CREATE TABLE stock ( ", "QUERY shop CREATE TABLE purchase ( ",
        "INSERT shop.customer id=1 name='Ada Lovelace' email='ada@example.org' tier='gold' born=1815-12-10 note=NULL",
        "INSERT shop.customer id=2 name='Grace Hopper' email='grace@example.org' tier='silver' born=1906-12-09 "
            + "note='prefers parcels without moths'",
        "INSERT shop.customer id=3 name='Łukasz Żółć' email=NULL tier='bronze' born=1990-02-28 "
            + "note='zażółć gęślą jaźń'",
        "INSERT shop.customer id=4 name='林 美咲' email='misaki@example.org' tier='bronze' born=NULL "
            + "note='🐳 likes whales'",
        "INSERT shop.stock sku='BOOK-001' title='Sketch of the Analytical Engine' price=42.50 pieces=12 "
            + "labels='fragile'",
        "INSERT shop.stock sku='MUG-0007' title='Mug, \"hello, world\"' price=9.99 pieces=120 labels='new,sale'",
        "INSERT shop.stock sku='EBOOK-42' title='The Mythical Man-Month' price=18.00 pieces=0 labels='digital'",
        "INSERT shop.purchase id=1 customer_id=1 sku='BOOK-001' pieces=1 total=42.50 "
            + "ordered_at=2026-01-01 10:13:00.125 paid_at=NULL details=",
        "UPDATE shop.stock sku='BOOK-001' : pieces=12 -> 11",
        "INSERT shop.purchase id=2 customer_id=2 sku='MUG-0007' pieces=6 total=59.94 "
            + "ordered_at=2026-01-01 10:15:00.500 paid_at=NULL details=",
        "INSERT shop.purchase id=3 customer_id=4 sku='EBOOK-42' pieces=1 total=18.00 "
            + "ordered_at=2026-01-01 10:15:00.500 paid_at=NULL details=NULL",
        "UPDATE shop.stock sku='MUG-0007' : pieces=120 -> 114 labels='new,sale' -> 'sale'",
        "UPDATE shop.customer id=4 : tier='bronze' -> 'silver'",
        "UPDATE shop.purchase id=1 : paid_at=NULL -> 2026-01-01 10:20:00Z",
        "UPDATE shop.purchase id=2 : paid_at=NULL -> 2026-01-01 10:20:00Z",
        "QUERY shop ALTER TABLE customer ADD COLUMN points INT NOT NULL DEFAULT 0 AFTER tier",
        "UPDATE shop.customer id=1 : points=0 -> 50", "UPDATE shop.customer id=2 : points=0 -> 50",
        "UPDATE shop.customer id=4 : points=0 -> 50",
        "DELETE shop.purchase id=3 customer_id=4 sku='EBOOK-42' pieces=1 total=18.00 "
            + "ordered_at=2026-01-01 10:15:00.500 paid_at=NULL details=NULL",
        "DELETE shop.customer id=3 name='Łukasz Żółć' email=NULL tier='bronze' points=0 born=1990-02-28 "
            + "note='zażółć gęślą jaźń'",
        "QUERY shop CREATE ALGORITHM=UNDEFINED ",
        "QUERY shop TRUNCATE TABLE purchase",
    ]

    @Test(arguments: ["mysql-9.7-shop", "mariadb-11.8-shop"])
    func `each change of the shop is a line`(_ name: String) throws {
        let found = changes(try lines(fixture(name)))
        #expect(found.count == TextFormatTests.shop.count)
        for (line, expected) in zip(found, TextFormatTests.shop) {
            // Only what is cut here on purpose goes on.
            let goesOn = expected.hasSuffix(" ") || expected.hasSuffix("details=")
            #expect(goesOn ? line.hasPrefix(expected) : line == expected)
        }
    }

    @Test
    func `documents are JSON where they are, and text where a server keeps them so`() throws {
        let mysql = try lines("-d", "shop", fixture("mysql-9.7-shop"))
        #expect(mysql.contains { $0.hasSuffix(#" details={"gift": true, "wrap": {"paper": "blue", "ribbons": 2}}"#) })
        let mariaDB = try lines("-d", "shop", fixture("mariadb-11.8-shop"))
        #expect(
            mariaDB.contains { $0.hasSuffix(#" details='{"gift": true, "wrap": {"paper": "blue", "ribbons": 2}}'"#) }
        )
    }

    @Test
    func `a line begins with time, place and transaction`() throws {
        let mysql = try lines(fixture("mysql-9.7-shop")).map { $0.components(separatedBy: "  ") }
        for line in mysql {
            #expect(line[0].wholeMatch(of: /2026-01-01 1\d:\d\d:00/) != nil)
            #expect(line[1].wholeMatch(of: /mysql-9.7-shop.binlog:\d+/) != nil)
            #expect(line[2].wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:(sales:)?\d+/) != nil)
        }
        #expect(mysql.contains { $0[2].contains(":sales:") })
        let mariaDB = try lines(fixture("mariadb-11.8-shop")).map { $0.components(separatedBy: "  ") }
        for line in mariaDB { #expect(line[2].wholeMatch(of: /[07]-\d+-\d+/) != nil) }
    }

    @Test
    func `the time is that of the user`() throws {
        let result = try binlogtail.run([fixture("mysql-9.7-shop")], environment: ["TZ": "UTC-5:30"])
        #expect(result.text.hasPrefix("2026-01-01 15:30:00  "))
    }

    @Test
    func `rows without names have numbers and show what they carry`() throws {
        let found = changes(try lines(fixture("mysql-9.7-minimal-image")))
        #expect(
            Array(found[2...]) == [
                "INSERT shop.item @1=1 @3='one'", "INSERT shop.item @1=2 @3=NULL",
                "INSERT shop.item @1=3 @2=30 @4=0x7468726565", "UPDATE shop.item @1=1 : @2=1",
                "UPDATE shop.item @1=2 : @1=2 -> 20 @3=NULL", "INSERT shop.heap @1=1", "INSERT shop.heap @1=2",
                "UPDATE shop.heap @1=1 : @2=NULL -> 1", "UPDATE shop.heap @1=2 : @2=NULL -> 2",
                "DELETE shop.item @1=3", "UPDATE shop.item @1=1 @2=1 @3='one' @5=NULL @6=5 : @3='one' -> 'noblob'",
                "UPDATE shop.item @1=1 @2=1 @3='noblob' @5=NULL @6=5 : @4=0x626c6f62", "DELETE shop.heap @1=1 @2=1",
                "DELETE shop.heap @1=2 @2=2",
            ]
        )
    }

    @Test
    func `transactions of two phases show what becomes of them`() throws {
        let found = changes(try lines(fixture("mysql-9.7-xa")))
        #expect(found.contains("XA PREPARE X'7472616e73666572',X'6272616e6368',7"))
        #expect(found.contains("QUERY shop XA COMMIT X'7472616e73666572',X'6272616e6368',7"))
        #expect(found.contains("QUERY shop XA ROLLBACK X'72656675736564',X'',1"))
        #expect(found.contains("XA PREPARE X'00ff',X'27',1 ONE PHASE"))
    }

    @Test
    func `verbose lines show events that change nothing and columns that did not change`() throws {
        let plain = try lines(fixture("mysql-9.7-shop"))
        let verbose = try lines("-v", fixture("mysql-9.7-shop"))
        #expect(verbose.count > plain.count)
        #expect(verbose[0].hasSuffix("  FORMAT_DESCRIPTION 9.7.4-2"))
        for word in ["PREVIOUS_GTIDS", "GTID", "GTID_TAGGED", "TABLE_MAP", "ROWS_QUERY", "XID", "ROTATE"] {
            #expect(verbose.contains { $0.contains("  \(word) ") }, "\(word)")
        }
        #expect(verbose.contains { $0.contains("UPDATE shop.stock sku='BOOK-001' : title='Sketch of the") })
        #expect(!verbose.contains { $0.hasSuffix(" ") })
        #expect(try lines("-vv", fixture("mysql-9.7-shop")) == verbose)
    }

    @Test
    func `a compressed transaction is shown like another`() throws {
        let found = changes(try lines(fixture("mysql-9.7-compressed")))
        #expect(found.contains("INSERT shop.line @1=1 @2='one' @3={\"n\": 1}"))
        let mariaDB = changes(try lines(fixture("mariadb-10.11-compressed")))
        #expect(mariaDB.contains("UPDATE shop.line id=1 : body='eins' -> 'one again'"))
    }

    @Test
    func `colours come only where they are asked for`() throws {
        let path = fixture("mysql-9.7-shop")
        let plain = try lines(path)
        let escape: Character = "\u{1b}"
        #expect(!plain.contains { $0.contains(escape) })
        #expect(try lines("--color", "never", path) == plain)
        #expect(try lines("--color", "auto", path) == plain)
        let coloured = try lines("--color", "always", path)
        #expect(coloured.allSatisfy { $0.contains(escape) })
        #expect(coloured.map { $0.replacing(/\u{1b}\[[0-9;]*m/, with: "") } == plain)
    }
}
