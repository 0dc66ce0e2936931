// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import Testing

/// `--format sql` and `--format undo`, on logs.
struct SQLFormatTests {
    private func text(_ format: String, _ name: String, _ arguments: String...) throws -> String {
        let result = try binlogtail.run(["--format", format, fixture(name)] + arguments)
        try #require(result.status == 0, "\(result.errorText)")
        return result.text
    }

    @Test
    func `rows are statements by transaction, with place and GTID in front`() throws {
        let sql = try text("sql", "mysql-9.7-shop", "--include", "shop.stock", "--start-position", "2664")
        #expect(
            sql.contains(
                """
                SET NAMES utf8mb4;
                SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', time_zone = '+00:00';
                """
            )
        )
        #expect(
            sql.contains(
                """
                -- mysql-9.7-shop.binlog:3531 2026-01-01T10:13:00Z GTID 5f112b00-e597-11f1-9575-02fc00000001:sales:1
                """
            )
        )
        #expect(
            sql.contains(
                """
                START TRANSACTION;
                UPDATE `shop`.`stock` SET `pieces` = 11 WHERE `sku` = 'BOOK-001';
                COMMIT;

                """
            )
        )
    }

    @Test
    func `statements keep their settings, and those of rows are set again behind them`() throws {
        let sql = try text("sql", "mysql-9.7-shop")
        #expect(sql.contains("DELIMITER /*!*/;\n"))
        #expect(sql.contains("use `shop`/*!*/;\n"))
        #expect(sql.contains("CREATE TABLE customer ("))
        let parts = sql.split(separator: "DELIMITER ;\n", maxSplits: 1)
        #expect(parts.count == 2)
        #expect(parts[1].hasPrefix("SET NAMES utf8mb4;\n"))
    }

    @Test
    func `values are literals of their type`() throws {
        let sql = try text("sql", "mysql-9.7-types")
        #expect(sql.contains("-9223372036854775808, 0, -3.4e38, -1.7e308, -999999999, -12345678.91, "))
        #expect(sql.contains(", 18446744073709551615, 3.4e38, 1.7e308, "))
        #expect(sql.contains("'0000-00-00', '-838:59:59', '-00:00:00.1', "))
        #expect(
            sql.contains("_koi8r 0xcdc9d2, _big5 0xba7ea672, _sjis 0x93fa967b, _ucs2 0x6f225b57, _utf16 0xd83ddc33")
        )
        #expect(sql.contains("0x6100000000000000, 0x00ff00, 'tiny', 'te''xt\\\\', "))
        #expect(sql.contains("'one', 'a,b', 'y');"))
        #expect(sql.contains("JSON_ARRAY(CAST('2026-02-28' AS DATE),CAST('-12:34:56.789000' AS TIME(6)),"))
        #expect(sql.contains("0x0000803f000020c000000000f9021550"))
    }

    @Test
    func `updates name what changed, and keep moments from being set by the server`() throws {
        let sql = try text("sql", "mysql-9.7-types", "--include", "shop.times")
        #expect(
            sql.contains("UPDATE `shop`.`times` SET `d` = '2026-02-28', `t6` = '-00:00:00.000001', `dt0` = `dt0`, ")
        )
        let all = try text("sql", "mysql-9.7-types", "--include", "shop.times", "--all-columns")
        #expect(all.contains("SET `id` = 1, `d` = '2026-02-28', "))
        #expect(!all.contains("`dt0` = `dt0`"))
    }

    @Test
    func `a column can be left out`() throws {
        let sql = try text(
            "sql",
            "mysql-9.7-types",
            "--include",
            "shop.computed",
            "--exclude-column",
            "shop.computed.twice",
            "--exclude-column",
            "shop.computed.half"
        )
        #expect(sql.contains("INSERT INTO `shop`.`computed` (`my_row`, `a`) VALUES (1, 1);"))
        #expect(sql.contains("UPDATE `shop`.`computed` SET `a` = 11 WHERE `a` = 1;"))
    }

    @Test
    func `undo is the inverse in reverse order`() throws {
        let sql = try text(
            "undo",
            "mysql-9.7-shop",
            "--include",
            "shop.stock",
            "--start-position",
            "2664",
            "--on-statement",
            "skip"
        )
        let statements = sql.split(separator: "\n").map(String.init)
        #expect(statements.first?.hasPrefix("-- What triggers") == true)
        #expect(statements.contains("UPDATE `shop`.`stock` SET `pieces` = 12 WHERE `sku` = 'BOOK-001';"))
        #expect(statements.last == "COMMIT;")
        let forth = try text("sql", "mysql-9.7-shop", "--include", "shop.stock", "--start-position", "2664")
        let changes = { (text: String) in text.split(separator: "\n").count { $0.hasPrefix("UPDATE") } }
        #expect(changes(forth) == changes(sql))
        #expect(forth.split(separator: "\n").count { $0 == "COMMIT;" } == statements.count { $0 == "COMMIT;" })
    }

    @Test
    func `undo refuses statements with the reason, and writes nothing`() throws {
        let result = try binlogtail.run(["--format", "undo", fixture("mysql-9.7-shop")])
        #expect(result.status == 1)
        #expect(result.text == "")
        #expect(result.errorText.contains("QUERY at position 277: a statement has no inverse in the log"))
        let skipped = try text("undo", "mysql-9.7-shop", "--on-statement", "skip")
        #expect(
            skipped.contains(
                "DELETE FROM `shop`.`customer` WHERE `id` = 4;\nDELETE FROM `shop`.`customer` WHERE `id` = 3;"
            )
        )
    }

    @Test
    func `undo writes nothing of a log that cannot be read to its end`() throws {
        let log = try #require(Fixture.named("mysql-9.7-shop")).bytes()
        let result = try binlogtail.run(
            ["--format", "undo", "--on-statement", "skip", "-"],
            input: Array(log.prefix(log.count - 100))
        )
        #expect(result.status == 1)
        #expect(result.text == "")
    }

    @Test(arguments: ["sql", "undo"])
    func `tables without names are refused`(_ format: String) throws {
        let result = try binlogtail.run([
            "--format", format, "--on-statement", "skip", fixture("mysql-9.7-minimal-image"),
        ])
        #expect(result.status == 1)
        #expect(result.errorText.contains("binlog_row_metadata=FULL"))
    }
}
