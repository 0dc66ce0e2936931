// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay

/// A connection to a SQLite file; closing it undoes what it has not committed.
final class SQLiteSession: SinkSession {
    let database: SQLiteDatabase
    /// Statements and affinities for each plan, which is held so that it stays itself.
    var writers: [ObjectIdentifier: SQLiteTableWriter] = [:]
    /// Statements for tables of the engine's, by name.
    var writes: [String: SQLiteStatement] = [:]
    /// Whether nothing was done in the transaction yet.
    var isFresh = false
    /// Whether foreign keys are checked.
    private var checksForeignKeys = true
    /// Whether tables of the target have foreign keys; nil where that was not looked at yet in the transaction.
    private var hasForeignKeys: Bool?
    /// Whether the transaction has a mark.
    private var isMarked = false

    /// More plans than this are not kept at once.
    static let keptWriters = 512

    init(path: String, patience: Duration) throws(SinkError) {
        let milliseconds = Int32(clamping: Int(patience / .milliseconds(1)))
        database = try SQLiteDatabase(path: path, waiting: milliseconds)
        // A new file is written behind a log, so that readers and the writer do not wait for each other.
        if try number("PRAGMA page_count") == 0 { _ = try number("PRAGMA journal_mode = WAL") }
        try database.execute("PRAGMA foreign_keys = ON")
    }

    /// The first value of a statement's first row as a number.
    private func number(_ sql: String) throws(SinkError) -> Int64 {
        let statement = try database.prepare(sql)
        return try statement.step() ? statement.number(0) : 0
    }

    func begin() async throws(SinkError) {
        try database.execute("BEGIN IMMEDIATE")
        isFresh = true
        isMarked = false
        hasForeignKeys = nil
    }

    func rollback() async throws(SinkError) {
        guard database.isInTransaction else { return }
        try database.execute("ROLLBACK")
    }

    func mark() async throws(SinkError) {
        if isMarked { try database.execute("RELEASE cdcreplay") }
        try database.execute("SAVEPOINT cdcreplay")
        isMarked = true
    }

    func rollbackToMark() async throws(SinkError) {
        try database.execute("ROLLBACK TO cdcreplay")
    }

    func commit(_ checkpoint: Checkpoint) async throws(SinkError) {
        try await write([checkpoint.fields], to: .checkpoints)
        try database.execute("COMMIT")
    }

    /// Has the session check foreign keys for a change, or not, as the source did.
    ///
    /// SQLite can be told so between transactions alone, and so of a transaction as a whole.
    func checkForeignKeys(_ change: ChangeBatch.Change) throws(SinkError) {
        defer { isFresh = false }
        guard change.skipsForeignKeys == checksForeignKeys else { return }
        if hasForeignKeys == nil {
            hasForeignKeys =
                try number(
                    "SELECT EXISTS (SELECT 1 FROM sqlite_schema s, pragma_foreign_key_list(s.name) WHERE s.type = 'table')"
                ) != 0
        }
        guard hasForeignKeys == true else { return }
        guard isFresh else {
            throw SinkError(
                .schema,
                "a transaction has changes with foreign_key_checks=0 and others, and SQLite checks foreign keys of a transaction "
                    + "as a whole or not at all",
                advice: "take the foreign keys out of the target's tables"
            )
        }
        try database.execute("ROLLBACK")
        try database.execute("PRAGMA foreign_keys = \(change.skipsForeignKeys ? "OFF" : "ON")")
        checksForeignKeys = !change.skipsForeignKeys
        try database.execute("BEGIN IMMEDIATE")
        if isMarked { try database.execute("SAVEPOINT cdcreplay") }
    }
}
#endif
