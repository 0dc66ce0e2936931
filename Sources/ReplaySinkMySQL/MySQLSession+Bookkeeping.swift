// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLClient
import MySQLReplication

extension MySQLSession {
    func prepareBookkeeping() async throws(SinkError) {
        // Whoever may not make tables can use those that are there.
        var isComplete = true
        for table in BookkeepingTable.all {
            if try await describe(TableName(database: bookkeeping, table: table.name)) == nil { isComplete = false }
        }
        if !isComplete {
            try await execute("CREATE DATABASE IF NOT EXISTS \(SQLText.name(bookkeeping))")
            for table in BookkeepingTable.all { try await execute(creating(table)) }
        }
        for table in BookkeepingTable.all {
            let name = TableName(database: bookkeeping, table: table.name)
            guard try await describe(name)?.columns.map(\.name) == table.columns.map(\.name) else {
                throw SinkError(
                    .schema,
                    "the target's table \(name) has other columns than ours",
                    advice: "rename it, or use the version of this tool that made it"
                )
            }
        }
    }

    /// The statement that makes a table of the engine's.
    private func creating(_ table: BookkeepingTable) -> String {
        var parts = table.columns.map { column in
            let type = column.isNumber ? "BIGINT" : column.isKey ? "VARCHAR(256)" : "LONGTEXT"
            return "\(SQLText.name(column.name)) \(type)\(column.isKey ? " NOT NULL" : "")"
        }
        let key = table.columns.filter(\.isKey).map { SQLText.name($0.name) }
        parts.append("PRIMARY KEY (\(key.joined(separator: ", ")))")
        return "CREATE TABLE IF NOT EXISTS \(name(of: table)) (\(parts.joined(separator: ", "))) "
            + "ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    }

    /// A session that was lost may still commit: its row is locked until that is over, and so rows are read with a lock.
    func checkpoints() async throws(SinkError) -> [Checkpoint] {
        let rows: [[BookkeepingValue]]
        do throws(SinkError) {
            rows = try await read(.checkpoints, " LOCK IN SHARE MODE")
        } catch {
            guard error.code == .contention else { throw error }
            throw SinkError(
                .unavailable,
                "a transaction of an earlier session is being committed still: \(error.message)",
                underlying: error
            )
        }
        return try rows.map { fields throws(SinkError) in try Checkpoint(fields: fields) }
    }

    func claims() async throws(SinkError) -> [TableClaim] {
        try await rows(of: .claims).map { fields in
            let texts = fields.map { if case .text(let text) = $0 { text } else { "" } }
            return TableClaim(
                target: TableName(database: texts[0], table: texts[1]),
                task: texts[2],
                source: TableName(database: texts[3], table: texts[4])
            )
        }
    }

    func claim(_ claim: TableClaim) async throws(SinkError) {
        // Names may be the same in capitals and small letters.
        guard claim.target.database.lowercased() != bookkeeping.lowercased() else {
            throw SinkError(
                .claimed,
                "\(claim.source) would go to \(claim.target), which is in the replay's own database",
                advice: "leave the database out (--tables)"
            )
        }
        let texts = [
            claim.target.database, claim.target.table, claim.task, claim.source.database, claim.source.table,
        ]
        let values = texts.map(MySQLLiteral.text).joined(separator: ", ")
        do throws(MySQLError) {
            try await connection.execute(text: "INSERT INTO \(name(of: .claims)) VALUES (\(values))")
            return
        } catch {
            guard let server = error.server, MySQLFailure.duplicate.contains(server.number) else {
                throw MySQLFailure.statement(error)
            }
        }
        let other = try await claims().first { $0.target == claim.target }
        if other == claim { return }
        throw SinkError(
            .claimed,
            "\(claim.target) of the target belongs to \(other.map { "task \($0.task), for \($0.source)" } ?? "another task")",
            advice: "two tables of one name, or two tasks, need targets of their own"
        )
    }

    func write(_ rows: [[BookkeepingValue]], to table: BookkeepingTable) async throws(SinkError) {
        try await beginNow()
        var text = ""
        for row in rows {
            let values = "(\(row.map(MySQLSession.literal).joined(separator: ", ")))"
            if !text.isEmpty, text.utf8.count + values.utf8.count > packetBytes {
                try await replace(text, table)
                text = ""
            }
            text += text.isEmpty ? values : ", " + values
        }
        if !text.isEmpty { try await replace(text, table) }
    }

    private func replace(_ values: String, _ table: BookkeepingTable) async throws(SinkError) {
        try await execute("REPLACE INTO \(name(of: table)) VALUES \(values)")
    }

    func rows(of table: BookkeepingTable) async throws(SinkError) -> [[BookkeepingValue]] {
        try await read(table, "")
    }

    private func read(_ table: BookkeepingTable, _ rest: String) async throws(SinkError) -> [[BookkeepingValue]] {
        do throws(MySQLError) {
            var rows: [[BookkeepingValue]] = []
            for row in try await connection.query(text: "SELECT * FROM \(name(of: table))\(rest)").collect() {
                var fields: [BookkeepingValue] = []
                for (index, column) in table.columns.enumerated() {
                    if row.isNull(at: index) {
                        fields.append(.null)
                    } else if column.isNumber {
                        fields.append(.number(try row.decode(Int64.self, at: index)))
                    } else {
                        fields.append(.text(try row.decode(String.self, at: index)))
                    }
                }
                rows.append(fields)
            }
            return rows
        } catch {
            throw MySQLFailure.statement(error)
        }
    }

    /// A table of the engine's, as SQL names it.
    func name(of table: BookkeepingTable) -> String {
        SQLText.table(bookkeeping, table.name)
    }

    static func literal(_ value: BookkeepingValue) -> String {
        switch value {
        case .null: "NULL"
        case .number(let number): String(number)
        case .text(let text): MySQLLiteral.text(text)
        }
    }
}
