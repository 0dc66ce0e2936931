// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import Testing

@Suite struct MySQLRowsTests {
    private static let columns = """
        a TINYINT, b SMALLINT UNSIGNED, c MEDIUMINT, d INT, e BIGINT UNSIGNED, f INT(8) ZEROFILL, g BIT(12), h DECIMAL(30,7),
        i DOUBLE, j FLOAT, k YEAR, l DATE, m DATETIME(6), n TIMESTAMP(3) NULL, o TIME(6), p CHAR(5), q VARCHAR(20) CHARACTER
        SET latin1, r TEXT, s VARBINARY(10), t BLOB, u ENUM('x','y'), v SET('p','q'), w JSON
        """

    private static let rows = """
        (-128, 65535, -8388608, -2147483648, 18446744073709551615, 42, b'101010101010', -12345678901234567890123.4567891,
        1.5e100, 1.25, 2024, '2024-02-29', '9999-12-31 23:59:59.999999', '2024-01-01 00:00:00.5', '-838:59:59', 'é', 'é', 'text',
        X'00ff', X'0001', 'y', 'p,q', '{"a": 1}'),
        (127, 0, 8388607, 2147483647, 0, 0, b'0', 0, -0.1, -3.5, 1901, '1000-01-01', '2024-02-29 00:00:00', NULL,
        '12:34:56.000001', '', '', '', '', '', 'x', '', '[]'),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL)
        """

    /// What every value is as text, or as bytes where it is no text.
    private func texts(_ rows: MySQLRows) async throws -> [[String]] {
        try await rows.collect().map { row in
            try (0..<row.count).map { column in
                if row.isNull(at: column) { return "NULL" }
                if row.columns[column].type == .bit { return "\(try row.decode(UInt64.self, at: column))" }
                if row.columns[column].collation.isBinary, [.blob, .varString].contains(row.columns[column].type) {
                    return "\(try row.decode([UInt8].self, at: column))"
                }
                return try row.decode(String.self, at: column)
            }
        }
    }

    @Test(arguments: LiveServer.all)
    func `every type is the same as text and by type`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            try await connection.execute(text: "CREATE TABLE t (\(MySQLRowsTests.columns))")
            try await connection.execute(text: "INSERT INTO t VALUES \(MySQLRowsTests.rows)")
            let text = try await texts(connection.query(text: "SELECT * FROM t"))
            let binary = try await texts(connection.query("SELECT * FROM t WHERE 1 = \(1)"))
            #expect(text.count == 3)
            #expect(text == binary)
            #expect(text[0][4] == "18446744073709551615")
            #expect(text[0][7] == "-12345678901234567890123.4567891")
            #expect(text[0][12] == "9999-12-31 23:59:59.999999")
            #expect(text[0][16] == "é")
            #expect(text[1][5] == "00000000")
        }
    }

    @Test(arguments: LiveServer.all)
    func `typed values are the same as text and by type`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            try await connection.execute(text: "CREATE TABLE t (\(MySQLRowsTests.columns))")
            try await connection.execute(text: "INSERT INTO t VALUES \(MySQLRowsTests.rows)")
            let sql = "SELECT a, e, h, i, l, m, o FROM t WHERE a = -128"
            for isBinary in [false, true] {
                let statement: MySQLStatement = isBinary ? "\(raw: sql) AND 1 = \(1)" : "\(raw: sql)"
                let rows = try await connection.query(statement)
                let decoded = rows.decode(
                    Int8.self,
                    UInt64.self,
                    MySQLDecimal.self,
                    Double.self,
                    MySQLDate.self,
                    MySQLDateTime.self,
                    MySQLTime.self
                )
                var count = 0
                for try await (a, e, h, i, l, m, o) in decoded {
                    count += 1
                    #expect(a == -128)
                    #expect(e == .max)
                    #expect("\(h)" == "-12345678901234567890123.4567891")
                    #expect(i == 1.5e100)
                    #expect(l == MySQLDate(year: 2024, month: 2, day: 29))
                    #expect(m.microseconds == 999_999)
                    #expect(o.isNegative && o.hours == 838)
                }
                #expect(count == 1)
            }
        }
    }

    @Test(arguments: LiveServer.all)
    func `parameters of every type arrive as they are`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let moment = MySQLDateTime(
                year: 2024,
                month: 2,
                day: 29,
                hour: 1,
                minute: 2,
                second: 3,
                microseconds: 4,
                fractionalDigits: 6
            )
            let time = MySQLTime(
                isNegative: true,
                hours: 700,
                minutes: 1,
                seconds: 2,
                microseconds: 3,
                fractionalDigits: 6
            )
            let decimal = try #require(MySQLDecimal("-12345.670", precision: 8, scale: 3))
            let statement: MySQLStatement = """
                SELECT CAST(\(moment) AS CHAR), CAST(\(time) AS CHAR), CAST(\(decimal) AS CHAR), \(1.5), \(Int64.min),
                CAST(\(MySQLDate(year: 2024, month: 2, day: 29)) AS CHAR), HEX(\([UInt8]([1, 171]))), \("日本"), \(Float(2.5))
                """
            for try await row in try await connection.query(statement) {
                #expect(try row.decode(String.self, at: 0) == "2024-02-29 01:02:03.000004")
                #expect(try row.decode(String.self, at: 1) == "-700:01:02.000003")
                #expect(try row.decode(String.self, at: 2) == "-12345.670")
                #expect(try row.decode(Double.self, at: 3) == 1.5)
                #expect(try row.decode(Int64.self, at: 4) == .min)
                #expect(try row.decode(String.self, at: 5) == "2024-02-29")
                #expect(try row.decode(String.self, at: 6) == "01AB")
                #expect(try row.decode(String.self, at: 7) == "日本")
                #expect(try row.decode(Double.self, at: 8) == 2.5)
            }
        }
    }

    @Test(arguments: LiveServer.all)
    func `an error behind rows comes behind the rows`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            try await connection.execute(text: "CREATE TABLE t (a INT)")
            try await connection.execute(text: "INSERT INTO t VALUES (1), (2), (3)")
            try await connection.execute(
                text: "CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC BEGIN IF x = 3 THEN SIGNAL SQLSTATE '45000' "
                    + "SET MESSAGE_TEXT = 'three'; END IF; RETURN x; END"
            )
            let rows = try await connection.query(text: "SELECT f(a) FROM t")
            var seen: [Int] = []
            let error = await mysqlError {
                for try await row in rows { seen.append(try row.decode(Int.self, at: 0)) }
            }
            #expect(seen == [1, 2])
            #expect(error?.server?.message == "three")
            try await connection.ping()
        }
    }
}
