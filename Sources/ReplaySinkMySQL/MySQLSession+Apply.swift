// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLClient
import MySQLTypes

/// Statements that are sent together, and what is known of them.
struct MySQLStatements {
    /// A statement: which changes it makes, and whether the server must have taken as many rows.
    struct Statement {
        var changes: Range<Int>
        var isCounted: Bool
        /// How many rows the server counts for a change.
        var rowsForEach = 1
    }

    var text = TextWriter(capacity: 1 << 16)
    var statements: [Statement] = []

    /// Begins another statement.
    mutating func begin(_ changes: Range<Int>, isCounted: Bool = true) {
        if !statements.isEmpty { text.append("; ") }
        statements.append(Statement(changes: changes, isCounted: isCounted))
    }
}

extension MySQLSession {
    /// The most rows of one INSERT.
    private static let insertRows = 1_000
    /// The most rows of one DELETE, whose conditions take more room in the server.
    private static let deleteRows = 500

    func apply(
        _ batch: ChangeBatch,
        from index: Int,
        as mode: ApplyMode
    ) async throws(SinkError) -> ApplyOutcome {
        var next = index
        while next < batch.changes.count {
            let first = next
            if mode == .strict {
                var packet = MySQLStatements()
                if mustBegin {
                    packet.begin(next..<next, isCounted: false)
                    packet.text.append("BEGIN")
                }
                packet.begin(next..<next, isCounted: false)
                packet.text.append("SAVEPOINT cdcreplay")
                while next < batch.changes.count, packet.text.count < packetBytes { next = write(batch, next, &packet) }
                if packet.text.count <= largestPacket {
                    mustBegin = false
                    if try await isMade(packet) { continue }
                    // Something in it was not as it should be: the changes are made one by one up to it.
                    try await execute("ROLLBACK TO SAVEPOINT cdcreplay")
                } else {
                    // Nothing was sent.
                    checksForeignKeys = nil
                }
            } else {
                next += 1
            }
            for place in first..<next {
                if let conflict = try await single(batch, place, mode) { return .conflict(at: place, conflict) }
            }
        }
        return .applied
    }

    /// Runs statements; false where one of them made a change otherwise than it should, or was refused for one of its rows.
    private func isMade(_ packet: MySQLStatements) async throws(SinkError) -> Bool {
        do throws(SinkError) {
            return try await run(packet) == nil
        } catch {
            guard error.code == .rejected else { throw error }
            return false
        }
    }

    private func writer(_ plan: TablePlan) -> MySQLTableWriter {
        if let known = writers[ObjectIdentifier(plan)] { return known }
        if writers.count >= MySQLSession.keptWriters { writers.removeAll() }
        let writer = MySQLTableWriter(plan, isMariaDB: isMariaDB)
        writers[ObjectIdentifier(plan)] = writer
        return writer
    }

    /// Appends the statement for a change, with those of the same kind that follow it; gives the change behind it.
    private func write(_ batch: borrowing ChangeBatch, _ index: Int, _ packet: inout MySQLStatements) -> Int {
        let change = batch.changes[index]
        let writer = writer(batch.tables[change.table])
        switchForeignKeys(change, &packet)
        let start = packet.text.count
        packet.begin(index..<(index + 1))
        var next = index + 1
        switch change.kind {
        case .insert:
            guard let row = change.after else { return next }
            writer.beginInsert(batch, row, replacing: false, to: &packet.text)
            writer.writeRow(batch, row, to: &packet.text)
            while let other = follower(batch, next, of: index, packet, MySQLSession.insertRows),
                let after = other.after, writer.isAlike(batch, row, after)
            {
                packet.text.append(", ")
                writer.writeRow(batch, after, to: &packet.text)
                next += 1
            }
        case .update:
            if writer.canUpsert(batch, change), batch.run(of: index).upperBound > next,
                writer.canUpsert(batch, batch.changes[next])
            {
                next = upsert(batch, index, writer, &packet)
            } else if !writer.writeUpdate(batch, change, to: &packet.text) {
                packet.statements.removeLast()
                packet.text.truncate(to: start)
            }
        case .delete:
            guard let row = change.before, let key = change.key,
                follower(batch, next, of: index, packet, MySQLSession.deleteRows)?.key == key, !writer.refersToItself
            else {
                writer.writeDelete(batch, change, to: &packet.text)
                break
            }
            writer.beginDelete(batch, row, key, to: &packet.text)
            while let other = follower(batch, next, of: index, packet, MySQLSession.deleteRows), other.key == key,
                let before = other.before
            {
                writer.writeAlternative(batch, before, key, to: &packet.text)
                next += 1
            }
            writer.endDelete(key, to: &packet.text)
        }
        if !packet.statements.isEmpty { packet.statements[packet.statements.count - 1].changes = index..<next }
        return next
    }

    /// The next change where one statement may make it together with those since `first`.
    private func follower(
        _ batch: borrowing ChangeBatch,
        _ next: Int,
        of first: Int,
        _ packet: borrowing MySQLStatements,
        _ limit: Int
    ) -> ChangeBatch.Change? {
        guard next < batch.changes.count, next - first < limit, packet.text.count < packetBytes else { return nil }
        if !batch.runs.isEmpty, next >= batch.run(of: first).upperBound { return nil }
        let (change, other) = (batch.changes[first], batch.changes[next])
        let isAlike =
            other.kind == change.kind && other.table == change.table
            && other.skipsForeignKeys == change.skipsForeignKeys
        return isAlike ? other : nil
    }

    /// Appends the updates of a run from `index` on as rows that take the place of those with their key; gives the change behind.
    ///
    /// The server counts two for each row that was there and changed, so rows that were not there are noticed.
    private func upsert(
        _ batch: borrowing ChangeBatch,
        _ index: Int,
        _ writer: MySQLTableWriter,
        _ packet: inout MySQLStatements
    ) -> Int {
        guard let row = batch.changes[index].after else { return index + 1 }
        packet.statements[packet.statements.count - 1].rowsForEach = 2
        writer.beginInsert(batch, row, replacing: false, to: &packet.text)
        writer.writeRow(batch, row, to: &packet.text)
        var next = index + 1
        while let other = follower(batch, next, of: index, packet, MySQLSession.insertRows),
            writer.canUpsert(batch, other), let after = other.after
        {
            packet.text.append(", ")
            writer.writeRow(batch, after, to: &packet.text)
            next += 1
        }
        writer.writeUpsert(batch, row, keepsKey: true, to: &packet.text)
        return next
    }

    private func switchForeignKeys(_ change: ChangeBatch.Change, _ packet: inout MySQLStatements) {
        guard checksForeignKeys != !change.skipsForeignKeys else { return }
        checksForeignKeys = !change.skipsForeignKeys
        packet.begin(0..<0, isCounted: false)
        packet.text.append(text: "SET SESSION foreign_key_checks = \(change.skipsForeignKeys ? 0 : 1)")
    }

    /// Makes one change by itself; tells why it could not be made.
    private func single(
        _ batch: borrowing ChangeBatch,
        _ index: Int,
        _ mode: ApplyMode
    ) async throws(SinkError) -> ApplyConflict? {
        let change = batch.changes[index]
        var packet = MySQLStatements()
        if mustBegin {
            packet.begin(index..<index, isCounted: false)
            packet.text.append("BEGIN")
        }
        let writer = writer(batch.tables[change.table])
        let checks = checksForeignKeys
        switchForeignKeys(change, &packet)
        packet.begin(index..<(index + 1))
        switch change.kind {
        case .insert:
            guard let row = change.after else { return nil }
            if mode == .overwrite { packet.statements[packet.statements.count - 1].isCounted = false }
            writer.beginInsert(batch, row, replacing: false, to: &packet.text)
            writer.writeRow(batch, row, to: &packet.text)
            if mode == .overwrite { writer.writeUpsert(batch, row, keepsKey: false, to: &packet.text) }
        case .update:
            guard writer.writeUpdate(batch, change, to: &packet.text) else {
                // Nothing is sent.
                checksForeignKeys = checks
                return nil
            }
        case .delete: writer.writeDelete(batch, change, to: &packet.text)
        }
        mustBegin = false
        guard let conflict = try await run(packet) else { return nil }
        guard mode == .overwrite else { return conflict }
        return try await overwrite(batch, index, conflict, writer)
    }

    /// Makes a change that found a conflict, over what is there.
    private func overwrite(
        _ batch: borrowing ChangeBatch,
        _ index: Int,
        _ conflict: ApplyConflict,
        _ writer: MySQLTableWriter
    ) async throws(SinkError) -> ApplyConflict? {
        let change = batch.changes[index]
        // A row that is to go and is not there is gone.
        guard change.kind != .delete, let row = change.after else { return nil }
        guard change.kind == .insert || writer.isWhole(batch, row) else { return conflict }
        if change.kind == .update, conflict == .missing {
            // The row that has one of its keys is changed, so that rows that refer to it stay.
            var packet = MySQLStatements()
            packet.begin(index..<(index + 1), isCounted: false)
            writer.beginInsert(batch, row, replacing: false, to: &packet.text)
            writer.writeRow(batch, row, to: &packet.text)
            writer.writeUpsert(batch, row, keepsKey: false, to: &packet.text)
            if try await run(packet) == nil { return nil }
        }
        // Several rows have its keys.
        var packet = MySQLStatements()
        if change.kind == .update, conflict == .exists {
            packet.begin(index..<(index + 1), isCounted: false)
            writer.writeDelete(batch, change, to: &packet.text)
        }
        packet.begin(index..<(index + 1), isCounted: false)
        writer.beginInsert(batch, row, replacing: true, to: &packet.text)
        writer.writeRow(batch, row, to: &packet.text)
        return try await run(packet)
    }

    /// Runs statements that were written; tells what the first one met that did not take its rows.
    private func run(_ packet: MySQLStatements) async throws(SinkError) -> ApplyConflict? {
        guard packet.text.count <= largestPacket else {
            checksForeignKeys = nil
            var failure = SinkError(
                .rejected,
                "the change takes \(packet.text.count) bytes, and the target's max_allowed_packet is \(largestPacket)",
                advice: "SET GLOBAL max_allowed_packet on the target"
            )
            failure.change = packet.statements.last?.changes.lowerBound
            throw failure
        }
        var done = 0
        var conflict: ApplyConflict?
        do throws(MySQLError) {
            var rows: MySQLRows? = try await connection.query(text: packet.text.string)
            while let answer = rows {
                let summary = try await answer.finish()
                if done < packet.statements.count, packet.statements[done].isCounted {
                    let wanted = packet.statements[done].changes.count * packet.statements[done].rowsForEach
                    if MySQLSession.rows(of: summary) != wanted { conflict = conflict ?? .missing }
                }
                done += 1
                rows = try await answer.nextResult()
            }
        } catch {
            // What stands behind the failure was not run, and foreign keys may not have been switched.
            checksForeignKeys = nil
            if let server = error.server, MySQLFailure.duplicate.contains(server.number) { return conflict ?? .exists }
            var failure = MySQLFailure.statement(error)
            if error.server != nil, done < packet.statements.count, !packet.statements[done].changes.isEmpty {
                failure.change = packet.statements[done].changes.lowerBound
            }
            throw failure
        }
        return conflict
    }

    /// How many rows a statement took: of an UPDATE those that were found, changed or not.
    private static func rows(of summary: ExecutionSummary) -> Int {
        let words = summary.message.split(separator: " ")
        if words.count >= 3, words[0] == "Rows", words[1] == "matched:", let count = Int(words[2]) { return count }
        return Int(clamping: summary.affectedRows)
    }
}
