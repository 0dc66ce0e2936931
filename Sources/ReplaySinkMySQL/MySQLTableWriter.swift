// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLBinlog
import MySQLClient
import MySQLTypes

/// Text of the statements that change one table.
final class MySQLTableWriter {
    let plan: TablePlan
    private let table: String
    private let isMariaDB: Bool
    /// The quoted name of each written column.
    private let names: [String]
    /// For each of the plan's keys, the places of its columns among the written ones.
    private let keys: [[Int]]
    /// Whether there is one unique index, so that INSERT … ON DUPLICATE KEY UPDATE finds no other row.
    private let hasOneKey: Bool
    /// Whether rows refer to rows of the same table, so that they go one after the other.
    let refersToItself: Bool

    init(_ plan: TablePlan, isMariaDB: Bool) {
        self.plan = plan
        self.isMariaDB = isMariaDB
        table = SQLText.table(plan.target.name.database, plan.target.name.table)
        names = plan.columns.map { SQLText.name(plan.target.columns[$0.target].name) }
        keys = plan.keys.map { key in key.compactMap { source in plan.columns.firstIndex { $0.source == source } } }
        hasOneKey = plan.keys.count == 1 && plan.target.keys.count == 1 && !plan.target.hasOtherUniqueIndexes
        refersToItself = plan.target.foreignKeys.contains { $0.parent == plan.target.name }
    }

    /// Whether two rows have values for the same columns.
    func isAlike(_ batch: borrowing ChangeBatch, _ row: Int, _ other: Int) -> Bool {
        for column in plan.columns
        where batch.value(row, column.source).isAbsent != batch.value(other, column.source).isAbsent {
            return false
        }
        return true
    }

    /// Whether a row has values for all columns.
    func isWhole(_ batch: borrowing ChangeBatch, _ row: Int) -> Bool {
        for column in plan.columns where batch.value(row, column.source).isAbsent { return false }
        return true
    }

    /// Begins an INSERT, or a REPLACE, with the columns that a row has.
    func beginInsert(_ batch: borrowing ChangeBatch, _ row: Int, replacing: Bool, to text: inout TextWriter) {
        text.append(text: "\(replacing ? "REPLACE" : "INSERT") INTO \(table) (")
        var isFirst = true
        for (index, column) in plan.columns.enumerated() where !batch.value(row, column.source).isAbsent {
            if !isFirst { text.append(", ") }
            text.append(text: names[index])
            isFirst = false
        }
        text.append(") VALUES ")
    }

    /// Appends `(…)` with a row's values.
    func writeRow(_ batch: borrowing ChangeBatch, _ row: Int, to text: inout TextWriter) {
        text.append("(")
        var isFirst = true
        for column in plan.columns {
            let value = batch.value(row, column.source)
            if value.isAbsent { continue }
            if !isFirst { text.append(", ") }
            MySQLLiteral.write(value, in: batch, to: &text)
            isFirst = false
        }
        text.append(")")
    }

    /// Whether an update can be made as a row that takes the place of the one with its key, of a run of such.
    func canUpsert(_ batch: borrowing ChangeBatch, _ change: ChangeBatch.Change) -> Bool {
        guard hasOneKey, change.key == 0, let before = change.before, let after = change.after,
            isWhole(batch, after)
        else { return false }
        for column in plan.keys[0] where !batch.isSame(batch.value(before, column), batch.value(after, column)) {
            return false
        }
        return true
    }

    /// Appends to an INSERT what changes the row that has one of its keys; `keepsKey` says that its first key is the same.
    func writeUpsert(_ batch: borrowing ChangeBatch, _ row: Int, keepsKey: Bool, to text: inout TextWriter) {
        text.append(" ON DUPLICATE KEY UPDATE ")
        var isFirst = true
        for (index, column) in plan.columns.enumerated() where !batch.value(row, column.source).isAbsent {
            if keepsKey, names.count > keys[0].count, keys[0].contains(index) { continue }
            text.append(text: "\(isFirst ? "" : ", ")\(names[index]) = VALUES(\(names[index]))")
            isFirst = false
        }
    }

    /// Begins a DELETE of rows by a key with the first of them.
    func beginDelete(_ batch: borrowing ChangeBatch, _ row: Int, _ key: Int, to text: inout TextWriter) {
        text.append(text: "DELETE FROM \(table) WHERE ")
        if let column = keys[key].first, keys[key].count == 1 {
            text.append(text: "\(names[column]) IN (")
            MySQLLiteral.write(batch.value(row, plan.columns[column].source), in: batch, to: &text)
        } else {
            writeKey(batch, row, key, to: &text)
        }
    }

    /// Appends another row of a DELETE.
    func writeAlternative(_ batch: borrowing ChangeBatch, _ row: Int, _ key: Int, to text: inout TextWriter) {
        if let column = keys[key].first, keys[key].count == 1 {
            text.append(", ")
            MySQLLiteral.write(batch.value(row, plan.columns[column].source), in: batch, to: &text)
        } else {
            text.append(" OR ")
            writeKey(batch, row, key, to: &text)
        }
    }

    /// Ends a DELETE of rows by a key.
    func endDelete(_ key: Int, to text: inout TextWriter) {
        if keys[key].count == 1 { text.append(")") }
    }

    private func writeKey(_ batch: borrowing ChangeBatch, _ row: Int, _ key: Int, to text: inout TextWriter) {
        var isFirst = true
        for column in keys[key] {
            text.append(text: "\(isFirst ? "(" : " AND ")\(names[column]) = ")
            MySQLLiteral.write(batch.value(row, plan.columns[column].source), in: batch, to: &text)
            isFirst = false
        }
        text.append(")")
    }

    /// Appends an UPDATE of one row; false, with nothing appended, where it changes no written column.
    func writeUpdate(_ batch: borrowing ChangeBatch, _ change: ChangeBatch.Change, to text: inout TextWriter) -> Bool {
        guard let before = change.before, let after = change.after else { return false }
        let start = text.count
        text.append(text: "UPDATE \(table) SET ")
        var isFirst = true
        for (index, column) in plan.columns.enumerated() {
            let value = batch.value(after, column.source)
            if value.isAbsent { continue }
            if !isFirst { text.append(", ") }
            text.append(text: names[index])
            text.append(" = ")
            MySQLLiteral.write(value, in: batch, to: &text)
            isFirst = false
        }
        if isFirst {
            text.truncate(to: start)
            return false
        }
        // A column that the source left alone is left alone.
        for (index, column) in plan.columns.enumerated()
        where plan.target.columns[column.target].changesByItself && batch.value(after, column.source).isAbsent {
            text.append(text: ", \(names[index]) = \(names[index])")
        }
        writeCondition(batch, before, change.key, to: &text)
        return true
    }

    /// Appends a DELETE of one row.
    func writeDelete(_ batch: borrowing ChangeBatch, _ change: ChangeBatch.Change, to text: inout TextWriter) {
        guard let before = change.before else { return }
        text.append(text: "DELETE FROM \(table)")
        writeCondition(batch, before, change.key, to: &text)
    }

    private func writeCondition(_ batch: borrowing ChangeBatch, _ row: Int, _ key: Int?, to text: inout TextWriter) {
        text.append(" WHERE ")
        var isFirst = true
        for (index, column) in plan.columns.enumerated() {
            if let key, !plan.keys[key].contains(column.source) { continue }
            if !isFirst { text.append(" AND ") }
            isFirst = false
            let value = batch.value(row, column.source)
            guard key != nil else {
                writeExactly(value, names[index], batch, to: &text)
                continue
            }
            text.append(text: names[index])
            text.append(" = ")
            MySQLLiteral.write(value, in: batch, to: &text)
            if case .text = value {
                // The column's collation may hold other texts to be the same; the row is another one then.
                text.append(" AND ")
                writeExactly(value, names[index], batch, to: &text)
            }
        }
        // Rows that are the same in every column are as good as each other.
        text.append(" LIMIT 1")
    }

    /// Appends a comparison by which no two values that differ are the same, whatever the column's collation.
    private func writeExactly(
        _ value: ChangeValue,
        _ name: String,
        _ batch: borrowing ChangeBatch,
        to text: inout TextWriter
    ) {
        switch value {
        case .absent, .null: text.append(text: "\(name) IS NULL")
        case .text(let range), .enumeration(_, label: let range), .set(_, labels: let range):
            text.append(text: "CAST(CONVERT(\(name) USING utf8mb4) AS BINARY) = ")
            MySQLLiteral.hexadecimal(batch.bytes(range), to: &text)
        case .json(let range) where !isMariaDB:
            text.append(text: "\(name) = CAST(")
            MySQLLiteral.quote(batch.bytes(range), to: &text)
            text.append(" AS JSON)")
        case .float:
            text.append(text: "\(name) = CAST(")
            MySQLLiteral.write(value, in: batch, to: &text)
            text.append(" AS FLOAT)")
        default:
            text.append(text: "\(name) = ")
            MySQLLiteral.write(value, in: batch, to: &text)
        }
    }
}
