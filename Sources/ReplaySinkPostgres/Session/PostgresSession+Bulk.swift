// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay
import MySQLTypes

extension PostgresSession {
    /// Fewer changes than this are made by statements of their own.
    private static let bulkMinimum = 32
    private static let bulkSavepoint = "cdcreplay_bulk"
    /// Data of a COPY is sent in pieces of about this many bytes.
    private static let copyPiece = 1 << 18

    /// Makes the changes of a batch run by run: long ones by COPY, at once; what lies between by statements.
    func applyRuns(_ batch: ChangeBatch, from index: Int) throws(SinkError) -> ApplyOutcome {
        var next = index
        while next < batch.changes.count {
            var end = max(batch.run(of: next).upperBound, next + 1)
            if end - next >= PostgresSession.bulkMinimum {
                if try bulk(batch, next..<end) {
                    next = end
                    continue
                }
            } else {
                while end < batch.changes.count, batch.run(of: end).count < PostgresSession.bulkMinimum {
                    end = max(batch.run(of: end).upperBound, end + 1)
                }
            }
            let outcome = try applyInOrder(batch, next..<end)
            guard outcome == .applied else { return outcome }
            next = end
        }
        return .applied
    }

    /// Makes a run at once; false, and nothing is made, where its rows differ in what they have, or the server refuses one.
    private func bulk(_ batch: ChangeBatch, _ run: Range<Int>) throws(SinkError) -> Bool {
        let first = batch.changes[run.lowerBound]
        let table = statements(for: batch.tables[first.table])
        let written = written(batch, first, table)
        let key = first.key.map { table.keys[$0] } ?? []
        guard first.kind == .insert || !key.isEmpty, first.kind == .delete || !written.isEmpty else { return false }
        for index in run {
            let change = batch.changes[index]
            guard change.key == first.key, self.written(batch, change, table) == written else { return false }
        }
        guard try translated({ () throws(PostgresError) in try open() }) else {
            throw SinkError(.contention, "the transaction could not be begun")
        }
        let counts = writer.counts
        do throws(PostgresError) {
            try connection.execute("SAVEPOINT \(PostgresSession.bulkSavepoint)")
            try copy(batch, run, table, written, key)
            try connection.execute("RELEASE SAVEPOINT \(PostgresSession.bulkSavepoint)")
            return true
        } catch {
            let meaning = SinkError(error)
            guard meaning.code != .contention, meaning.code != .unavailable else { throw meaning }
            writer.counts = counts
            try translated { () throws(PostgresError) in
                try connection.execute("ROLLBACK TO SAVEPOINT \(PostgresSession.bulkSavepoint)")
            }
            return false
        }
    }

    /// The places of the columns that a change writes.
    private func written(_ batch: ChangeBatch, _ change: ChangeBatch.Change, _ table: TableStatements) -> [Int] {
        guard let row = change.after else { return [] }
        return table.columns.indices.filter { !batch.value(row, table.columns[$0].source).isAbsent }
    }

    /// Sends the rows of a run, and has the server make the changes.
    ///
    /// - Throws: `PostgresError`, also where a row is not there; the transaction goes on from the savepoint then.
    private func copy(
        _ batch: ChangeBatch,
        _ run: Range<Int>,
        _ table: TableStatements,
        _ written: [Int],
        _ key: [Int]
    ) throws(PostgresError) {
        let kind = batch.changes[run.lowerBound].kind
        let names = written.map { table.columns[$0].name }
        if kind == .insert {
            let target = "\(table.table) (\(names.joined(separator: ", ")))"
            try send(batch, run, table, written, [], into: target)
            return
        }
        let stage = "pg_temp.cdcreplay_stage_\(newNumber())"
        let columns =
            key.enumerated().map { "\(table.columns[$1].name) AS k\($0)" }
            + names.enumerated().map { "\($1) AS v\($0)" }
        try connection.execute(
            "CREATE TEMPORARY TABLE \(stage) ON COMMIT DROP AS SELECT \(columns.joined(separator: ", ")) "
                + "FROM \(table.table) WITH NO DATA"
        )
        try send(batch, run, table, written, key, into: stage)
        let condition = key.enumerated().map { "t.\(table.columns[$1].name) = s.k\($0)" }.joined(separator: " AND ")
        let statement: String
        if kind == .delete {
            statement = "DELETE FROM \(table.table) t USING \(stage) s WHERE \(condition)"
        } else {
            let set = names.enumerated().map { "\($1) = s.v\($0)" }.joined(separator: ", ")
            statement = "UPDATE \(table.table) t SET \(set) FROM \(stage) s WHERE \(condition)"
        }
        let count = try connection.query(statement).affectedRows
        guard count == run.count else { throw PostgresError(.server, "\(count) rows of \(run.count) were there") }
    }

    /// Sends a row for each change: the columns of its key, of the row before, and those that are written.
    private func send(
        _ batch: ChangeBatch,
        _ run: Range<Int>,
        _ table: TableStatements,
        _ written: [Int],
        _ key: [Int],
        into target: String
    ) throws(PostgresError) {
        try connection.beginCopy("COPY \(target) FROM STDIN")
        var data = TextWriter(capacity: PostgresSession.copyPiece + 4_096)
        for index in run {
            do throws(SinkError) {
                try write(batch, index, table, written, key, to: &data)
            } catch {
                try connection.endCopy(failing: "a value cannot be written")
                throw PostgresError(.server, error.message)
            }
            if data.count >= PostgresSession.copyPiece {
                try connection.copy(data.span)
                data.removeAll()
            }
        }
        try connection.copy(data.span)
        let count = try connection.endCopy()
        guard count == run.count else { throw PostgresError(.server, "\(count) rows of \(run.count) were taken") }
    }

    private func write(
        _ batch: ChangeBatch,
        _ index: Int,
        _ table: TableStatements,
        _ written: [Int],
        _ key: [Int],
        to data: inout TextWriter
    ) throws(SinkError) {
        let change = batch.changes[index]
        parameters.removeAll()
        if let row = change.before {
            for place in key { try write(batch, row, table.columns[place], index) }
        }
        if let row = change.after {
            for place in written { try write(batch, row, table.columns[place], index) }
        }
        for (number, place) in (key + written).enumerated() {
            // Bytes go as such in a parameter; here they are what a column of bytes reads.
            let isReadable = !parameters.isBinary(number) || table.columns[place].type == .bytes
            guard isReadable else { throw SinkError(.rejected, "bytes for a column of another type", change: index) }
            if number > 0 { data.append(UInt8(ascii: "\t")) }
            parameters.writeCopy(number, to: &data)
        }
        data.append(UInt8(ascii: "\n"))
    }
}
#endif
