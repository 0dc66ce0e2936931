// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport

/// Rows of random values.
enum RandomRows {
    static let columns = [
        EdgeColumn("id", "INT", []),
        EdgeColumn("i", "BIGINT", []),
        EdgeColumn("u", "BIGINT UNSIGNED", []),
        EdgeColumn("m", "MEDIUMINT", []),
        EdgeColumn("d", "DOUBLE", []),
        EdgeColumn("f", "FLOAT", []),
        EdgeColumn("n", "DECIMAL(38,17)", []),
        EdgeColumn("t", "TIME(6)", []),
        EdgeColumn("dt", "DATETIME(3)", []),
        EdgeColumn("ts", "TIMESTAMP(6)", []),
        EdgeColumn("b", "BIT(37)", .number, []),
        EdgeColumn("v", "VARCHAR(200)", .hexadecimal, []),
        EdgeColumn("x", "VARBINARY(100)", .hexadecimal, []),
        EdgeColumn("c", "BINARY(12)", .hexadecimal, []),
        EdgeColumn("l", "BLOB", .hexadecimal, []),
    ]

    /// Makes the table `rows_` and fills it, some hundred rows to a statement.
    static func statements(count: Int, schema: String, using random: inout SeededRandom) -> String {
        let list = columns.dropFirst().map { "\($0.name) \($0.type) NULL" }.joined(separator: ", ")
        var sql = """
            SET SESSION sql_mode = '', time_zone = '+00:00', binlog_format = ROW, binlog_row_image = FULL;
            CREATE TABLE \(schema).rows_ (id INT PRIMARY KEY, \(list)) CHARACTER SET utf8mb4;

            """
        for start in stride(from: 0, to: count, by: 500) {
            let rows = (start..<min(start + 500, count)).map { id in
                let values = (1..<columns.count).map { column in
                    UInt8.random(in: 0..<20, using: &random) == 0 ? "NULL" : literal(column, using: &random)
                }
                return "(\(id), \(values.joined(separator: ", ")))"
            }
            sql += "INSERT INTO \(schema).rows_ VALUES \(rows.joined(separator: ",\n"));\n"
        }
        return sql
    }

    private static func literal(_ column: Int, using random: inout SeededRandom) -> String {
        let bits = random.next()
        switch columns[column].name {
        case "i": return "\(Int64(bitPattern: bits) >> Int64.random(in: 0..<64, using: &random))"
        case "u": return "\(bits >> UInt64.random(in: 0..<64, using: &random))"
        case "m": return "\(Int64(bits & 0xff_ffff) - 0x80_0000)"
        case "d": return "\(Double(Int64(bitPattern: bits)) / Double(UInt64(1) << (random.next() & 63)))"
        case "f": return "\(Float(Int32(truncatingIfNeeded: bits)) / Float(UInt64(1) << (random.next() & 31)))"
        case "n": return "\(Int64(bitPattern: bits)).\(random.next() % 100_000_000_000_000_000)"
        case "t": return time(bits)
        case "dt": return "'\(1000 + bits % 9000)-\(1 + bits >> 13 % 12)-\(1 + bits >> 17 % 28) \(clock(bits))'"
        case "ts": return "FROM_UNIXTIME(\(1 + bits % 2_147_483_646).\(100_000 + bits >> 32 % 900_000))"
        case "b": return "\(bits & 0x1f_ffff_ffff)"
        case "v": return "'\(text(using: &random))'"
        case "x": return bytes(atMost: 100, using: &random)
        case "c": return bytes(atMost: 12, using: &random)
        default: return bytes(atMost: 600, using: &random)
        }
    }

    private static func clock(_ bits: UInt64) -> String {
        "\((bits >> 22) % 24):\((bits >> 27) % 60):\((bits >> 33) % 60).\(100_000 + (bits >> 39) % 900_000)"
    }

    private static func time(_ bits: UInt64) -> String {
        let sign = bits & 1 == 0 ? "" : "-"
        return
            "'\(sign)\((bits >> 1) % 838):\((bits >> 27) % 60):\((bits >> 33) % 60).\(100_000 + (bits >> 39) % 900_000)'"
    }

    private static func text(using random: inout SeededRandom) -> String {
        let alphabet = ["a", "b", "Z", " ", "é", "ß", "ж", "中", "😀", "\\'", "\\\\", "\\n", "\"", "`", "%"]
        return (0..<Int.random(in: 0...60, using: &random)).map { _ in
            alphabet.randomElement(using: &random) ?? ""
        }.joined()
    }

    private static func bytes(atMost limit: Int, using random: inout SeededRandom) -> String {
        let count = Int.random(in: 0...limit, using: &random)
        return count == 0 ? "''" : "X'\(random.bytes(count).hex)'"
    }
}
