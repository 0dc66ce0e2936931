// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay
import MySQLTypes

extension PostgresSession {
    /// What a statement of the pipeline was sent for.
    private enum Entry {
        case begin
        case savepoint
        case release
        case prepare(String)
        case change(Int)
    }

    /// The first thing that went otherwise than it should.
    private enum Trouble {
        case conflict(at: Int, ApplyConflict)
        case error(SinkError)
    }

    private static let savepoint = "cdcreplay_batch"

    func apply(_ batch: ChangeBatch, from index: Int, as mode: ApplyMode) async throws(SinkError) -> ApplyOutcome {
        guard mode == .strict else { return try overwrite(batch, from: index) }
        guard index < batch.changes.count else { return .applied }
        try limitStatements()
        guard batch.runs.isEmpty else { return try applyRuns(batch, from: index) }
        return try applyInOrder(batch, index..<batch.changes.count)
    }

    /// Makes changes of a batch one after the other.
    func applyInOrder(_ batch: ChangeBatch, _ range: Range<Int>) throws(SinkError) -> ApplyOutcome {
        let index = range.lowerBound
        let wasOpen = isOpen
        let counts = writer.counts
        guard let trouble = try pass(batch, range) else { return .applied }
        guard case .conflict(let place, let conflict) = trouble else {
            if case .error(let error) = trouble { throw error }
            return .applied
        }
        // What stands behind the conflict was made, or the server takes nothing more: back to where the batch began, and again up
        // to the conflict.
        try translated { () throws(PostgresError) in
            if wasOpen {
                try connection.execute("ROLLBACK TO SAVEPOINT \(PostgresSession.savepoint)")
            } else {
                try connection.execute("ROLLBACK")
                isOpen = false
                hasBatchSavepoint = false
            }
        }
        writer.counts = counts
        if place > index, try pass(batch, index..<place) != nil {
            throw SinkError(.contention, "rows changed while a conflict was looked into")
        }
        return .conflict(at: place, conflict)
    }

    /// Makes changes of a batch in one pipeline; nil where all were made.
    private func pass(_ batch: ChangeBatch, _ range: Range<Int>) throws(SinkError) -> Trouble? {
        var entries: [Entry] = []
        var unwritable: SinkError?
        do throws(PostgresError) {
            try connection.beginPipeline()
            if isOpen {
                if hasBatchSavepoint {
                    try connection.queue("RELEASE SAVEPOINT \(PostgresSession.savepoint)")
                    entries.append(.release)
                }
                try connection.queue("SAVEPOINT \(PostgresSession.savepoint)")
                entries.append(.savepoint)
                hasBatchSavepoint = true
            } else {
                try queueBegin()
                entries += [.begin, .begin]
            }
        } catch {
            throw SinkError(error)
        }
        for index in range {
            do throws(SinkError) {
                try queue(batch, index, &entries)
            } catch {
                guard error.code != .unavailable else { throw error }
                unwritable = error
                break
            }
        }
        let answers = try translated { () throws(PostgresError) in
            try connection.sync()
            return try drain()
        }
        isOpen = true
        let trouble = trouble(batch, entries, answers)
        if trouble == nil, let unwritable { return .error(unwritable) }
        return trouble
    }

    /// Queues one change, and its statement's preparing before.
    private func queue(_ batch: ChangeBatch, _ index: Int, _ entries: inout [Entry]) throws(SinkError) {
        let change = batch.changes[index]
        let plan = batch.tables[change.table]
        let table = statements(for: plan)
        parameters.removeAll()
        let shape = try shape(of: change, index, in: batch, table)
        let name = table.names[shape] ?? newName()
        table.names[shape] = name
        do throws(PostgresError) {
            if !prepared.contains(name) {
                try connection.queue(preparing: name, table.sql(shape))
                prepared.insert(name)
                entries.append(.prepare(name))
            }
            try connection.queue(prepared: name, parameters)
        } catch {
            throw SinkError(error)
        }
        entries.append(.change(index))
    }

    /// The statement that a change needs, and its parameters.
    private func shape(
        of change: ChangeBatch.Change,
        _ index: Int,
        in batch: ChangeBatch,
        _ table: TableStatements
    ) throws(SinkError) -> TableStatements.Shape {
        var shape = TableStatements.Shape(kind: change.kind, key: change.key)
        if let row = change.after {
            for (place, column) in table.columns.enumerated() where !batch.value(row, column.source).isAbsent {
                try write(batch, row, column, index)
                shape.written.append(place)
            }
        }
        guard let row = change.before else { return shape }
        // What a row is found by is replaced nowhere.
        let counts = writer.counts
        defer { writer.counts = counts }
        if let key = change.key {
            for place in table.keys[key] { try write(batch, row, table.columns[place], index) }
            return shape
        }
        for (place, column) in table.columns.enumerated() where !batch.value(row, column.source).isAbsent {
            try write(batch, row, column, index)
            shape.found.append(place)
            if parameters.isLastNull { shape.nulls.append(place) }
        }
        return shape
    }

    /// Adds a value as a parameter; an error names the column.
    func write(
        _ batch: ChangeBatch,
        _ row: Int,
        _ column: TableStatements.Column,
        _ change: Int
    ) throws(SinkError) {
        do throws(SinkError) {
            try writer.write(batch.value(row, column.source), of: batch, as: column.type, to: &parameters)
        } catch {
            var error = error
            error.message = "column \(column.name): \(error.message)"
            error.change = change
            throw error
        }
    }

    func statements(for plan: TablePlan) -> TableStatements {
        if let known = statements[ObjectIdentifier(plan)] { return known }
        let made = TableStatements(plan)
        statements[ObjectIdentifier(plan)] = made
        return made
    }

    private func newName() -> String { "s\(newNumber())" }

    /// A number that no statement and no table of the session has yet.
    func newNumber() -> Int {
        statementCount += 1
        return statementCount
    }

    /// Looks for the first answer that is not as it should be.
    private func trouble(
        _ batch: ChangeBatch,
        _ entries: [Entry],
        _ answers: [PostgresConnection.Answer]
    ) -> Trouble? {
        var trouble: Trouble?
        for (entry, answer) in zip(entries, answers) {
            if case .prepare(let name) = entry, !answer.isDone { prepared.remove(name) }
            guard trouble == nil else { continue }
            switch (entry, answer) {
            case (.change(let index), .done(let count)):
                guard count != 1 else { break }
                trouble =
                    count == 0
                    ? .conflict(at: index, .missing)
                    : .error(SinkError(.schema, "\(count) rows have the key of one", change: index))
            case (.change(let index), .refused(let error)):
                trouble =
                    error.sqlState == .uniqueViolation
                    ? .conflict(at: index, .exists) : .error(SinkError(error, change: index))
            case (_, .refused(let error)): trouble = .error(SinkError(error))
            case (_, .done), (_, .skipped), (_, .rolledBack), (_, .synced): break
            }
        }
        return trouble
    }
}

extension PostgresConnection.Answer {
    /// Whether the statement was done.
    fileprivate var isDone: Bool { if case .done = self { true } else { false } }
}
#endif
