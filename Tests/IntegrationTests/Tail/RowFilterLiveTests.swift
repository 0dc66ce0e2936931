// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import Testing

/// `--where` and its like, compared with the same conditions as SQL on a table of all changes.
@Suite(.serialized) struct RowFilterLiveTests {
    private static let servers = LiveServer.all.filter { $0.keys == nil && !$0.name.hasPrefix("mariadb1011") }
    private static let columns = ["id", "a", "n", "s", "d"]

    /// A changed row as a line of JSON tells it.
    private struct Change {
        /// The line without the number of the row, which counts those that are shown.
        let line: String
        let operation: String
        let before: [String: Any]
        let after: [String: Any]

        init(_ text: Substring) throws {
            line = String(text).replacing(/"row":\d+,/, with: "")
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
            operation = object["op"] as? String ?? ""
            before = object["before"] as? [String: Any] ?? [:]
            after = object["after"] as? [String: Any] ?? [:]
        }

        static func literal(_ value: Any?) -> String {
            switch value {
            case let text as String: "'" + text.replacing("'", with: "''").replacing("\\", with: "\\\\") + "'"
            case let number as NSNumber: "\(number)"
            default: "NULL"
            }
        }
    }

    private static func workload(_ schema: String, using random: inout SeededRandom) -> String {
        var sql = "USE \(schema); CREATE TABLE f (id INT PRIMARY KEY, a INT, n DECIMAL(10,2), s VARCHAR(20), d DATE);\n"
        func value(_ values: [String]) -> String { values.randomElement(using: &random) ?? "NULL" }
        let numbers = ["NULL", "-2", "-1", "0", "1", "2", "10"]
        let decimals = ["NULL", "-10.00", "-1.50", "0.00", "1.50", "2.25", "10.10"]
        let texts = ["NULL", "''", "'a'", "'A'", "'b'", "'a '", "'é'", "'it''s'"]
        let days = ["NULL", "'2024-02-29'", "'2025-01-01'", "'2026-12-31'"]
        for id in 0..<60 {
            sql +=
                "INSERT INTO f VALUES (\(id), \(value(numbers)), \(value(decimals)), \(value(texts)), \(value(days)));\n"
        }
        for _ in 0..<150 {
            let id = Int.random(in: 0..<60, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: sql += "DELETE FROM f WHERE id = \(id);\n"
            case 1:
                sql += "REPLACE INTO f VALUES (\(id), \(value(numbers)), \(value(decimals)), \(value(texts)), NULL);\n"
            case 2: sql += "UPDATE f SET a = \(value(numbers)), s = \(value(texts)) WHERE id = \(id);\n"
            case 3: sql += "UPDATE f SET n = \(value(decimals)), d = \(value(days)) WHERE id = \(id);\n"
            default: sql += "UPDATE f SET n = \(value(decimals)) WHERE id BETWEEN \(id) AND \(id + 5);\n"
            }
        }
        return sql
    }

    /// A condition for the tool, and the same for the server.
    private static func condition(using random: inout SeededRandom) -> (tool: String, sql: String) {
        let column = columns.randomElement(using: &random) ?? "id"
        let operands = [
            "id": ["0", "30", "59"], "a": ["-1", "0", "1.0", "10"], "n": ["0", "1.5", "-1.50", "10.1"],
            "s": ["a", "A", "", "é", "it's"], "d": ["2024-02-29", "2025-06-01"],
        ]
        let operand = operands[column]?.randomElement(using: &random) ?? "0"
        let quoted = column == "s" || column == "d" ? "'" + operand.replacing("'", with: "''") + "'" : operand
        let image = ["", "before.", "after."].randomElement(using: &random) ?? ""
        let sides = image == "" ? ["b_", "a_"] : [image == "before." ? "b_" : "a_"]
        func sql(_ test: String) -> String {
            "(" + sides.map { "(\($0)there AND \($0)\(column) \(test))" }.joined(separator: " OR ") + ")"
        }
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return ("\(image)\(column) is null", sql("IS NULL"))
        case 1: return ("\(image)\(column) is not null", sql("IS NOT NULL"))
        case 2: return ("changed \(column)", "(b_there AND a_there AND NOT (b_\(column) <=> a_\(column)))")
        default:
            let sign = ["=", "!=", "<", "<=", ">", ">="].randomElement(using: &random) ?? "="
            return ("\(image)\(column) \(sign) \(quoted)", sql("\(sign) \(quoted)"))
        }
    }

    @Test(arguments: servers)
    func `conditions choose what the same conditions choose in a table of all changes`(_ server: LiveServer) throws {
        var random = SeededRandom()
        print("\(server): \(random)")
        try server.withSchema { schema in
            let logs = try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                try DifferentialLogs(of: server) {
                    try server.execute(RowFilterLiveTests.workload(schema, using: &random))
                }
            }
            func changes(_ arguments: [String]) throws -> [Change] {
                let result = try Tool("binlogtail").run(
                    ["--format", "json", "--include", "\(schema).f"] + arguments + logs.paths
                )
                try #require(result.status == 0, "\(result.errorText)")
                return try result.text.split(separator: "\n").filter { $0.contains("\"op\":\"") }.map { try Change($0) }
            }
            let all = try changes([])
            #expect(all.count > 150)
            try server.execute(RowFilterLiveTests.table(of: all, schema))
            func expected(_ condition: String) throws -> [String] {
                var lines: [String] = []
                for row in try server.query("SELECT seq FROM \(schema).changes WHERE \(condition) ORDER BY seq;") {
                    guard let first = row.first, let text = first, let number = Int(text) else { continue }
                    lines.append(all[number].line)
                }
                return lines
            }
            var chosen = 0
            for _ in 0..<40 {
                let conditions = (0..<Int.random(in: 1...2, using: &random)).map { _ in
                    RowFilterLiveTests.condition(using: &random)
                }
                let arguments = conditions.flatMap { ["--where", $0.tool] }
                let found = try changes(arguments).map(\.line)
                let wanted = try expected(conditions.map(\.sql).joined(separator: " AND "))
                #expect(found == wanted, "\(arguments)")
                chosen += found.count
            }
            #expect(chosen > 0)
            for operation in ["insert", "update", "delete"] {
                #expect(try changes(["--operation", operation]).map(\.line) == (try expected("op = '\(operation)'")))
            }
            let key = "(b_there AND b_id IN (3, 7)) OR (a_there AND a_id IN (3, 7))"
            #expect(try changes(["--primary-key", "3", "--primary-key", "7"]).map(\.line) == (try expected(key)))
            let narrow = try changes(["--columns", "id, s"])
            for change in narrow {
                let image = change.operation == "delete" ? change.before : change.after
                #expect(image.keys.sorted() == ["id", "s"])
            }
            #expect(narrow.count == all.count)
        }
    }

    /// All changes as a table.
    private static func table(of changes: [Change], _ schema: String) -> String {
        let list = ["b", "a"].map {
            "\($0)_there BOOLEAN, \($0)_id INT, \($0)_a INT, \($0)_n DECIMAL(10,2), \($0)_s VARBINARY(80), \($0)_d DATE"
        }
        var sql = "SET NAMES utf8mb4; USE \(schema); CREATE TABLE changes (seq INT PRIMARY KEY, op VARCHAR(10), "
        sql += list.joined(separator: ", ") + ");\n"
        for (number, change) in changes.enumerated() {
            let images = [change.before, change.after].map { image in
                (["\(!image.isEmpty)"] + columns.map { Change.literal(image[$0]) }).joined(separator: ", ")
            }
            sql += "INSERT INTO changes VALUES (\(number), '\(change.operation)', \(images.joined(separator: ", ")));\n"
        }
        return sql
    }

    @Test(arguments: servers)
    func `transactions are chosen by GTID, server and connection`(_ server: LiveServer) throws {
        try server.withSchema { schema in
            let logs = try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                try DifferentialLogs(of: server) {
                    try server.execute("USE \(schema); CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1);")
                    try server.execute(
                        "USE \(schema); INSERT INTO t VALUES (2); BEGIN; INSERT INTO t VALUES (3), (4); COMMIT;"
                    )
                }
            }
            func rows(_ arguments: String...) throws -> [[String: Any]] {
                let result = try Tool("binlogtail").run(
                    ["--format", "json", "--include", "\(schema).t"] + arguments + logs.paths
                )
                try #require(result.status == 0, "\(result.errorText)")
                return try result.text.split(separator: "\n").compactMap {
                    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
                }
            }
            func ids(_ rows: [[String: Any]]) -> [Int] {
                rows.compactMap { ($0["after"] as? [String: Any])?["id"] as? Int }
            }
            let all = try rows()
            #expect(ids(all) == [1, 2, 3, 4])
            let inserts = all.filter { $0["op"] != nil }
            let gtid = try #require(inserts[1]["gtid"] as? String)
            #expect(ids(try rows("--include-gtids", gtid)) == [2])
            let last = try #require(inserts[3]["gtid"] as? String)
            #expect(ids(try rows("--include-gtids", "\(gtid),\(last)")) == [2, 3, 4])
            let number = try #require(inserts[0]["server_id"] as? Int)
            #expect(ids(try rows("--server-id", "\(number)")) == [1, 2, 3, 4])
            #expect(ids(try rows("--server-id", "\(number + 1)")) == [])
            // MariaDB tells the connection since 11.5, in the GTID's event.
            let begins = all.filter { ["MARIADB_GTID", "QUERY"].contains($0["event"] as? String) }
            let threads = begins.compactMap { $0["thread_id"] as? Int }
            let thread = try #require(threads.last)
            #expect(threads.first != thread)
            #expect(ids(try rows("--thread-id", "\(thread)")) == [2, 3, 4])
            guard server.flavour == .mysql else { return }
            let sizes = all.compactMap { $0["transaction_bytes"] as? Int }
            let largest = try #require(sizes.max())
            let chosen = try rows("--min-transaction-size", "\(largest)")
            #expect(chosen.filter { $0["event"] as? String == "GTID" }.count == 1)
        }
    }
}
