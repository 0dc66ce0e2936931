// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport

/// Transactions at random over tables with foreign keys, unique values that are swapped, keys that change, and no key at all.
struct ShopWorkload {
    /// The tables of the source.
    static let source = """
        CREATE TABLE account (id BIGINT UNSIGNED PRIMARY KEY, owner VARCHAR(40) NOT NULL UNIQUE, balance DECIMAL(20,4) NOT NULL,
            note TEXT, doubled DECIMAL(21,4) AS (balance * 2) STORED);
        CREATE TABLE item (id INT PRIMARY KEY, account BIGINT UNSIGNED, kind ENUM('a', 'b', 'c') NOT NULL, size FLOAT,
            FOREIGN KEY (account) REFERENCES account (id));
        CREATE TABLE journal (at DATETIME(6), amount DECIMAL(20,4), tag VARBINARY(16), doc JSON);
        """

    /// The tables of the target, in a schema.
    static func target(_ schema: String) -> String {
        """
        CREATE SCHEMA \(schema); SET search_path = \(schema);
        CREATE TABLE account (id numeric(20) PRIMARY KEY, owner text NOT NULL UNIQUE, balance numeric(20,4) NOT NULL,
            note text, doubled numeric(21,4) GENERATED ALWAYS AS (balance * 2) STORED);
        CREATE TABLE item (id int PRIMARY KEY, account numeric(20) REFERENCES account (id), kind text NOT NULL, size real);
        CREATE TABLE journal (at timestamp, amount numeric(20,4), tag bytea, doc jsonb);
        """
    }

    /// Each table's rows, as the source's client prints them and as psql does.
    static let queries: [(source: String, target: String)] = [
        ("SELECT * FROM account ORDER BY id", "SELECT * FROM account ORDER BY id"),
        (
            "SELECT id, account, kind, CAST(size AS DOUBLE) FROM item ORDER BY id",
            "SELECT id, account, kind, size::float8 FROM item ORDER BY id"
        ),
        (
            "SELECT at, amount, LOWER(HEX(tag)), doc FROM journal ORDER BY at, amount, tag",
            "SELECT to_char(at, 'YYYY-MM-DD HH24:MI:SS.US'), amount, encode(tag, 'hex'), doc FROM journal "
                + "ORDER BY at NULLS FIRST, amount, tag NULLS FIRST"
        ),
    ]

    private var random: SeededRandom
    private var accounts: [Int] = []
    private var items: [Int] = []
    private var next = 1

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// So many transactions as statements.
    mutating func transactions(_ count: Int) -> String {
        var sql = ""
        for _ in 0..<count {
            sql += "BEGIN;\n"
            for _ in 0..<Int.random(in: 1...6, using: &random) { sql += statement() + "\n" }
            sql += "COMMIT;\n"
        }
        return sql
    }

    private mutating func number() -> Int {
        next += 1
        return next
    }

    private mutating func statement() -> String {
        let amount = Int.random(in: -999_999...999_999, using: &random)
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1, 2:
            let id = number()
            accounts.append(id)
            return "INSERT INTO account (id, owner, balance, note) VALUES (\(id), 'owner \(id)', \(amount).25, "
                + "\(amount % 3 == 0 ? "NULL" : "REPEAT('ä', \(abs(amount) % 300))"));"
        case 3, 4:
            guard let account = accounts.randomElement(using: &random) else { return "DO 0;" }
            let id = number()
            items.append(id)
            return "INSERT INTO item VALUES (\(id), \(account), '\(["a", "b", "c"][abs(amount) % 3])', \(amount) / 7);"
        case 5:
            guard let account = accounts.randomElement(using: &random) else { return "DO 0;" }
            return "UPDATE account SET balance = balance + \(amount), note = CONCAT(note, '+') WHERE id = \(account);"
        case 6:
            // Unique values change places.
            guard accounts.count > 1 else { return "DO 0;" }
            let pair = accounts.shuffled(using: &random).prefix(2)
            return
                "SET @a = (SELECT owner FROM account WHERE id = \(pair[0])), @b = (SELECT owner FROM account WHERE id = \(pair[1])); "
                + "UPDATE account SET owner = 'nobody' WHERE id = \(pair[0]); UPDATE account SET owner = @a WHERE id = \(pair[1]); "
                + "UPDATE account SET owner = @b WHERE id = \(pair[0]);"
        case 7:
            guard let index = items.indices.randomElement(using: &random) else { return "DO 0;" }
            let old = items[index]
            items[index] = number()
            return "UPDATE item SET id = \(items[index]) WHERE id = \(old);"
        case 8:
            guard let index = items.indices.randomElement(using: &random) else { return "DO 0;" }
            return "DELETE FROM item WHERE id = \(items.remove(at: index));"
        case 9:
            return "DELETE FROM journal ORDER BY amount LIMIT 1;"
        case 10:
            return
                "UPDATE journal SET amount = amount + 1, doc = JSON_SET(doc, '$.n', \(amount)) ORDER BY amount LIMIT 2;"
        default:
            return
                "INSERT INTO journal VALUES (FROM_UNIXTIME(\(abs(amount)) * 1000 + 0.\(abs(amount))), \(amount), "
                + "UNHEX(LEFT(SHA2(\(amount % 5), 256), 32)), '{\"n\": \(amount), \"t\": \"x\"}'), (NULL, 1, NULL, NULL), (NULL, 1, NULL, NULL);"
        }
    }
}
