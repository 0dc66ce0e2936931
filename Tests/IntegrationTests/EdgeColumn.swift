// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport

/// A column with the values at its type's edges.
struct EdgeColumn {
    /// How a value is asked for, so that its text tells all of it.
    enum Selection {
        case text
        case number
        case hexadecimal
    }

    let name: String
    let type: String
    let selection: Selection
    /// Literals.
    let values: [String]
    let hint: ColumnHint?

    init(_ name: String, _ type: String, _ selection: Selection, hint: ColumnHint? = nil, _ values: [String]) {
        self.name = name
        self.type = type
        self.selection = selection
        self.values = values
        self.hint = hint
    }

    /// A column whose text tells all of a value.
    init(_ name: String, _ type: String, hint: ColumnHint? = nil, _ values: [String]) {
        self.init(name, type, .text, hint: hint, values)
    }

    /// The expression of a SELECT.
    var selected: String {
        switch selection {
        case .text: name
        case .number: "CAST(\(name) AS UNSIGNED)"
        case .hexadecimal: "HEX(\(name))"
        }
    }

    /// Makes the table `edges` and a row for each edge, with a row of NULL behind them.
    static func statements(_ columns: [EdgeColumn], schema: String) -> String {
        let count = columns.map(\.values.count).max() ?? 0
        let list = columns.dropFirst().map { "\($0.name) \($0.type) NULL" }.joined(separator: ", ")
        var sql = """
            SET SESSION sql_mode = '', time_zone = '+00:00', binlog_format = ROW, binlog_row_image = FULL;
            CREATE TABLE \(schema).edges (id INT PRIMARY KEY, \(list)) CHARACTER SET utf8mb4;

            """
        for row in 0...count {
            let values = columns.dropFirst().map { column in
                row == count || column.values.isEmpty ? "NULL" : column.values[row % column.values.count]
            }
            sql += "INSERT INTO \(schema).edges VALUES (\(row), \(values.joined(separator: ", ")));\n"
        }
        return sql
    }

    /// Every type that the server has.
    static func columns(of server: LiveServer) -> [EdgeColumn] {
        var columns = [EdgeColumn("id", "INT", [])] + numbers + times + labels + strings
        if server.flavour == .mysql {
            columns += mysql
        } else {
            columns += mariaDB
            // INET4 came with 10.10.
            columns.append(EdgeColumn("i4", "INET4", hint: .inet4, ["'0.0.0.0'", "'255.255.255.255'", "'10.1.2.0'"]))
        }
        return columns
    }

    private static func integer(_ name: String, _ type: String, bits: Int) -> [EdgeColumn] {
        let high = UInt64.max >> UInt64(64 - bits)
        let half = high >> 1
        return [
            EdgeColumn(name, type, ["-\(half) - 1", "\(half)", "0", "-1"]),
            EdgeColumn(name + "u", type + " UNSIGNED", ["0", "\(high)", "\(half)", "\(half + 1)"]),
        ]
    }

    private static let numbers =
        integer("i8", "TINYINT", bits: 8) + integer("i16", "SMALLINT", bits: 16)
        + integer("i24", "MEDIUMINT", bits: 24) + integer("i32", "INT", bits: 32)
        + integer("i64", "BIGINT", bits: 64)
        + [
            EdgeColumn(
                "f",
                "FLOAT",
                ["-3.4e38", "3.4e38", "1.17549e-38", "0", "16777216", "0.1", "-1.5e-10", "123456.7"]
            ),
            EdgeColumn(
                "d",
                "DOUBLE",
                ["1.7976931348623157e308", "-2.2250738585072014e-308", "0", "0.1", "1e15", "1e-15", "123456789.123"]
            ),
            EdgeColumn(
                "n65",
                "DECIMAL(65,30)",
                [
                    "99999999999999999999999999999999999.999999999999999999999999999999",
                    "-0.000000000000000000000000000001",
                ]
                    + ["0", "-99999999999999999999999999999999999.999999999999999999999999999999", "1.5"]
            ),
            EdgeColumn("n10", "DECIMAL(10,0)", ["9999999999", "-9999999999", "0", "-1"]),
            EdgeColumn("n5", "DECIMAL(5,5)", ["0.99999", "-0.00001", "0", "-0.5"]),
            EdgeColumn("n19", "DECIMAL(19,9)", ["1234567890.123456789", "-0.000000001", "-1000000000.1"]),
        ]
        + [1, 7, 8, 9, 31, 32, 33, 63, 64].map {
            EdgeColumn("b\($0)", "BIT(\($0))", .number, ["0", "\(UInt64.max >> UInt64(64 - $0))", "1"])
        }

    private static let times =
        [
            EdgeColumn("y", "YEAR", ["0", "1901", "2155", "2024"]),
            EdgeColumn("da", "DATE", ["'0000-00-00'", "'1000-01-01'", "'9999-12-31'", "'2024-02-29'", "'2020-00-00'"]),
        ]
        + (0...6).flatMap { digits in
            [
                EdgeColumn(
                    "t\(digits)",
                    "TIME(\(digits))",
                    ["'-838:59:59'", "'838:59:59'", "'-00:00:00.000001'", "'-01:59:59.999999'", "'00:00:00'"]
                        + ["'-00:00:00.9'", "'-12:34:56.5'", "'12:34:56.123456'", "'-00:00:01.010101'"]
                ),
                EdgeColumn(
                    "dt\(digits)",
                    "DATETIME(\(digits))",
                    ["'0000-00-00'", "'1000-01-01'", "'9999-12-31 23:59:59'", "'2020-12-31 23:59:58.123456'"]
                ),
                EdgeColumn(
                    "ts\(digits)",
                    "TIMESTAMP(\(digits))",
                    ["0", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'", "'2020-12-31 23:59:58.987654'"]
                ),
            ]
        }

    private static func members(_ count: Int) -> String {
        (1...count).map { "'m\($0)'" }.joined(separator: ",")
    }

    private static let labels =
        [2, 255, 256, 300].map {
            EdgeColumn("e\($0)", "ENUM(\(members($0)))", .number, ["1", "\($0)", "'m2'", "'none'"])
        }
        + [3, 8, 9, 17, 25, 33, 64].map {
            EdgeColumn(
                "s\($0)",
                "SET(\(members($0)))",
                .number,
                ["0", "\(UInt64.max >> UInt64(64 - $0))", "'m1,m\($0)'", "'m2'"]
            )
        }

    private static let strings = [
        EdgeColumn("c255", "CHAR(255)", .hexadecimal, ["''", "REPEAT('😀', 255)", "'a '", "'it''s \\\\ \\n'"]),
        EdgeColumn("c10", "CHAR(10) CHARACTER SET latin1", .hexadecimal, ["'é'", "'0123456789'", "''"]),
        EdgeColumn("v63", "VARCHAR(63)", .hexadecimal, ["''", "REPEAT('é', 63)", "' a '"]),
        EdgeColumn("v300", "VARCHAR(300)", .hexadecimal, ["''", "REPEAT('😀', 300)", "'\\0\\Z\\t\\b'"]),
        EdgeColumn("u16", "VARCHAR(20) CHARACTER SET utf16", .hexadecimal, ["'a😀'", "''"]),
        EdgeColumn("vb", "VARBINARY(300)", .hexadecimal, ["X'00ff00'", "REPEAT(X'80', 300)", "''"]),
        EdgeColumn(
            "bi",
            "BINARY(16)",
            .hexadecimal,
            ["X'0100'", "''", "X'00'", "X'ffffffffffffffffffffffffffffffff'"]
        ),
        EdgeColumn("bi255", "BINARY(255)", .hexadecimal, ["X'01'", "REPEAT(X'20', 255)"]),
        EdgeColumn("tb", "TINYBLOB", .hexadecimal, ["''", "REPEAT('x', 255)", "X'00'"]),
        EdgeColumn("bl", "BLOB", .hexadecimal, ["''", "REPEAT(X'00ff', 30000)", "'\\'\\\"\\\\'"]),
        EdgeColumn("mb", "MEDIUMBLOB", .hexadecimal, ["REPEAT('m', 70000)", "''"]),
        EdgeColumn("lb", "LONGBLOB", .hexadecimal, ["''", "REPEAT('l', 100000)"]),
        EdgeColumn("tt", "TINYTEXT", .hexadecimal, ["'text'", "''"]),
        EdgeColumn("lt", "LONGTEXT", .hexadecimal, ["REPEAT('é', 40000)", "''"]),
        EdgeColumn(
            "g",
            "GEOMETRY",
            .hexadecimal,
            ["ST_GeomFromText('POINT(1 -2.5)')", "ST_GeomFromText('LINESTRING(0 0,1 1,2 3)')"]
                + ["ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0))')"]
                + ["ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),MULTIPOINT(1 1,2 2))')"]
        ),
    ]

    private static let mysql = [
        EdgeColumn(
            "j",
            "JSON",
            [
                "'null'", "'true'", "'-1'", "'18446744073709551615'", "'1.5e300'", "'\"top\\'x\\\\\\\\\"'", "'[]'",
                "'{}'",
            ]
                + ["CAST(1.10 AS JSON)", "CAST(CAST('2020-01-02 03:04:05.6' AS DATETIME(6)) AS JSON)"]
                + ["CAST(CAST('2020-01-02' AS DATE) AS JSON)", "CAST(CAST('-12:00:01.5' AS TIME(6)) AS JSON)"]
                + ["CAST(X'00ff41' AS JSON)", "JSON_OBJECT('a', JSON_ARRAY(1, 'x', NULL, TRUE), '', 'é😀\\n')"]
                + ["JSON_ARRAY(REPEAT('x', 70000), 32768, -32769, 2147483648, 65536)"]
        ),
        EdgeColumn("v3", "VECTOR(3)", .hexadecimal, ["TO_VECTOR('[1,-2.5,3e30]')", "TO_VECTOR('[0,0,0]')"]),
        EdgeColumn("v1", "VECTOR(16)", .hexadecimal, ["TO_VECTOR('[1]')", "TO_VECTOR('[1e-30,2]')"]),
    ]

    private static let mariaDB = [
        EdgeColumn("j", "JSON", .hexadecimal, ["'null'", "'{\"a\": [1, 2]}'"]),
        EdgeColumn(
            "u",
            "UUID",
            hint: .uuid,
            ["'00000000-0000-0000-0000-000000000000'", "'123e4567-e89b-12d3-a456-426655440000'"]
                + ["'ffffffff-ffff-ffff-ffff-ffffffffffff'", "'017f22e2-79b0-7cc3-98c4-dc0c0c07398f'"]
        ),
        EdgeColumn("i6", "INET6", hint: .inet6, ["'::'", "'::1'", "'2001:db8::ff00:42:8329'", "'::ffff:1.2.3.4'"]),
        EdgeColumn("vc", "VARCHAR(300) COMPRESSED", .hexadecimal, ["''", "REPEAT('z', 300)", "'short'"]),
        EdgeColumn("bc", "BLOB COMPRESSED", .hexadecimal, ["''", "REPEAT(X'00', 60000)", "X'00'"]),
        EdgeColumn("lc", "LONGTEXT COMPRESSED", .hexadecimal, ["REPEAT('é', 50000)", "''"]),
    ]
}
