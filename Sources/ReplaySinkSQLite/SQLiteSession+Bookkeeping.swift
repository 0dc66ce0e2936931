// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay
import MySQLReplication

extension SQLiteSession {
    func prepareBookkeeping() async throws(SinkError) {
        for table in BookkeepingTable.all {
            try database.execute(SQLiteText.create(table))
            let name = TableName(database: "main", table: table.name)
            let names = Set(try await describe(name)?.columns.map(\.name) ?? [])
            guard names.isSuperset(of: table.columns.map(\.name)) else {
                throw SinkError(
                    .schema,
                    "the target's table \(table.name) has other columns than ours",
                    advice: "rename it, or use the version of this tool that made it"
                )
            }
        }
    }

    func checkpoints() async throws(SinkError) -> [Checkpoint] {
        try await rows(of: .checkpoints).map { fields throws(SinkError) in try Checkpoint(fields: fields) }
    }

    func claims() async throws(SinkError) -> [TableClaim] {
        try await rows(of: .claims).map { fields throws(SinkError) in
            let texts = fields.map { if case .text(let text) = $0 { text } else { "" } }
            return TableClaim(
                target: TableName(database: texts[0], table: texts[1]),
                task: texts[2],
                source: TableName(database: texts[3], table: texts[4])
            )
        }
    }

    func claim(_ claim: TableClaim) async throws(SinkError) {
        let known = try await claims()
        if known.contains(claim) { return }
        // SQLite's names of tables are the same in capitals and small letters.
        let name = claim.target.table.lowercased()
        if BookkeepingTable.all.contains(where: { $0.name == name }) {
            throw SinkError(
                .claimed,
                "\(claim.source) would go to \(claim.target.table), which is the replay's own table",
                advice: "leave the table out (--tables)"
            )
        }
        var other = known.first { $0.target.table.lowercased() == name }
        if other == nil {
            let insert = try database.prepare(SQLiteText.insert(.claims))
            let texts = [
                claim.target.database, claim.target.table, claim.task, claim.source.database, claim.source.table,
            ]
            for (index, text) in texts.enumerated() { try insert.bind(text, Int32(index + 1)) }
            guard try !insert.run() else { return }
            other = try await claims().first { $0.target == claim.target }
            if other == claim { return }
        }
        throw SinkError(
            .claimed,
            "\(claim.target.table) of the target belongs to \(other.map { "task \($0.task), for \($0.source)" } ?? "another task")",
            advice: "two tables of one name, or two tasks, need targets of their own"
        )
    }

    func write(_ rows: [[BookkeepingValue]], to table: BookkeepingTable) async throws(SinkError) {
        isFresh = false
        let statement: SQLiteStatement
        if let known = writes[table.name] {
            statement = known
        } else {
            statement = try database.prepare(SQLiteText.replace(table))
            writes[table.name] = statement
        }
        for row in rows {
            for (index, value) in row.enumerated() { try statement.bind(value, Int32(index + 1)) }
            guard try statement.run() else { throw SinkError(.rejected, "a row of \(table.name) was refused") }
        }
    }

    func rows(of table: BookkeepingTable) async throws(SinkError) -> [[BookkeepingValue]] {
        let select = try database.prepare(SQLiteText.select(table))
        var rows: [[BookkeepingValue]] = []
        while try select.step() {
            rows.append(
                table.columns.enumerated().map { index, column in
                    let place = Int32(index)
                    if select.isNull(place) { return .null }
                    return column.isNumber ? .number(select.number(place)) : .text(select.text(place) ?? "")
                }
            )
        }
        return rows
    }
}

extension SQLiteStatement {
    /// Binds a value of a bookkeeping table.
    func bind(_ value: BookkeepingValue, _ index: Int32) throws(SinkError) {
        switch value {
        case .null: try bindNull(index)
        case .number(let number): try bind(number, index)
        case .text(let text): try bind(text, index)
        }
    }
}
#endif
