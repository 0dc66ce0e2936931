// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import MySQLTestSupport
import Testing

/// `cdcreplay` from real servers into real targets, read by their own clients.
struct ReplayLiveTests {
    /// A source and a target; no target is a SQLite file.
    struct Pair: Sendable, CustomTestStringConvertible {
        var source: String
        var target: String?
        var testDescription: String { "\(source) to \(target ?? "sqlite")" }
    }

    private static let pairs = [
        Pair(source: "mysql97", target: nil), Pair(source: "mariadb118", target: nil),
        Pair(source: "mysql97", target: "mariadb118"), Pair(source: "mariadb118", target: "mysql97"),
        Pair(source: "mariadb1011", target: "mariadb118"),
    ]

    private func withRun(_ pair: Pair, _ body: (ReplayRun) async throws -> Void) async throws {
        let source = try #require(try LiveServer.named(pair.source))
        let target = try pair.target.map { try #require(try LiveServer.named($0)) }
        try await ReplayRun.lend(from: source, into: target, body)
    }

    @Test(arguments: pairs, ["transactional", "batched"])
    func `rows of every kind arrive as they are`(_ pair: Pair, _ mode: String) async throws {
        try await withRun(pair) { run in
            let start = try run.place()
            let s = run.schema
            try run.source.execute(
                """
                USE \(s); SET time_zone = '+02:00'; SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES';
                CREATE TABLE item (id BIGINT UNSIGNED PRIMARY KEY, name VARCHAR(40) CHARACTER SET latin1, price DECIMAL(65,30),
                    f FLOAT, d DOUBLE, b BIT(64), e ENUM('x','y,z','ż') CHARACTER SET utf8mb4, st SET('a','b'),
                    dt DATETIME(6), ts TIMESTAMP(3) NULL, t TIME(2), da DATE, y YEAR, bin BINARY(6), blo BLOB, txt TEXT,
                    gen INT GENERATED ALWAYS AS (y + 1) STORED, j JSON);
                CREATE TABLE heap (a INT, b VARCHAR(10), c FLOAT);
                INSERT INTO item (id, name, price, f, d, b, e, st, dt, ts, t, da, y, bin, blo, txt, j) VALUES
                    (18446744073709551615, 'Zürich', -12345678901234567890123456789012345.5, 12.3, 1e-300, b'1', 'ż', 'a,b',
                    '2024-02-29 23:59:59.123456', '2024-10-27 02:30:00.5', '-838:59:59', '2024-02-29', 1901, 'ab', X'00FF27', 'it''s \\\\ "x"', '{"a": [1, 2.5, null]}'),
                    (0, '', 0, -0.5, 0.1, 0, 'y,z', '', '0000-00-00', '1970-01-01 02:00:01', '00:00:00', '0000-00-00', 0, '', '', '', 'true'),
                    (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
                INSERT INTO heap VALUES (1, 'a', 12.3), (1, 'a', 12.3), (1, 'A', 12.3), (1, 'a ', 12.3), (NULL, NULL, NULL);
                BEGIN; UPDATE item SET id = 3 WHERE id = 2; UPDATE item SET name = 'n', txt = REPEAT('ä', 3000) WHERE id = 3; COMMIT;
                UPDATE item SET id = id - 10 WHERE id > 1000;
                DELETE FROM heap WHERE BINARY b = 'A'; DELETE FROM heap WHERE BINARY b = 'a ' LIMIT 1; UPDATE heap SET a = 9 WHERE BINARY b = 'a' LIMIT 1;
                SET SESSION binlog_row_image = MINIMAL; UPDATE item SET d = 7.25 WHERE id = 3; DELETE FROM item WHERE id = 0;
                INSERT INTO item (id, name, price, f, d, b, e, st, dt, ts, t, da, y, bin, blo, txt, j) SELECT 0, name, price, f, d, b, e, st, dt, ts, t, '2024-02-00', y, bin, blo, txt, j FROM item WHERE id > 1000;
                XA START 'r1\(s)'; INSERT INTO heap VALUES (50, 'xa', 1); XA END 'r1\(s)'; XA PREPARE 'r1\(s)'; XA COMMIT 'r1\(s)';
                XA START 'r2\(s)'; INSERT INTO heap VALUES (60, 'no', 1); XA END 'r2\(s)'; XA PREPARE 'r2\(s)'; XA ROLLBACK 'r2\(s)';
                BEGIN; INSERT INTO heap VALUES (70, 'yes', 1); SAVEPOINT p; INSERT INTO heap VALUES (71, 'no', 1); ROLLBACK TO p; COMMIT;
                """
            )
            // The second run has nothing to do but what came since.
            try await run.finish(from: start, ["--apply-mode", mode])
            try await run.finish(from: start, ["--apply-mode", mode])
            let columns =
                run.server == nil
                ? "id, name, price, d, e, st, dt, t, da, y, iif(bin IS NULL, NULL, hex(bin)), iif(blo IS NULL, NULL, hex(blo)), txt, b"
                : "id, name, price, f, d, e, st, dt, ts, t, da, y, hex(bin), hex(blo), txt, b + 0, gen"
            let own =
                run.server == nil
                ? columns.replacing("txt, b", with: "txt, b + 0").replacing("iif(", with: "IF(") : columns
            let wanted = try run.sourceRows(own.replacing("hex", with: "HEX"), "item")
            var found = try run.rows(columns, "item")
            if run.server == nil {
                // SQLite prints numbers in its own way; their values are the same.
                #expect(found.map { Double($0[3]) } == wanted.map { Double($0[3]) })
                for index in found.indices { found[index][3] = wanted[index][3] }
                // A year is a number there, which has no leading zeros; beyond 63 bits a number is text, and so sorted last.
                for index in found.indices where found[index][9] == "0" { found[index][9] = "0000" }
                #expect(Set(found) == Set(wanted))
            } else {
                #expect(found == wanted)
            }
            // SQLite's hex() of NULL is an empty text.
            let hex = run.server == nil ? "iif(b IS NULL, NULL, hex(b))" : "HEX(b)"
            #expect(try run.rows("a, b, \(hex)", "heap") == run.sourceRows("a, b, HEX(b)", "heap"))
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `a source whose foreign keys cascade below its log is refused before anything is replayed`(
        _ name: String
    ) async throws {
        try await withRun(Pair(source: name, target: nil)) { run in
            let start = try run.place()
            try run.source.execute(
                """
                USE \(run.schema); CREATE TABLE parent (id INT PRIMARY KEY) ENGINE=InnoDB;
                CREATE TABLE child (id INT PRIMARY KEY, p INT, CONSTRAINT of_parent FOREIGN KEY (p) REFERENCES parent (id)
                    ON DELETE CASCADE) ENGINE=InnoDB;
                INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2); DELETE FROM parent WHERE id = 1;
                """
            )
            let child = try run.start(from: start, ["--stop-at-end"])
            let status = await child.exit()
            if name == "mysql97" {
                #expect(status == 0, "\(run.errors)")
                #expect(try run.rows("id, p", "child") == [["2", "2"]])
            } else {
                #expect(status == 1)
                #expect(run.errors.contains("of_parent of \(run.schema).child (ON DELETE CASCADE"), "\(run.errors)")
            }
        }
    }

    @Test(arguments: [
        (pairs[0], 1, "transactional"), (pairs[2], 1, "transactional"), (pairs[2], 4, "transactional"),
        (pairs[0], 1, "batched"), (pairs[2], 2, "batched"),
    ])
    func `killed at any moment, no change is lost or made twice`(
        _ pair: Pair,
        _ workers: Int,
        _ mode: String
    ) async throws {
        try await withRun(pair) { run in
            let start = try run.place()
            let s = run.schema
            try run.source.execute(
                """
                USE \(s); CREATE TABLE account (id INT PRIMARY KEY, balance BIGINT NOT NULL);
                CREATE TABLE entry (id INT PRIMARY KEY AUTO_INCREMENT, a INT NOT NULL, b INT NOT NULL, amount INT NOT NULL);
                INSERT INTO account VALUES (0, 1000), (1, 1000), (2, 1000), (3, 1000), (4, 1000);
                """
            )
            var random = SeededRandom(seed: 20)
            var kills = 0
            for round in 0..<10 {
                let child = try run.start(from: start, ["--workers", "\(workers)", "--apply-mode", mode])
                var sql = "USE \(s);"
                for _ in 0..<40 {
                    let (a, b, amount) = (random.next() % 5, random.next() % 5, random.next() % 100)
                    sql += "BEGIN; UPDATE account SET balance = balance - \(amount) WHERE id = \(a);"
                    sql += "UPDATE account SET balance = balance + \(amount) WHERE id = \(b);"
                    sql += "INSERT INTO entry (a, b, amount) VALUES (\(a), \(b), \(amount)); COMMIT;"
                }
                try run.source.execute(sql)
                let entries = try run.sourceRows("COUNT(*), 0", "entry")[0][0]
                // At every moment the sums are right; the kill comes when some of the round, or all of it, is there.
                let wanted = (round * 40) + 1 + Int(random.next() % 39)
                let deadline = ContinuousClock.now + .seconds(60)
                while true {
                    let there = (try? run.rows("COUNT(*), 0", "entry"))?.first.flatMap { Int($0[0]) } ?? 0
                    if there >= wanted { break }
                    try #require(ContinuousClock.now < deadline, "\(there) of \(entries): \(run.errors)")
                    try #require(child.status == nil, "\(run.errors)")
                }
                #expect(try run.rows("SUM(balance), 0", "account")[0][0] == "5000")
                child.send(signal: SIGKILL)
                kills += await child.exit() == 0 ? 0 : 1
                #expect(try run.rows("SUM(balance), 0", "account")[0][0] == "5000")
            }
            #expect(kills == 10)
            try await run.finish(from: start)
            #expect(try run.rows("id, balance", "account") == run.sourceRows("id, balance", "account"))
            #expect(try run.rows("id, a, b, amount", "entry") == run.sourceRows("id, a, b, amount", "entry"))
        }
    }

    @Test(arguments: [(2, "transactional"), (3, "transactional"), (2, "batched"), (3, "batched")])
    func `eight workers leave the same rows as the source has`(_ pair: Int, _ mode: String) async throws {
        try await withRun(ReplayLiveTests.pairs[pair]) { run in
            let start = try run.place()
            let s = run.schema
            try run.source.execute(
                """
                USE \(s); CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(20) CHARACTER SET utf8mb4 NOT NULL, UNIQUE (name));
                CREATE TABLE letter (id INT PRIMARY KEY AUTO_INCREMENT, person INT NOT NULL, body TEXT, FOREIGN KEY (person) REFERENCES person (id));
                CREATE TABLE loose (a INT, b INT);
                """
            )
            // The target has the keys of the source.
            _ = try run.server?.execute(
                """
                CREATE DATABASE \(s); USE \(s);
                CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(20) CHARACTER SET utf8mb4 NOT NULL, UNIQUE (name));
                CREATE TABLE letter (id INT PRIMARY KEY AUTO_INCREMENT, person INT NOT NULL, body TEXT, FOREIGN KEY (person) REFERENCES person (id));
                """
            )
            var random = SeededRandom(seed: 6)
            var sql = "USE \(s);"
            for id in 0..<40 { sql += "INSERT INTO person VALUES (\(id), 'p\(id)');" }
            for number in 0..<400 {
                let (a, b) = (random.next() % 40, random.next() % 40)
                switch random.next() % 6 {
                case 0 where a != b:
                    // Two unique values change places within a transaction.
                    sql +=
                        "SELECT name INTO @a FROM person WHERE id = \(a); SELECT name INTO @b FROM person WHERE id = \(b);"
                    sql +=
                        "BEGIN; UPDATE person SET name = 'x\(number)' WHERE id = \(a); UPDATE person SET name = @a WHERE id = \(b);"
                    sql += "UPDATE person SET name = @b WHERE id = \(a); COMMIT;"
                case 1:
                    sql += "INSERT INTO letter (person, body) VALUES (\(a), 'n\(number)'), (\(b), 'ż\(number)');"
                case 2: sql += "INSERT INTO loose VALUES (\(a), \(b)); UPDATE loose SET b = b + 1 WHERE a = \(b);"
                case 3:
                    // A parent comes, is referred to, and goes, in transactions of their own.
                    sql +=
                        "INSERT INTO person VALUES (\(1_000 + number), 'N\(number)'); INSERT INTO letter (person, body) VALUES (\(1_000 + number), '');"
                    sql +=
                        "DELETE FROM letter WHERE person = \(1_000 + number); DELETE FROM person WHERE id = \(1_000 + number);"
                    // The next one takes its name in other letters.
                    sql += "INSERT INTO person VALUES (\(5_000 + number), 'n\(number)');"
                case 4: sql += "UPDATE letter SET body = CONCAT(body, '+') WHERE person = \(a);"
                default: sql += "UPDATE person SET name = CONCAT('q', \(number)) WHERE id = \(a);"
                }
            }
            try run.source.execute(sql)
            try await run.finish(from: start, ["--workers", "8", "--apply-mode", mode])
            #expect(try run.rows("id, HEX(name)", "person") == run.sourceRows("id, HEX(name)", "person"))
            #expect(
                try run.rows("id, person, HEX(body)", "letter") == run.sourceRows("id, person, HEX(body)", "letter")
            )
            #expect(try run.rows("a, b", "loose") == run.sourceRows("a, b", "loose"))
        }
    }

    @Test func `SIGTERM ends behind a transaction and says where`() async throws {
        try await withRun(ReplayLiveTests.pairs[2]) { run in
            let start = try run.place()
            try run.source.execute("USE \(run.schema); CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1);")
            let child = try run.start(from: start)
            let deadline = ContinuousClock.now + .seconds(60)
            while (try? run.rows("id, 0", "t"))?.count != 1 {
                try #require(ContinuousClock.now < deadline, "\(run.errors)")
                try #require(child.status == nil, "\(run.errors)")
            }
            child.send(signal: SIGTERM)
            #expect(await child.exit() == 0, "\(run.errors)")
            let output = try String(contentsOfFile: run.folder + "/output", encoding: .utf8)
            #expect(output.contains("stopped behind"), "\(output)")
            #expect(output.contains("is in the target"), "\(output)")
        }
    }
}
