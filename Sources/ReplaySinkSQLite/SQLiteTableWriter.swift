// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay
import MySQLTypes

/// The statements for the changes of one table.
final class SQLiteTableWriter {
    private let plan: TablePlan
    private let database: SQLiteDatabase
    private let table: String
    /// For each written column, whether its column keeps text as it is.
    private let keepsText: [Bool]
    /// How a row is put in.
    enum Insertion: Int {
        /// Where none of its keys is there.
        case insert
        /// By changing the row that has one of its keys.
        case upsert
        /// In the place of all rows that have one of its keys.
        case replace
    }

    private var inserts: [[Int]: SQLiteStatement] = [:]
    private var updates: [[Int]: SQLiteStatement] = [:]
    private var deletes: [Int: SQLiteStatement] = [:]
    /// Written columns that a row has, reused.
    private var present: [Int] = []

    /// More statements than this are not kept at once.
    private static let keptStatements = 256

    init(_ plan: TablePlan, in database: SQLiteDatabase) {
        self.plan = plan
        self.database = database
        table = SQLiteText.name(plan.target.name.table)
        keepsText = plan.columns.map { SQLiteAffinity(declared: plan.target.columns[$0.target].type).keepsText }
    }

    private func name(_ column: Int) -> String {
        SQLiteText.name(plan.target.columns[plan.columns[column].target].name)
    }

    /// The place among the written columns of a column of the source.
    private func written(_ source: Int) -> Int? { plan.columns.firstIndex { $0.source == source } }

    /// Finds the written columns that a row has.
    private func note(_ batch: borrowing ChangeBatch, _ row: Int) {
        // Rows may come with any choice of columns.
        if inserts.count + updates.count > SQLiteTableWriter.keptStatements {
            inserts.removeAll()
            updates.removeAll()
        }
        present.removeAll(keepingCapacity: true)
        for index in plan.columns.indices where !batch.value(row, plan.columns[index].source).isAbsent {
            present.append(index)
        }
    }

    /// Puts a row in; false where a key that is there stands in the way.
    func insert(_ batch: borrowing ChangeBatch, _ row: Int, as way: Insertion) throws(SinkError) -> Bool {
        note(batch, row)
        let key = present + [-1 - way.rawValue]
        let statement: SQLiteStatement
        if let known = inserts[key] {
            statement = known
        } else {
            // ABORT stands against what the table's own constraints say, such as ON CONFLICT IGNORE.
            let verb = way == .replace ? "REPLACE" : "INSERT OR ABORT"
            let names = present.map(name).joined(separator: ", ")
            let places = present.map { _ in "?" }.joined(separator: ", ")
            let values = present.isEmpty ? "DEFAULT VALUES" : "(\(names)) VALUES (\(places))"
            let sets = present.map { "\(name($0)) = excluded.\(name($0))" }.joined(separator: ", ")
            let rest = way == .upsert && !present.isEmpty ? " ON CONFLICT DO UPDATE SET \(sets)" : ""
            statement = try database.prepare("\(verb) INTO \(table) \(values)\(rest)")
            inserts[key] = statement
        }
        for (place, column) in present.enumerated() { try bind(statement, place + 1, batch, row, column) }
        guard try statement.run() else { return false }
        guard database.changes > 0 else { throw SinkError(.rejected, "a trigger of the target left the row out") }
        return true
    }

    /// Changes the row that is found by `change`; nil where a key of its new values is there.
    func update(_ batch: borrowing ChangeBatch, _ change: ChangeBatch.Change) throws(SinkError) -> Int? {
        guard let before = change.before, let after = change.after else { return 0 }
        note(batch, after)
        if present.isEmpty { return 1 }
        let key = present + [change.key ?? -1, -2]
        let statement: SQLiteStatement
        if let known = updates[key] {
            statement = known
        } else {
            let sets = present.map { "\(name($0)) = ?" }.joined(separator: ", ")
            statement = try database.prepare("UPDATE OR ABORT \(table) SET \(sets) WHERE \(condition(change.key))")
            updates[key] = statement
        }
        var place = 1
        for column in present {
            try bind(statement, place, batch, after, column)
            place += 1
        }
        try bindCondition(statement, place, batch, before, change.key)
        return try statement.run() ? database.changes : nil
    }

    /// Takes away the row that is found by `change`.
    func delete(_ batch: borrowing ChangeBatch, _ change: ChangeBatch.Change) throws(SinkError) -> Int {
        guard let before = change.before else { return 0 }
        let key = change.key ?? -1
        let statement: SQLiteStatement
        if let known = deletes[key] {
            statement = known
        } else {
            statement = try database.prepare("DELETE FROM \(table) WHERE \(condition(change.key))")
            deletes[key] = statement
        }
        try bindCondition(statement, 1, batch, before, change.key)
        guard try statement.run() else {
            throw SinkError(.rejected, "a trigger or a foreign key of the target met a key that is there already")
        }
        return database.changes
    }

    /// What finds a row: a key's columns, or all columns of one row.
    private func condition(_ key: Int?) -> String {
        if let key {
            return plan.keys[key].compactMap(written).map { "\(name($0)) = ?" }.joined(separator: " AND ")
        }
        let all = plan.columns.indices.map { "\(name($0)) IS ?" }.joined(separator: " AND ")
        return "rowid IN (SELECT rowid FROM \(table) WHERE \(all) LIMIT 1)"
    }

    private func bindCondition(
        _ statement: SQLiteStatement,
        _ first: Int,
        _ batch: borrowing ChangeBatch,
        _ row: Int,
        _ key: Int?
    ) throws(SinkError) {
        let columns = key.map { plan.keys[$0].compactMap(written) } ?? Array(plan.columns.indices)
        for (offset, column) in columns.enumerated() { try bind(statement, first + offset, batch, row, column) }
    }

    private func bind(
        _ statement: SQLiteStatement,
        _ place: Int,
        _ batch: borrowing ChangeBatch,
        _ row: Int,
        _ column: Int
    ) throws(SinkError) {
        let source = plan.columns[column].source
        do throws(SinkError) {
            try SQLiteBinding.bind(
                batch.value(row, source),
                in: batch,
                to: statement,
                Int32(place),
                keepsText: keepsText[column]
            )
        } catch {
            var error = error
            error.message = "column \(plan.name(source)): \(error.message)"
            throw error
        }
    }
}
#endif
