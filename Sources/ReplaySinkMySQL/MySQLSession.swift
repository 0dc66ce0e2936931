// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLClient

/// A connection to a MySQL or MariaDB that is changed by a replay.
final class MySQLSession: SinkSession {
    let connection: MySQLConnection
    let bookkeeping: String
    let isMariaDB: Bool
    /// Statements of about so many bytes are sent together.
    let packetBytes: Int
    /// More bytes than this the server takes from nobody.
    let largestPacket: Int
    /// Whether BEGIN was asked for and is sent with the first change.
    var mustBegin = false
    /// Whether the session checks foreign keys; nil where a failure left that open.
    var checksForeignKeys: Bool? = true
    /// Text for the tables of plans, which are held so that they stay themselves.
    var writers: [ObjectIdentifier: MySQLTableWriter] = [:]

    /// More plans than this are not kept at once.
    static let keptWriters = 512
    /// Seconds that a session waits for another's lock.
    private static let lockWait = 5

    /// Settings under which every value is taken as it is, or refused.
    ///
    /// Dates may be zero, partial and impossible ones, since the source had them; an id of 0 stays 0; TIMESTAMP is in UTC.
    private static let settings = """
        SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES', \
        time_zone = '+00:00', innodb_lock_wait_timeout = \(lockWait), foreign_key_checks = 1, unique_checks = 1, autocommit = 1
        """

    init(_ connection: MySQLConnection, bookkeeping: String) async throws(SinkError) {
        self.connection = connection
        self.bookkeeping = bookkeeping
        do throws(MySQLError) {
            try await connection.execute(text: MySQLSession.settings)
            try await connection.execute(text: "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
            let row = try await connection.query(text: "SELECT VERSION(), @@max_allowed_packet").collect().first
            isMariaDB = try row?.decode(String.self, at: 0).contains("MariaDB") ?? false
            let limit = try row?.decode(UInt64.self, at: 1) ?? 1 << 20
            packetBytes = Int(clamping: min(limit / 4, 1 << 20))
            largestPacket = Int(clamping: limit)
        } catch {
            throw MySQLFailure.statement(error)
        }
    }

    func begin() async throws(SinkError) {
        mustBegin = true
    }

    func rollback() async throws(SinkError) {
        mustBegin = false
        try await execute("ROLLBACK")
    }

    func commit(_ checkpoint: Checkpoint) async throws(SinkError) {
        var text = mustBegin ? "BEGIN; " : ""
        let first = mustBegin ? 1 : 0
        mustBegin = false
        let values = checkpoint.fields.map(MySQLSession.literal).joined(separator: ", ")
        text += "REPLACE INTO \(name(of: .checkpoints)) VALUES (\(values)); COMMIT"
        var done = 0
        do throws(MySQLError) {
            var rows: MySQLRows? = try await connection.query(text: text)
            while let answer = rows {
                _ = try await answer.finish()
                done += 1
                rows = try await answer.nextResult()
            }
        } catch {
            // Where the server answered that the checkpoint was refused, the COMMIT behind it was not run.
            throw error.server != nil && done <= first ? MySQLFailure.statement(error) : MySQLFailure.commit(error)
        }
    }

    func mark() async throws(SinkError) {
        try await beginNow()
        try await execute("SAVEPOINT cdcreplay_mark")
    }

    func rollbackToMark() async throws(SinkError) {
        try await execute("ROLLBACK TO SAVEPOINT cdcreplay_mark")
    }

    /// Begins the transaction on the server, where that was put off.
    func beginNow() async throws(SinkError) {
        guard mustBegin else { return }
        mustBegin = false
        try await execute("BEGIN")
    }

    func execute(_ sql: String) async throws(SinkError) {
        do throws(MySQLError) {
            try await connection.execute(text: sql)
        } catch {
            throw MySQLFailure.statement(error)
        }
    }
}
