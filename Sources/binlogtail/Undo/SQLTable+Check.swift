// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

extension SQLTable {
    /// What must hold now so that taking the change back touches nothing else.
    func check(_ change: borrowing RenderedChange, place: String) -> UndoChecks.Check {
        let label = "\(table.database).\(table.table)"
        let side: RowSide = change.operation == .delete ? .old : .new
        let key = table.primaryKey
        guard !key.isEmpty, key.allSatisfy({ change.knows($0, side) }) else {
            return UndoChecks.Check(.unknown, label, place: place)
        }
        let found = keyText(change, side)
        let old =
            change.operation == .update && key.allSatisfy { change.knows($0, .old) } ? keyText(change, .old) : found
        let compared = named.filter {
            switch change.operation {
            case .insert: change.knows($0, .new)
            case .update: change.isChanged($0)
            case .delete: false
            }
        }
        var text = TextWriter()
        text.append("SELECT ")
        if compared.isEmpty { text.append("1") }
        for (ordinal, column) in compared.enumerated() {
            if ordinal > 0 { text.append(", ") }
            if change.isNull(column, side) {
                text.append(columnNames[column])
                text.append(" IS NULL")
            } else {
                compare(change, column, side, " <=> ", to: &text)
            }
        }
        text.append(" FROM ")
        text.append(name)
        text.append(" WHERE ")
        text.append(text: found)
        let kind: UndoChecks.Check.Kind =
            switch change.operation {
            case .insert: .holdsLast
            case .update: .holds
            case .delete: .isFree
            }
        var check = UndoChecks.Check(kind, label, place: place)
        (check.key, check.oldKey, check.sql) = (found, old, text.string)
        check.columns = compared.map { table.columns[$0].name ?? "" }
        return check
    }

    /// The condition that finds a row by its primary key.
    private func keyText(_ change: borrowing RenderedChange, _ side: RowSide) -> String {
        var text = TextWriter()
        for (ordinal, column) in table.primaryKey.enumerated() {
            if ordinal > 0 { text.append(" AND ") }
            text.append(columnNames[column])
            text.append(" = ")
            change.append(column, side, to: &text)
        }
        return text.string
    }
}
