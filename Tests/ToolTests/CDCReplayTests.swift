// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// `cdcreplay`, as it was built beside the tests, and SQLite's own command.
private let cdcreplay = Tool("cdcreplay")

private func log(_ name: String) -> String { Fixture.folder + "/binlogs/" + name }

/// A database file of a test's own.
private struct Target: ~Copyable {
    let path = NSTemporaryDirectory() + "cdcreplay-\(UUID().uuidString).db"

    var name: String { "sqlite:\(path)" }

    deinit {
        for suffix in ["", "-wal", "-shm"] { _ = try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    /// The rows of a statement, as SQLite's own command prints them.
    func rows(_ sql: String) throws -> String {
        let result = try ChildResult(running: "sqlite3", ["-batch", "-nullvalue", "NULL", path, sql])
        return result.text + result.errorText
    }

    func replay(_ arguments: [String]) throws -> ChildResult {
        try cdcreplay.run(["run", "--target", name, "--create-tables"] + arguments)
    }
}

struct CDCReplayTests {
    @Test func `a log becomes rows in SQLite, and a second run finds nothing to do`() throws {
        let target = Target()
        let shop = ["--source-files", log("mysql-9.7-shop.binlog"), "--until", "mysql-9.7-shop.binlog:5900"]
        let first = try target.replay(shop)
        #expect(first.status == 0, "\(first.errorText)")
        #expect(
            try target.rows("SELECT * FROM stock ORDER BY sku") == """
                BOOK-001|Sketch of the Analytical Engine|42.50|11|fragile
                EBOOK-42|The Mythical Man-Month|18.00|0|digital
                MUG-0007|Mug, "hello, world"|9.99|114|sale

                """
        )
        #expect(
            try target.rows("SELECT id, name, email, tier, born FROM customer ORDER BY id") == """
                1|Ada Lovelace|ada@example.org|gold|1815-12-10
                2|Grace Hopper|grace@example.org|silver|1906-12-09
                3|Łukasz Żółć|NULL|bronze|1990-02-28
                4|林 美咲|misaki@example.org|silver|NULL

                """
        )
        #expect(
            try target.rows("SELECT id, sku, total, ordered_at, paid_at, details FROM purchase ORDER BY id") == """
                1|BOOK-001|42.50|2026-01-01 10:13:00.125|2026-01-01 10:20:00|{"gift": true, "wrap": {"paper": "blue", "ribbons": 2}}
                2|MUG-0007|59.94|2026-01-01 10:15:00.500|2026-01-01 10:20:00|{"gift": false, "coupons": ["SPRING", 10]}
                3|EBOOK-42|18.00|2026-01-01 10:15:00.500|NULL|NULL

                """
        )
        let second = try target.replay(shop)
        #expect(second.status == 0, "\(second.errorText)")
        #expect(second.text.hasPrefix("ended behind 0 transactions"), "\(second.text)")
    }

    @Test func `a change of a replayed table stops with statement, place and what to do`() throws {
        let target = Target()
        let result = try target.replay(["--source-files", log("mysql-9.7-shop.binlog")])
        #expect(result.status == 1)
        #expect(result.errorText.contains("ALTER TABLE customer ADD COLUMN points INT"), "\(result.errorText)")
        #expect(result.errorText.contains("cdcreplay: at mysql-9.7-shop.binlog:"))
        #expect(result.errorText.contains("--ddl ignore"))
        // What came before is there.
        #expect(try target.rows("SELECT count(*) FROM purchase") == "3\n")
    }

    @Test func `every type at its edges is in SQLite as docs TYPE-MAPPING says`() throws {
        let target = Target()
        let result = try target.replay([
            "--source-files", log("mysql-9.7-types.binlog"), "--tables", "shop.numbers", "--ddl", "ignore",
        ])
        #expect(result.status == 0, "\(result.errorText)")
        #expect(
            try target.rows("SELECT t, tu, b, bu, typeof(bu), d65, hex(b64), typeof(b64) FROM numbers WHERE id = 2")
                == """
                -1|255|9223372036854775807|18446744073709551615|text|99999999999999999999999999999999999.999999999999999999999999999999|3138343436373434303733373039353531363135|text

                """
        )
    }

    @Test func `HC-147 a statement that changes data is refused`() throws {
        let target = Target()
        let result = try target.replay(["--source-files", log("mysql-9.7-statements.binlog"), "--ddl", "ignore"])
        #expect(result.status == 1)
        #expect(
            result.errorText.contains("a statement changes data, where its rows should be logged"),
            "\(result.errorText)"
        )
    }

    @Test func `columns that the log does not name are not guessed`() throws {
        let target = Target()
        let result = try target.replay(["--source-files", log("mysql-9.7-minimal-image.binlog")])
        #expect(result.status == 1)
        #expect(
            result.errorText.contains("does not tell what the columns of shop.item are called"),
            "\(result.errorText)"
        )
        #expect(result.errorText.contains("binlog_row_metadata=FULL"))
    }

    @Test func `another task on the same tables is refused by name`() throws {
        let target = Target()
        let shop = ["--source-files", log("mysql-9.7-shop.binlog"), "--until", "mysql-9.7-shop.binlog:5900"]
        #expect(try target.replay(shop).status == 0)
        let other = try target.replay(shop + ["--task", "other"])
        #expect(other.status == 1)
        #expect(other.errorText.contains("task main replays shop."), "\(other.errorText)")
        let rest = try target.replay(["--source-files", log("mariadb-11.8-shop.binlog")])
        #expect(rest.status == 1)
        #expect(rest.errorText.contains("mysql-9.7-shop.binlog is none of the files"), "\(rest.errorText)")
    }

    @Test func `a row that is not there, or is there already, stops the run`() throws {
        let target = Target()
        #expect(
            try target.rows(
                "CREATE TABLE stock (sku TEXT PRIMARY KEY, title TEXT, price TEXT, pieces INTEGER, labels TEXT); INSERT INTO stock VALUES ('MUG-0007', 'x', '1', 1, '')"
            ) == ""
        )
        let result = try target.replay(["--source-files", log("mysql-9.7-shop.binlog"), "--tables", "shop.stock"])
        #expect(result.status == 1)
        #expect(
            result.errorText.contains("insert of shop.stock: a row of main.stock has one of its keys already"),
            "\(result.errorText)"
        )
        // Nothing of the transaction is there.
        #expect(try target.rows("SELECT count(*) FROM stock") == "1\n")
    }

    @Test
    func `a table that refuses a row is by policy suspended, and all of its rows written down`()
        throws
    {
        let target = Target()
        let shop = ["--source-files", log("mysql-9.7-shop.binlog"), "--tables", "shop.stock", "--ddl", "ignore"]
        let table =
            "CREATE TABLE stock (sku TEXT PRIMARY KEY, title TEXT, price TEXT, pieces INTEGER CHECK (pieces < 50)"
        // A table of the target that lacks a column fits no row of the source.
        #expect(try target.rows(table + ")") == "")
        let unfit = try target.replay(shop)
        #expect(unfit.status == 1)
        #expect(unfit.errorText.contains("has no column labels"), "\(unfit.errorText)")
        #expect(try target.rows("DROP TABLE stock; " + table + ", labels TEXT)") == "")
        let stopped = try target.replay(shop)
        #expect(stopped.status == 1)
        #expect(stopped.errorText.contains("insert of shop.stock: "), "\(stopped.errorText)")
        let suspended = try target.replay(shop + ["--on-error", "suspend-table"])
        #expect(suspended.status == 0, "\(suspended.errorText)")
        #expect(suspended.text.contains("shop.stock is suspended since mysql-9.7-shop.binlog:"), "\(suspended.text)")
        #expect(
            try target.rows(
                "SELECT operation, reason, json_extract(row_after, '$.sku') <> '' FROM cdcreplay_exception LIMIT 1"
            ) == "insert|refused|1\n"
        )
        #expect(
            try target.rows(
                "SELECT count(*) = sum(json_valid(coalesce(row_after, row_before))) FROM cdcreplay_exception"
            )
                == "1\n"
        )
    }

    @Test func `policies about values are refused where the target takes the values as they are`() throws {
        let target = Target()
        for words in [["--zero-date", "null"], ["--nul-byte", "strip"]] {
            let result = try target.replay(["--source-files", log("mysql-9.7-shop.binlog")] + words)
            #expect(result.status == 2)
            #expect(result.errorText.contains("as it is: leave"), "\(result.errorText)")
        }
    }

    @Test func `a command line that asks for nothing possible is status 2`() throws {
        #expect(try cdcreplay.run(["run", "--target", "sqlite:x.db"]).status == 2)
        #expect(try cdcreplay.run(["run", "--target", "oracle:x", "--source-files", "a"]).status == 2)
        #expect(try cdcreplay.run(["run", "--source-files", "a"]).status == 2)
        #expect(try cdcreplay.run(["run", "--target", "sqlite:x", "--source-files", "a", "--tables", "t"]).status == 2)
    }
}
