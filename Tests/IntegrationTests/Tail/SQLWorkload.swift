// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport

/// A schema with rows of every type, what was done to them, and whether a copy is the same.
struct SQLWorkload {
    /// The types of fixtures, by table: columns, then rows.
    let server: LiveServer
    let schema: String
    private let hints: [String]

    /// Works on a schema of a server.
    init(_ server: LiveServer, _ schema: String) {
        self.server = server
        self.schema = schema
        // What MariaDB's log does not tell from binary strings.
        let tables = ["edges", "addresses"]
        hints =
            server.flavour == .mysql
            ? []
            : tables.flatMap { table in
                [("u", "uuid"), ("i4", "inet4"), ("i6", "inet6")].flatMap { column, type in
                    ["--column-type", "\(schema).\(table).\(column)=\(type)"]
                }
            }
    }

    /// Tables and rows that the changes begin with.
    func prepare(using random: inout SeededRandom) throws {
        let edges = EdgeColumn.columns(of: server)
        // Statements go by their default database.
        try server.execute("USE \(schema);" + EdgeColumn.statements(edges, schema: schema))
        try server.execute("USE \(schema);" + RandomRows.statements(count: 300, schema: schema, using: &random))
        try server.execute(
            """
            USE \(schema); SET SESSION sql_mode = '';
            CREATE TABLE moments (id INT PRIMARY KEY, a INT, s TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE
                CURRENT_TIMESTAMP, d DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3));
            INSERT INTO moments (id, a) VALUES (1, 1), (2, 2), (3, 3);
            CREATE TABLE keyless (a INT, t VARCHAR(20), f FLOAT, d DOUBLE, b BIT(64), e ENUM('x', 'y'), s SET('p', 'q'),
                g GEOMETRY, x VARBINARY(20), n DECIMAL(20, 5), m TIME(3), y YEAR, l TEXT);
            INSERT INTO keyless VALUES (1, 'a', 0.1, 0.1, 18446744073709551615, 'x', 'p,q',
                ST_GeomFromText('POINT(1 2)'), X'00ff', 1.5, '-00:00:01.5', 0, 'long'),
                (1, 'A', 0.1, 0.1, 1, 'y', '', NULL, X'00', 1.5, '00:00:00', 2024, ''),
                (1, 'a ', 16777216, 1e300, 0, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL),
                (1, 'a', 0.1, 0.1, 18446744073709551615, 'x', 'p,q', ST_GeomFromText('POINT(1 2)'), X'00ff', 1.5,
                '-00:00:01.5', 0, 'long');
            CREATE TABLE sets (id INT PRIMARY KEY, l VARCHAR(20) CHARACTER SET latin1, k VARCHAR(20) CHARACTER SET koi8r,
                b VARCHAR(20) CHARACTER SET big5, j VARCHAR(20) CHARACTER SET sjis, u VARCHAR(20) CHARACTER SET ucs2,
                w VARCHAR(20) CHARACTER SET utf16le, z VARCHAR(20) CHARACTER SET utf32, c CHAR(5) CHARACTER SET swe7,
                g VARCHAR(20) CHARACTER SET gbk, e ENUM('', 'ä', 'b''c') CHARACTER SET latin1);
            INSERT INTO sets VALUES (1, 'äöü€', 'мир', '漢字', '日本', '漢字', '🐳', '🐳', '[\\\\]', '漢字', 'ä'),
                (2, 'it''s', '\\\\', '功', '表', 'a\\\\b', '', 'x', 'abc', '\\\\', ''),
                (3, CHAR(129 USING latin1), '', '', '', '', '', '', '', '', 'b''c');
            CREATE TABLE `quo``ted 'name'` (`a``b` INT PRIMARY KEY, `select` TEXT);
            INSERT INTO `quo``ted 'name'` VALUES (0, 'zero'), (1, '-- not a comment; /* nor this */');
            CREATE TABLE numbered (id INT PRIMARY KEY AUTO_INCREMENT, v TEXT);
            SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'; INSERT INTO numbered VALUES (0, 'zero'), (1, 'one');
            XA START '\(schema)', 'q', 7; INSERT INTO numbered VALUES (50, 'xa'); XA END '\(schema)', 'q', 7;
            XA PREPARE '\(schema)', 'q', 7; XA COMMIT '\(schema)', 'q', 7;
            XA START '\(schema)1'; INSERT INTO numbered VALUES (51, 'one phase'); XA END '\(schema)1';
            XA COMMIT '\(schema)1' ONE PHASE;
            XA START '\(schema)2'; INSERT INTO numbered VALUES (52, 'back'); XA END '\(schema)2';
            XA PREPARE '\(schema)2'; XA ROLLBACK '\(schema)2';
            """
        )
        if server.flavour == .mysql {
            try server.execute(
                """
                USE \(schema);
                CREATE TABLE documents (id INT PRIMARY KEY, j JSON);
                INSERT INTO documents VALUES (1, '{"a": [1, 2, {"b": "c\\\\"d"}], "n": 1.0, "e": "é😀"}'), (2, 'null'), (3, NULL);
                INSERT INTO documents VALUES (4, JSON_ARRAY(CAST('2026-02-28' AS DATE), CAST('-12:34:56.789' AS TIME(3)),
                    CAST('2026-02-28 12:00:00.5' AS DATETIME(6)), CAST(-12345.6700 AS DECIMAL(20, 4)), x'00ff', 1e100,
                    JSON_OBJECT('k', 18446744073709551615))), (5, CAST(1.10 AS JSON)), (6, '"text''s"'), (7, '-0.0');
                """
            )
        }
    }

    /// Inserts, updates and deletes that touch every table.
    func change(using random: inout SeededRandom) throws {
        try server.execute(
            """
            USE \(schema); SET SESSION sql_mode = '', time_zone = '+05:00';
            UPDATE edges SET i8 = 5, f = f / 3, d = d / 7, v300 = CONCAT('''', 'x'), bl = NULL WHERE id < 5;
            UPDATE edges SET id = id + 1000 WHERE id > 2 ORDER BY id DESC;
            DELETE FROM edges WHERE id = 1;
            BEGIN; UPDATE rows_ SET i = i / 2, f = f * 1.1, v = CONCAT(IFNULL(v, ''), 'é') WHERE id % 3 = 0;
            DELETE FROM rows_ WHERE id % 7 = 0; INSERT INTO rows_ (id, l) VALUES (-1, X'00ff0a27'); COMMIT;
            UPDATE moments SET a = a + 1 WHERE id = 1; UPDATE moments SET a = a + 1, s = s, d = d WHERE id = 2;
            UPDATE moments SET s = '2020-01-01 00:00:00' WHERE id = 3; DELETE FROM moments WHERE id = 3;
            UPDATE keyless SET x = 'new', f = f + 1 WHERE BINARY t = 'A'; DELETE FROM keyless WHERE a = 1 LIMIT 1;
            UPDATE keyless SET a = 2 LIMIT 1; INSERT INTO keyless (a) VALUES (7), (7); DELETE FROM keyless WHERE a = 7 LIMIT 1;
            UPDATE sets SET l = CONCAT(l, 'ß'), e = 3, u = CONCAT(u, 'é'); DELETE FROM sets WHERE id = 2;
            UPDATE `quo``ted 'name'` SET `select` = 'new\\n''line''\\\\', `a``b` = `a``b` - 5 ORDER BY `a``b`;
            UPDATE numbered SET v = REPEAT('x', 100000); INSERT INTO numbered (v) VALUES ('auto');
            REPLACE INTO numbered VALUES (0, NULL);
            """
        )
        guard server.flavour == .mysql else { return }
        try server.execute(
            """
            USE \(schema);
            UPDATE documents SET j = JSON_SET(j, '$.added', 1.25, '$.a[0]', CAST('2026-01-01' AS DATE)) WHERE id = 1;
            UPDATE documents SET j = JSON_ARRAY_INSERT(j, '$[0]', 1) WHERE id = 4; DELETE FROM documents WHERE id IN (2, 5);
            SET SESSION binlog_transaction_compression = 1; INSERT INTO documents VALUES (8, '[]'), (9, NULL);
            """
        )
    }

    /// What `CHECKSUM TABLE` says of each table.
    func checksums() throws -> [String: String] {
        let tables = try server.query("SHOW TABLES FROM \(schema);").compactMap { $0.first.flatMap { $0 } }
        var sums: [String: String] = [:]
        for table in tables {
            let name = "\(schema).`" + table.replacing("`", with: "``") + "`"
            sums[table] = try server.query("CHECKSUM TABLE \(name) EXTENDED;").first?.last.flatMap { $0 } ?? "NULL"
        }
        return sums
    }

    /// What the tool writes for the schema's part of some logs.
    func output(_ format: String, of logs: DifferentialLogs, _ arguments: String...) throws -> ChildResult {
        try Tool("binlogtail").run(
            ["--format", format, "--include", "\(schema).*"] + hints + arguments + logs.paths
        )
    }

    /// Runs statements of the tool with the server's own client.
    func run(_ sql: String) throws {
        try server.execute(sql)
    }
}
