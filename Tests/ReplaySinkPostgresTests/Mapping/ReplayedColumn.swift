// SPDX-License-Identifier: Apache-2.0

/// A column of the source, values at its edges, and how both servers print it alike.
struct ReplayedColumn: Sendable {
    let name: String
    let declaration: String
    /// What the source prints, by the documented mapping; `$` is the column.
    let source: String
    /// What the target prints; `$` is the column.
    let target: String
    /// Literals of the source.
    let values: [String]

    init(_ declaration: String, _ values: [String], source: String = "$", target: String = "$::text") {
        name = "c_" + declaration.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
        self.declaration = declaration
        self.source = source
        self.target = target
        self.values = values
    }

    /// Text, compared by its bytes in UTF-8.
    static func text(_ declaration: String, _ values: [String]) -> ReplayedColumn {
        ReplayedColumn(
            declaration,
            values,
            source: "LOWER(HEX(CONVERT($ USING utf8mb4)))",
            target: "encode(convert_to($, 'UTF8'), 'hex')"
        )
    }

    /// Bytes.
    static func bytes(_ declaration: String, _ values: [String]) -> ReplayedColumn {
        ReplayedColumn(declaration, values, source: "LOWER(HEX($))", target: "encode($, 'hex')")
    }

    /// What MySQL and MariaDB both have.
    static let common: [ReplayedColumn] = [
        ReplayedColumn("TINYINT", ["-128", "127", "0"]),
        ReplayedColumn("TINYINT UNSIGNED", ["255", "0"]),
        ReplayedColumn("SMALLINT", ["-32768", "32767"]),
        ReplayedColumn("SMALLINT UNSIGNED", ["65535", "0"]),
        ReplayedColumn("MEDIUMINT", ["-8388608", "8388607"]),
        ReplayedColumn("MEDIUMINT UNSIGNED", ["16777215", "0"]),
        ReplayedColumn("INT", ["-2147483648", "2147483647"]),
        ReplayedColumn("INT UNSIGNED", ["4294967295", "0"]),
        ReplayedColumn("BIGINT", ["-9223372036854775808", "9223372036854775807"]),
        ReplayedColumn("BIGINT UNSIGNED", ["18446744073709551615", "9223372036854775808", "0"]),
        ReplayedColumn(
            "DECIMAL(65,30)",
            ["'99999999999999999999999999999999999.999999999999999999999999999999'", "'-0.5'", "'0'", "'-1e-30'"]
        ),
        ReplayedColumn("DECIMAL(5,0)", ["-99999", "0", "7"]),
        ReplayedColumn(
            "FLOAT",
            ["12.3", "-3.4028235e38", "1.17549435e-38", "16777217", "0"],
            source: "CAST($ AS DOUBLE)",
            target: "replace($::float8::text, 'e+', 'e')"
        ),
        ReplayedColumn(
            "DOUBLE",
            ["1.7976931348623157e308", "-2.2250738585072014e-308", "0.1", "-0.0", "123456789.125"],
            target: "replace($::text, 'e+', 'e')"
        ),
        ReplayedColumn("BIT(1)", ["b'0'", "b'1'"], source: "BIN($)"),
        ReplayedColumn("BIT(12)", ["b'101010111100'", "b'1'"], source: "LPAD(BIN($), 12, '0')"),
        ReplayedColumn("BIT(64)", ["0xffffffffffffffff", "0"], source: "LPAD(BIN($), 64, '0')"),
        ReplayedColumn("YEAR", ["0", "1901", "2155"], source: "$ + 0"),
        ReplayedColumn("DATE", ["'0001-01-01'", "'9999-12-31'", "'2024-02-29'"]),
        ReplayedColumn("TIME", ["'838:59:59'", "'-838:59:59'", "'00:00:00'", "'-00:00:01'", "'24:00:00'"]),
        ReplayedColumn(
            "TIME(6)",
            ["'838:59:58.999999'", "'-838:59:58.5'", "'-00:00:00.000001'", "'12:34:56.78'"],
            source: "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM $))"
        ),
        ReplayedColumn("DATETIME", ["'1000-01-01 00:00:00'", "'9999-12-31 23:59:59'", "'2024-03-31 02:30:00'"]),
        ReplayedColumn(
            "DATETIME(6)",
            ["'0001-01-01 00:00:00.000001'", "'9999-12-31 23:59:59.999999'", "'2024-03-31 02:30:00.1'"],
            target: "to_char($, 'YYYY-MM-DD HH24:MI:SS.US')"
        ),
        ReplayedColumn(
            "TIMESTAMP(6) NULL",
            ["'1970-01-01 00:00:01.000001'", "'2038-01-19 03:14:07.499999'", "'2024-03-31 01:30:00.25'"],
            target: "to_char($ AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        ),
        ReplayedColumn(
            "TIMESTAMP NULL",
            ["'1970-01-01 00:00:01'", "'2024-10-27 01:30:00'"],
            target: "to_char($ AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
        ),
        .text("CHAR(10)", ["'ab '", "''", "'äöü€😀'"]),
        .text("VARCHAR(300)", ["'it''s \\\\ \\n \\t \\\" \\b \\Z'", "''", "'\\\\N'", "' both '", "REPEAT('x', 300)"]),
        .text("VARCHAR(20) CHARACTER SET latin1", ["'é€'", "'ÿ'"]),
        .text("VARCHAR(20) CHARACTER SET sjis", ["'日本語ｱ'", "'~'"]),
        .text("VARCHAR(20) CHARACTER SET gbk", ["'测试'"]),
        .text("VARCHAR(20) CHARACTER SET utf16", ["'a😀'"]),
        .text("TINYTEXT", ["'tiny'"]),
        .text("LONGTEXT", ["REPEAT('ä', 100000)", "'{1,2}'"]),
        .bytes("BINARY(8)", ["X'0001'", "X''", "X'ffffffffffffffff'"]),
        .bytes("VARBINARY(300)", ["X'00ff275c'", "X''"]),
        .bytes("LONGBLOB", ["REPEAT(X'00010203', 50000)", "X'5c78'"]),
        .text("ENUM('', 'a', 'it''s', 'ä,b')", ["'a'", "'it''s'", "'ä,b'", "''"]),
        .text("SET('a', 'b', 'ä''', 'd')", ["'a,d'", "''", "'b,ä'''"]),
        .bytes("GEOMETRY", ["ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('LINESTRING(0 0,1 1.5)')"]),
    ]

    /// What only MySQL 9 has.
    static let mysql: [ReplayedColumn] = [
        ReplayedColumn(
            "JSON",
            [
                "'{\"b\": [1, 2.5, -0.001], \"aa\": null, \"a\": 18446744073709551615}'", "'[]'", "'\"äß😀\\\\n\"'",
                "'null'",
                "JSON_OBJECT('d', CAST('12345678901234567890.123456789' AS DECIMAL(40,9)))", "'-9223372036854775808'",
            ]
        ),
        ReplayedColumn(
            "VECTOR(3)",
            ["STRING_TO_VECTOR('[1,2.5,-3]')", "STRING_TO_VECTOR('[0,0.5,65536]')"],
            source:
                "REPLACE(REPLACE(REPLACE(REPLACE(VECTOR_TO_STRING($), '.00000e+00', ''), '0000e+00', ''), '[', '{'), ']', '}')",
            target: "replace(replace($::text, '0.5', '5.00000e-01'), '65536', '6.55360e+04')"
        ),
    ]

    /// What only MariaDB has.
    static let mariaDB: [ReplayedColumn] = [
        .text("JSON", ["'{\"b\":1,  \"a\":2}'", "'[]'"]),
        ReplayedColumn("INET6", ["'::'", "'2001:db8::ff00:42:8329'"], target: "host($)"),
        ReplayedColumn("UUID", ["'123e4567-e89b-12d3-a456-426655440000'", "'00000000-0000-0000-0000-000000000000'"]),
    ]
}
