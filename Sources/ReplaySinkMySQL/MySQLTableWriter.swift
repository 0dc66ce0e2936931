// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLBinlog
import MySQLTypes

/// Text of the statements that change one table.
final class MySQLTableWriter {
    let plan: TablePlan
    private let table: String
    private let isMariaDB: Bool
    /// The quoted name of each written column.
    private let names: [String]

    init(_ plan: TablePlan, isMariaDB: Bool) {
        self.plan = plan
        self.isMariaDB = isMariaDB
        table = SQLText.table(plan.target.name.database, plan.target.name.table)
        names = plan.columns.map { SQLText.name(plan.target.columns[$0.target].name) }
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
            if key == nil {
                writeExactly(value, names[index], batch, to: &text)
            } else {
                text.append(text: names[index])
                text.append(" = ")
                MySQLLiteral.write(value, in: batch, to: &text)
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
