// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay

extension SQLiteSession {
    func apply(
        _ batch: ChangeBatch,
        from index: Int,
        as mode: ApplyMode
    ) async throws(SinkError) -> ApplyOutcome {
        for place in index..<batch.changes.count {
            let change = batch.changes[place]
            do throws(SinkError) {
                if let conflict = try make(change, of: batch, mode) { return .conflict(at: place, conflict) }
            } catch {
                var error = error
                error.change = place
                throw error
            }
        }
        return .applied
    }

    private func writer(_ plan: TablePlan) -> SQLiteTableWriter {
        if let known = writers[ObjectIdentifier(plan)] { return known }
        if writers.count >= SQLiteSession.keptWriters { writers.removeAll() }
        let writer = SQLiteTableWriter(plan, in: database)
        writers[ObjectIdentifier(plan)] = writer
        return writer
    }

    private func make(
        _ change: ChangeBatch.Change,
        of batch: borrowing ChangeBatch,
        _ mode: ApplyMode
    ) throws(SinkError) -> ApplyConflict? {
        try checkForeignKeys(change)
        let plan = batch.tables[change.table]
        let writer = writer(plan)
        switch change.kind {
        case .insert:
            guard let row = change.after else { return nil }
            if mode == .overwrite { return try put(batch, row, writer) }
            return try writer.insert(batch, row, as: .insert) ? nil : .exists
        case .delete:
            let count = try writer.delete(batch, change)
            if count == 0 { return mode == .overwrite ? nil : .missing }
            try refuseSeveral(count, plan)
            return nil
        case .update:
            guard let count = try writer.update(batch, change) else {
                guard mode == .overwrite else { return .exists }
                _ = try writer.delete(batch, change)
                return try replace(change, batch, plan, writer)
            }
            if count == 0 { return mode == .overwrite ? try replace(change, batch, plan, writer) : .missing }
            try refuseSeveral(count, plan)
            return nil
        }
    }

    /// Puts in the row that an update leads to, where it has all columns.
    private func replace(
        _ change: ChangeBatch.Change,
        _ batch: borrowing ChangeBatch,
        _ plan: TablePlan,
        _ writer: SQLiteTableWriter
    ) throws(SinkError) -> ApplyConflict? {
        guard let row = change.after, plan.columns.allSatisfy({ !batch.value(row, $0.source).isAbsent }) else {
            return .missing
        }
        return try put(batch, row, writer)
    }

    /// Puts a row in the place of those that have its keys.
    ///
    /// The row that has one is changed, so that rows that refer to it stay; where there are several, they go.
    private func put(
        _ batch: borrowing ChangeBatch,
        _ row: Int,
        _ writer: SQLiteTableWriter
    ) throws(SinkError) -> ApplyConflict? {
        if try writer.insert(batch, row, as: .upsert) { return nil }
        return try writer.insert(batch, row, as: .replace) ? nil : .exists
    }

    private func refuseSeveral(_ count: Int, _ plan: TablePlan) throws(SinkError) {
        guard count > 1 else { return }
        throw SinkError(.schema, "one change of \(plan.sourceName) took \(count) rows of the target")
    }
}
#endif
