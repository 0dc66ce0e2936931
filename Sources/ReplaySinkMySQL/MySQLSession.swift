// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLClient
import MySQLReplication
import MySQLTypes

/// A connection to a MySQL or MariaDB that is changed by a replay.
final class MySQLSession: SinkSession {
    let connection: MySQLConnection
    let bookkeeping: String
    let isMariaDB: Bool
    /// Statements of about so many bytes are sent together.
    let packetBytes: Int
    /// Whether BEGIN was asked for and is sent with the first change.
    var mustBegin = false
    /// Whether the session checks foreign keys.
    var checksForeignKeys = true
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
        } catch {
            throw MySQLFailure.statement(error)
        }
    }

    func begin() async throws(SinkError) {
        mustBegin = true
    }

    func rollback() async throws(SinkError) {
        mustBegin = false
        do throws(MySQLError) {
            try await connection.execute(text: "ROLLBACK")
        } catch {
            throw MySQLFailure.statement(error)
        }
    }

    func commit(_ checkpoint: Checkpoint) async throws(SinkError) {
        var text = mustBegin ? "BEGIN; " : ""
        let first = mustBegin ? 1 : 0
        mustBegin = false
        let values = checkpoint.fields.map(MySQLSession.literal).joined(separator: ", ")
        text += "REPLACE INTO \(table(.checkpoints)) VALUES (\(values)); COMMIT"
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

    func prepareBookkeeping() async throws(SinkError) {
        do throws(MySQLError) {
            try await connection.execute(text: "CREATE DATABASE IF NOT EXISTS \(SQLText.name(bookkeeping))")
            for table in [BookkeepingTable.checkpoints, .claims] {
                var parts = table.columns.map { column in
                    let type = column.isNumber ? "BIGINT" : column.isKey ? "VARCHAR(256)" : "LONGTEXT"
                    return "\(SQLText.name(column.name)) \(type)\(column.isKey ? " NOT NULL" : "")"
                }
                let key = table.columns.filter(\.isKey).map { SQLText.name($0.name) }
                parts.append("PRIMARY KEY (\(key.joined(separator: ", ")))")
                try await connection.execute(
                    text: "CREATE TABLE IF NOT EXISTS \(self.table(table)) (\(parts.joined(separator: ", "))) "
                        + "ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                )
            }
        } catch {
            throw MySQLFailure.statement(error)
        }
        for table in [BookkeepingTable.checkpoints, .claims] {
            let name = TableName(database: bookkeeping, table: table.name)
            guard try await describe(name)?.columns.map(\.name) == table.columns.map(\.name) else {
                throw SinkError(
                    .schema,
                    "the target's table \(name) has other columns than ours",
                    advice: "rename it, or use the version of this tool that made it"
                )
            }
        }
    }

    func checkpoints() async throws(SinkError) -> [Checkpoint] {
        try await rows(of: .checkpoints).map { fields throws(SinkError) in try Checkpoint(fields: fields) }
    }

    func claims() async throws(SinkError) -> [TableClaim] {
        try await rows(of: .claims).map { fields in
            let texts = fields.map { if case .text(let text) = $0 { text } else { "" } }
            return TableClaim(
                target: TableName(database: texts[0], table: texts[1]),
                task: texts[2],
                source: TableName(database: texts[3], table: texts[4])
            )
        }
    }

    func claim(_ claim: TableClaim) async throws(SinkError) {
        let texts = [
            claim.target.database, claim.target.table, claim.task, claim.source.database, claim.source.table,
        ]
        let values = texts.map(MySQLLiteral.text).joined(separator: ", ")
        do throws(MySQLError) {
            try await connection.execute(text: "INSERT INTO \(table(.claims)) VALUES (\(values))")
            return
        } catch {
            guard let server = error.server, MySQLFailure.duplicate.contains(server.number) else {
                throw MySQLFailure.statement(error)
            }
        }
        let other = try await claims().first { $0.target == claim.target }
        if other == claim { return }
        throw SinkError(
            .claimed,
            "\(claim.target) of the target belongs to \(other.map { "task \($0.task), for \($0.source)" } ?? "another task")",
            advice: "two tables of one name, or two tasks, need targets of their own"
        )
    }

    private func table(_ table: BookkeepingTable) -> String {
        SQLText.table(bookkeeping, table.name)
    }

    private static func literal(_ value: BookkeepingValue) -> String {
        switch value {
        case .null: "NULL"
        case .number(let number): String(number)
        case .text(let text): MySQLLiteral.text(text)
        }
    }

    private func rows(of table: BookkeepingTable) async throws(SinkError) -> [[BookkeepingValue]] {
        do throws(MySQLError) {
            var rows: [[BookkeepingValue]] = []
            for row in try await connection.query(text: "SELECT * FROM \(self.table(table))").collect() {
                var fields: [BookkeepingValue] = []
                for (index, column) in table.columns.enumerated() {
                    if row.isNull(at: index) {
                        fields.append(.null)
                    } else if column.isNumber {
                        fields.append(.number(try row.decode(Int64.self, at: index)))
                    } else {
                        fields.append(.text(try row.decode(String.self, at: index)))
                    }
                }
                rows.append(fields)
            }
            return rows
        } catch {
            throw MySQLFailure.statement(error)
        }
    }
}
