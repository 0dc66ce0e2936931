// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay

extension PostgresSession {
    /// Makes changes one by one, each in the place of what stands in its way.
    func overwrite(_ batch: ChangeBatch, from index: Int) throws(SinkError) -> ApplyOutcome {
        guard try translated({ () throws(PostgresError) in try open() }) else {
            throw SinkError(.contention, "the transaction could not be begun")
        }
        for place in index..<max(batch.changes.count, index) {
            let change = batch.changes[place]
            let table = statements(for: batch.tables[change.table])
            switch change.kind {
            case .delete: _ = try find(batch, place, table, "DELETE FROM \(table.table)", written: [])
            case .insert:
                if let row = change.after { try replace(batch, row, place, table) }
            case .update:
                guard let row = change.after else { continue }
                let written = table.columns.indices.filter { !batch.value(row, table.columns[$0].source).isAbsent }
                try makeRoom(batch, row, place, table, keeping: change.before)
                let set = written.enumerated().map { "\(table.columns[$1].name) = $\($0 + 1)" }.joined(separator: ", ")
                let statement = "UPDATE \(table.table) SET \(set)"
                if !written.isEmpty, try find(batch, place, table, statement, written: written) > 0 { continue }
                guard written.count == table.columns.count else { return .conflict(at: place, .missing) }
                try replace(batch, row, place, table)
            }
        }
        return .applied
    }

    /// Does a statement to the row that a change is about; the number of rows.
    private func find(
        _ batch: ChangeBatch,
        _ index: Int,
        _ table: TableStatements,
        _ statement: String,
        written: [Int]
    ) throws(SinkError) -> Int {
        let change = batch.changes[index]
        parameters.removeAll()
        if let row = change.after {
            for place in written { try write(batch, row, table.columns[place], index) }
        }
        guard let row = change.before else { return 0 }
        let counts = writer.counts
        defer { writer.counts = counts }
        var conditions: [String] = []
        let places = change.key.map { table.keys[$0] } ?? Array(table.columns.indices)
        for place in places where !batch.value(row, table.columns[place].source).isAbsent {
            let column = table.columns[place]
            try write(batch, row, column, index)
            let suffix = column.type.hasEquality ? "" : "::text"
            conditions.append("\(column.name)\(suffix) IS NOT DISTINCT FROM $\(parameters.count)\(suffix)")
        }
        let condition = conditions.joined(separator: " AND ")
        let place =
            change.key == nil ? "ctid = (SELECT ctid FROM \(table.table) WHERE \(condition) LIMIT 1)" : condition
        return try answered(index) { () throws(PostgresError) in
            try connection.query("\(statement) WHERE \(place)", parameters).affectedRows
        }
    }

    /// Inserts a row in the place of all that have one of its keys.
    private func replace(
        _ batch: ChangeBatch,
        _ row: Int,
        _ index: Int,
        _ table: TableStatements
    ) throws(SinkError) {
        let written = table.columns.indices.filter { !batch.value(row, table.columns[$0].source).isAbsent }
        try makeRoom(batch, row, index, table, keeping: nil)
        parameters.removeAll()
        for place in written { try write(batch, row, table.columns[place], index) }
        var statement = table.insert(written)
        // The row with its primary key is changed and not replaced, so that rows that refer to it stay.
        if table.hasPrimaryKey, !written.isEmpty, let key = table.uniqueKeys.first {
            let names = key.map { table.columns[$0].name }.joined(separator: ", ")
            let set = written.map { "\(table.columns[$0].name) = EXCLUDED.\(table.columns[$0].name)" }
            statement += " ON CONFLICT (\(names)) DO UPDATE SET " + set.joined(separator: ", ")
        }
        try answered(index) { () throws(PostgresError) in try connection.query(statement, parameters) }
    }

    /// Deletes the rows that have a unique key of a row, but that with its primary key and, of an update, that which it changes.
    private func makeRoom(
        _ batch: ChangeBatch,
        _ row: Int,
        _ index: Int,
        _ table: TableStatements,
        keeping before: Int?
    ) throws(SinkError) {
        let counts = writer.counts
        defer { writer.counts = counts }
        for (number, key) in table.uniqueKeys.enumerated() {
            let isPrimary = number == 0 && table.hasPrimaryKey
            // An insert changes the row with its primary key; an update may have to take the key from another row.
            guard !isPrimary || before != nil else { continue }
            guard key.allSatisfy({ !batch.value(row, table.columns[$0].source).isNone }) else { continue }
            parameters.removeAll()
            var conditions: [String] = []
            for place in key {
                try write(batch, row, table.columns[place], index)
                conditions.append("\(table.columns[place].name) = $\(parameters.count)")
            }
            let kept = before ?? row
            let own =
                before.flatMap { _ in batch.changes[index].key.map { table.keys[$0] } } ?? table.uniqueKeys.first ?? []
            if before != nil || table.hasPrimaryKey, !own.isEmpty,
                own.allSatisfy({ !batch.value(kept, table.columns[$0].source).isNone })
            {
                var same: [String] = []
                for place in own {
                    try write(batch, kept, table.columns[place], index)
                    same.append("\(table.columns[place].name) = $\(parameters.count)")
                }
                conditions.append("NOT (\(same.joined(separator: " AND ")))")
            }
            let statement = "DELETE FROM \(table.table) WHERE \(conditions.joined(separator: " AND "))"
            try answered(index) { () throws(PostgresError) in try connection.query(statement, parameters) }
        }
    }

    @discardableResult
    private func answered<Answer>(
        _ index: Int,
        _ body: () throws(PostgresError) -> Answer
    ) throws(SinkError) -> Answer {
        do throws(PostgresError) {
            return try body()
        } catch {
            throw SinkError(error, change: index)
        }
    }
}

extension ChangeValue {
    /// Whether no key can have it.
    fileprivate var isNone: Bool { isNull || isAbsent }
}
#endif
