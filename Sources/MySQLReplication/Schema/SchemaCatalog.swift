// SPDX-License-Identifier: Apache-2.0

package import MySQLBinlog
package import MySQLTypes

/// What is known of the tables in a stream: each table map finds the description that was true when it was logged.
///
/// The stream's consumer feeds it with every statement in order, also with those that are filtered out, and asks it for each
/// table map. What the log itself tells (`binlog_row_metadata=FULL`) is taken from there. Else the server is asked, and its
/// answer holds only if the log has no change of that table between the event and the moment of the answer: the log is read
/// ahead to make sure. Changes that were kept out of the log (`sql_log_bin=0`) are noticed where they change types.
package struct SchemaCatalog: ~Copyable {
    private let reader: SchemaReader
    private let log: any DefinitionLog
    private var byName: [TableName: TableSchema] = [:]
    /// By the identity of table maps, which are held so that it stays theirs.
    private var byMap: [ObjectIdentifier: (table: TableMap, schema: TableSchema)] = [:]
    private var failures: [TableName: ReplicationError] = [:]
    private var history = DDLHistory()

    /// More table maps than this are not held at once.
    package static let keptMaps = 4_096

    /// Knows no table yet.
    package init(_ reader: SchemaReader, log: any DefinitionLog) {
        self.reader = reader
        self.log = log
    }

    /// The description of a table map that was resolved before; nil where ``resolve(_:at:)`` must be asked.
    ///
    /// Complexity: O(1), without allocation.
    package func schema(for table: TableMap) -> TableSchema? {
        byMap[ObjectIdentifier(table)]?.schema
    }

    /// Takes note of a statement of the stream; its event begins at `position`.
    package mutating func accept(_ summary: StatementSummary, at position: BinlogFilePosition) {
        for change in summary.changes { accept(change) }
        if !summary.changes.isEmpty { history.forget(before: position) }
    }

    private mutating func accept(_ change: DefinitionChange) {
        switch change {
        case .create(_, onlyIfMissing: true): return
        case .create(let name, onlyIfMissing: false), .alter(let name), .drop(let name): forget(name)
        case .rename(let old, let new):
            // What the table was called tells nothing of its columns: it is described as before under its name of now.
            let schema = byName[key(old)]
            forget(old)
            forget(new)
            if let schema {
                byName[key(new)] = TableSchema(
                    new,
                    columns: schema.columns,
                    primaryKey: schema.primaryKey,
                    origin: schema.origin,
                    hidden: schema.hidden
                )
            }
        case .dropDatabase, .unknown:
            let names = Set(byName.keys).union(failures.keys)
            for name in names where change.affects(name, foldsCase: reader.foldsCase) { forget(name) }
        }
    }

    private mutating func forget(_ name: TableName) {
        byName[key(name)] = nil
        failures[key(name)] = nil
    }

    private func key(_ name: TableName) -> TableName { reader.foldsCase ? name.folded : name }

    /// The description of a table map whose event, or the payload around it, begins at `position`.
    ///
    /// - Throws: `ReplicationError` with code `schemaChangedLater` where a statement behind the event changed the table (its
    ///   text and place are told), `schemaUnknown` where the server shows no such table, `schemaMismatch` where the answer
    ///   is not what the log has; and what connection and log throw.
    package mutating func resolve(
        _ table: TableMap,
        at position: BinlogFilePosition
    ) async throws(ReplicationError) -> TableSchema {
        if let known = schema(for: table) { return known }
        let name = TableName(database: table.database, table: table.table)
        if let described = TableSchema(table) { return keep(described, for: table) }
        if let known = byName[key(name)], let checked = try? known.checked(against: table) {
            return keep(checked, for: table)
        }
        if let failure = failures[key(name)] { throw failure.at(position) }
        do throws(ReplicationError) {
            let described = try await lookUp(name, for: table, at: position)
            byName[key(name)] = described
            return keep(described, for: table)
        } catch {
            // What the connection reported may pass; what the table is, stays until it is changed.
            let stays: [ReplicationError.Code] = [.schemaChangedLater, .schemaUnknown]
            if stays.contains(error.code) {
                var failure = error
                failure.position = nil
                failures[key(name)] = failure
            }
            throw error
        }
    }

    private mutating func keep(_ schema: TableSchema, for table: TableMap) -> TableSchema {
        if byMap.count >= SchemaCatalog.keptMaps { byMap.removeAll(keepingCapacity: true) }
        byMap[ObjectIdentifier(table)] = (table, schema)
        return schema
    }

    private mutating func lookUp(
        _ name: TableName,
        for table: TableMap,
        at position: BinlogFilePosition
    ) async throws(ReplicationError) -> TableSchema {
        let answer: TableSchema?
        do throws(StatementFailure) {
            answer = try await reader.read(name)
        } catch {
            throw error.error("reading the columns of \(name)").at(position)
        }
        // The answer may be as new as the log's end is now; what changed the table up to there makes it worthless.
        let end = try await log.end()
        try await readAhead(from: position, to: end)
        if let change = history.first(affecting: name, after: position, foldsCase: reader.foldsCase) {
            throw SchemaCatalog.changedLater(name, change, at: position)
        }
        guard let answer else {
            throw ReplicationError(
                .schemaUnknown,
                "the server shows no table \(name)",
                advice:
                    "grant SELECT on it to the account; if it was dropped without being logged (sql_log_bin=0), its "
                    + "columns have numbers only",
                at: position
            )
        }
        do throws(SchemaMismatch) {
            return try answer.checked(against: table)
        } catch {
            throw ReplicationError(
                .schemaMismatch,
                "the server's description does not fit the log: \(error)",
                advice: "no statement in the log behind the event changes the table, so it was changed without being "
                    + "logged (sql_log_bin=0); start behind that change, or set binlog_row_metadata=FULL",
                at: position,
                underlying: error
            )
        }
    }

    private mutating func readAhead(
        from start: BinlogFilePosition,
        to end: BinlogFilePosition
    ) async throws(ReplicationError) {
        guard let missing = history.missing(from: start, to: end) else { return }
        let found = try await log.changes(from: missing.start, to: missing.end)
        history.add(found.changes, from: missing.start, to: found.end)
    }

    private static func changedLater(
        _ name: TableName,
        _ change: LoggedDefinitionChange,
        at position: BinlogFilePosition
    ) -> ReplicationError {
        var statement = change.statement
        if change.change == .unknown { statement = "a statement that is not understood (\(statement))" }
        return ReplicationError(
            .schemaChangedLater,
            "what the columns of \(name) were called cannot be told: \(statement), at \(change.position), came behind it",
            advice:
                "set binlog_row_metadata=FULL for what comes, start behind that statement, or go on with column numbers",
            at: position
        )
    }
}
