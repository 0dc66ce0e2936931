// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay
import MySQLTestSupport
import ReplaySinkPostgres
import Testing

/// The documented mapping: what the source's own client prints equals what psql prints.
@Suite struct TypeMappingTests {
    private static let sources = ["mysql97", "mariadb1011", "mariadb118"]

    private func servers(_ name: String) throws -> (LiveServer, PostgresServer)? {
        guard let source = try LiveServer.named(name), let target = try PostgresServer.named() else { return nil }
        return (source, target)
    }

    /// HC-001, HC-005, HC-007, HC-012, HC-014, HC-016, HC-018, HC-021, HC-022, HC-026, HC-030, HC-035, HC-043: at the target.
    @Test(arguments: sources)
    func `values at the edges of every type arrive, are found again and go`(_ name: String) async throws {
        guard let (source, target) = try servers(name) else { return }
        let columns = ReplayedColumn.common + (name == "mysql97" ? ReplayedColumn.mysql : ReplayedColumn.mariaDB)
        let declarations = columns.map { "\($0.name) \($0.declaration)" }.joined(separator: ", ")
        try await PostgresReplay.run(
            from: source,
            into: target,
            "CREATE TABLE t (id INT PRIMARY KEY, \(declarations));"
        ) { replay in
            let rows = 1 + (columns.map(\.values.count).max() ?? 0)
            var sql = "SET sql_mode = 'NO_ENGINE_SUBSTITUTION';"
            for row in 0..<rows {
                let values = columns.map { row == 0 ? "NULL" : $0.values[(row - 1) % $0.values.count] }
                sql += "INSERT INTO t VALUES (\(row), \(values.joined(separator: ", ")));\n"
            }
            try replay.change(sql)
            try await replay.replay()
            try expectEqual(replay, columns)
            // The log tells no key here: each row is found by all of its values, and values change places.
            try replay.change(
                "UPDATE t SET id = id + 100; UPDATE t SET c_int = 7, c_varchar_300_ = NULL WHERE id = 101; "
                    + "DELETE FROM t WHERE id IN (100, 102);"
            )
            try await replay.replay()
            try expectEqual(replay, columns)
            try replay.change("DELETE FROM t;")
            try await replay.replay()
            #expect(try target.query("SELECT count(*) FROM \(replay.schema).t;") == [["0"]])
        }
    }

    private func expectEqual(_ replay: PostgresReplay, _ columns: [ReplayedColumn]) throws {
        let expressions = columns.map { column in
            (column.source.replacing("$", with: column.name), column.target.replacing("$", with: "\"\(column.name)\""))
        }
        let printed = expressions.map(\.0).joined(separator: ", ")
        let table = "\(replay.schema).t"
        let expected = try replay.source.query(
            "SET time_zone = '+00:00'; SELECT id, \(printed) FROM \(table) ORDER BY id;"
        )
        let found = try replay.target.query(
            "SELECT id, \(expressions.map(\.1).joined(separator: ", ")) FROM \(table) ORDER BY id;"
        )
        #expect(found.count == expected.count)
        for (left, right) in zip(expected, found) {
            for (index, column) in ([nil] + columns.map(Optional.some)).enumerated() where left[index] != right[index] {
                let place = "\(column?.declaration ?? "id") of row \(left[0] ?? "")"
                let values = [left, right].map { $0[index].map { String($0.prefix(200)) } ?? "NULL" }
                Issue.record("\(place) is \(values[0]) at the source and \(values[1]) at the target")
            }
        }
    }

    /// HC-022 and the field's pain 22: zero dates are neither NULL nor the epoch, unless that is asked for.
    @Test func `dates that PostgreSQL does not have stop, become NULL, or text`() async throws {
        guard let (source, target) = try servers("mysql97") else { return }
        let dates = ["'0000-00-00'", "'2024-02-00'", "'2024-00-10'", "'2023-02-30'", "'2024-02-29'"]
        let table = "CREATE TABLE t (id INT PRIMARY KEY, a DATE NOT NULL, b DATETIME(3), c TIMESTAMP NULL);"
        for policy in PostgresSink.ZeroDates.allCases {
            try await PostgresReplay.run(from: source, into: target, "SET sql_mode = ''; " + table) { replay in
                let rows = dates.enumerated().map { "(\($0), \($1), \($1), \($0 == 0 ? "0" : "NULL"))" }
                try replay.change(
                    "SET sql_mode = 'ALLOW_INVALID_DATES'; INSERT INTO t VALUES \(rows.joined(separator: ", "));"
                )
                guard policy != .stop else {
                    await #expect { try await replay.replay() } throws: { error in
                        guard let error = error as? ReplayError else { return false }
                        return error.code == .value && "\(error)".contains("\"a\"") && error.position != nil
                    }
                    return
                }
                let sink = try await replay.replay(sink: { $0.zeroDates = policy }).sink
                let found = try target.query("SELECT a, b, c FROM \(replay.schema).t ORDER BY id;")
                if policy == .null {
                    #expect(
                        found == [
                            [nil, nil, nil], [nil, nil, nil], [nil, nil, nil], [nil, nil, nil],
                            ["2024-02-29", "2024-02-29 00:00:00", nil],
                        ]
                    )
                    #expect(sink.substitutions == Substitutions(zeroDates: 9, nulBytes: 0))
                } else {
                    let expected = try source.query("SELECT a, b, c FROM \(replay.schema).t ORDER BY id;")
                    #expect(found == expected)
                    #expect(sink.substitutions == Substitutions(textDates: 9))
                }
            }
        }
    }

    /// The field's pain 23: `invalid byte sequence … 0x00`.
    @Test func `U+0000 in text and in documents stops, or is left out and counted`() async throws {
        guard let (source, target) = try servers("mysql97") else { return }
        let table = "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), b JSON, c VARBINARY(9));"
        for policy in PostgresSink.NulBytes.allCases {
            try await PostgresReplay.run(from: source, into: target, table) { replay in
                try replay.change(
                    """
                    INSERT INTO t VALUES (1, CONCAT('a', CHAR(0), 'b', CHAR(0)), '{"k": "x\\\\u0000y", "l": "\\\\\\\\u0000"}', X'00');
                    """
                )
                guard policy != .stop else {
                    await #expect { try await replay.replay() } throws: { error in
                        (error as? ReplayError)?.code == .value && "\(error)".contains("U+0000")
                    }
                    return
                }
                let sink = try await replay.replay(sink: { $0.nulBytes = policy }).sink
                let found = try target.query("SELECT a, b->>'k', b->>'l', c FROM \(replay.schema).t;")
                #expect(found == [["ab", "xy", "\\u0000", "\\x00"]])
                #expect(sink.substitutions.nulBytes == 3)
            }
        }
    }

    @Test(arguments: [
        ("BIGINT UNSIGNED", "boolean"), ("DECIMAL(10,4)", "numeric(10,2)"), ("DOUBLE", "real"),
        ("DATETIME(6)", "timestamp(3)"),
        ("DATETIME", "timestamptz"), ("TIMESTAMP NULL", "timestamp"), ("VARCHAR(30)", "varchar(20)"),
        ("TEXT", "varchar(20)"),
        ("VARCHAR(5)", "char(5)"), ("VARBINARY(9)", "text"), ("TIME", "interval day"), ("BIT(8)", "bit(9)"),
        ("JSON", "integer"),
        ("INT", "bigint GENERATED ALWAYS AS IDENTITY"),
    ])
    func `a column that would change values in silence is refused by name`(
        _ declaration: String,
        _ type: String
    ) async throws {
        guard let (source, target) = try servers("mysql97") else { return }
        try await PostgresReplay.run(
            from: source,
            into: target,
            "CREATE TABLE t (id INT PRIMARY KEY, a \(declaration));"
        ) { replay in
            try target.query(
                "CREATE SCHEMA \(replay.schema); CREATE TABLE \(replay.schema).t (id int PRIMARY KEY, a \(type));"
            )
            try replay.change("INSERT INTO t VALUES (1, NULL);")
            await #expect { try await replay.replay() } throws: { error in
                (error as? ReplayError)?.code == .schema && "\(error)".contains("column a of \(replay.schema).t")
            }
        }
    }

    @Test(arguments: [
        ("BIGINT UNSIGNED", "bigint", "9223372036854775807"), ("TINYINT", "boolean", "1"),
        ("DECIMAL(10,4)", "numeric", "-0.5000"),
        ("INT", "text", "-7"), ("DATE", "timestamp", "'2024-02-29'"),
        ("DATETIME(3)", "text", "'2024-02-29 01:02:03.400'"),
        ("VARCHAR(30)", "varchar(30)", "'abc'"), ("VARCHAR(90)", "uuid", "'123e4567-e89b-12d3-a456-426655440000'"),
        ("TIME", "time", "'23:59:59'"), ("JSON", "json", "'{\"a\": 1}'"), ("JSON", "text", "'[1, 2]'"),
        ("BIT(8)", "varbit", "b'101'"),
        ("ENUM('a','b')", "text", "'b'"), ("FLOAT", "double precision", "0.5"), ("CHAR(4)", "char(4)", "'ab'"),
    ])
    func `a column of the user's own type takes what it can hold`(
        _ declaration: String,
        _ type: String,
        _ value: String
    ) async throws {
        guard let (source, target) = try servers("mysql97") else { return }
        try await PostgresReplay.run(
            from: source,
            into: target,
            "CREATE TABLE t (id INT PRIMARY KEY, a \(declaration));"
        ) { replay in
            try target.query(
                "CREATE SCHEMA \(replay.schema); CREATE TABLE \(replay.schema).t (id int PRIMARY KEY, a \(type));"
            )
            try replay.change("INSERT INTO t VALUES (1, \(value)), (2, NULL), (3, NULL); DELETE FROM t WHERE id = 1;")
            try replay.change("INSERT INTO t VALUES (1, \(value)); DELETE FROM t WHERE id = 3;")
            try await replay.replay()
            let found = try target.query("SELECT id, a IS NULL FROM \(replay.schema).t ORDER BY id;")
            #expect(found == [["1", "f"], ["2", "t"]])
        }
    }
}
#endif
