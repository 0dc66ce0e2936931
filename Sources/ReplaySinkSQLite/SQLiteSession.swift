// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay
import MySQLReplication

/// A connection to a SQLite file; closing it undoes what it has not committed.
final class SQLiteSession: SinkSession {
    let database: SQLiteDatabase
    /// Statements and affinities for each plan, which is held so that it stays itself.
    var writers: [ObjectIdentifier: SQLiteTableWriter] = [:]
    private var writeCheckpoint: SQLiteStatement?

    /// More plans than this are not kept at once.
    static let keptWriters = 512

    init(path: String, patience: Duration) throws(SinkError) {
        let milliseconds = Int32(clamping: patience.components.seconds * 1_000)
        database = try SQLiteDatabase(path: path, waiting: milliseconds)
        // A new file is written behind a log, so that readers and the writer do not wait for each other.
        if try number("PRAGMA page_count") == 0 { _ = try number("PRAGMA journal_mode = WAL") }
        try database.execute("PRAGMA foreign_keys = ON")
    }

    /// The first value of a statement's first row as a number.
    private func number(_ sql: String) throws(SinkError) -> Int64 {
        let statement = try database.prepare(sql)
        return try statement.step() ? statement.number(0) : 0
    }

    func begin() async throws(SinkError) {
        try database.execute("BEGIN IMMEDIATE")
    }

    func rollback() async throws(SinkError) {
        guard database.isInTransaction else { return }
        try database.execute("ROLLBACK")
    }

    func commit(_ checkpoint: Checkpoint) async throws(SinkError) {
        let table = BookkeepingTable.checkpoints
        let write: SQLiteStatement
        if let writeCheckpoint {
            write = writeCheckpoint
        } else {
            write = try database.prepare(SQLiteText.replace(table))
            writeCheckpoint = write
        }
        for (index, value) in checkpoint.fields.enumerated() { try write.bind(value, Int32(index + 1)) }
        guard try write.run() else { throw SinkError(.rejected, "the checkpoint was refused") }
        try database.execute("COMMIT")
    }

    func prepareBookkeeping() async throws(SinkError) {
        for table in [BookkeepingTable.checkpoints, .claims] {
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
        try rows(of: .checkpoints).map { fields throws(SinkError) in try Checkpoint(fields: fields) }
    }

    func claims() async throws(SinkError) -> [TableClaim] {
        try rows(of: .claims).map { fields throws(SinkError) in
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
        let insert = try database.prepare(SQLiteText.insert(.claims))
        let texts = [
            claim.target.database, claim.target.table, claim.task, claim.source.database, claim.source.table,
        ]
        for (index, text) in texts.enumerated() { try insert.bind(text, Int32(index + 1)) }
        guard try !insert.run() else { return }
        let other = try await claims().first { $0.target == claim.target }
        if other == claim { return }
        throw SinkError(
            .claimed,
            "\(claim.target.table) of the target belongs to \(other.map { "task \($0.task), for \($0.source)" } ?? "another task")",
            advice: "two tables of one name, or two tasks, need targets of their own"
        )
    }

    private func rows(of table: BookkeepingTable) throws(SinkError) -> [[BookkeepingValue]] {
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
