// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
public import MySQLReplication
import MySQLTypes

/// A heartbeat table as `pt-heartbeat` makes and fills it, on one server.
///
/// ```swift
/// var table = try await HeartbeatTable("percona.heartbeat", on: connection)
/// let row = try await table.row(of: 1)
/// ```
///
/// Every layout that it documents is read: with `server_id` or the old one with `id`; `ts` as text, DATETIME or TIMESTAMP; with and
/// without the columns of positions.
public struct HeartbeatTable: Sendable {
    /// The columns that are filled, where a table has them.
    private enum Column: String, CaseIterable {
        case file
        case position
        case relayFile = "relay_master_log_file"
        case relayPosition = "exec_master_log_pos"

        /// The same in the words of MySQL 8.4.
        var current: String {
            switch self {
            case .file, .position: rawValue
            case .relayFile: "relay_source_log_file"
            case .relayPosition: "exec_source_log_pos"
            }
        }
    }

    private let session: any StatementSession
    private let dialect: ServerDialect
    private let name: SQLName
    /// Gives the seconds of a local time; nil where times are in UTC.
    private let local: (@Sendable (String) -> Int64?)?
    /// The columns in small letters, and the types of theirs; nil before the table was described.
    private var columns: [String: String]?

    /// Takes a table by `SCHEMA.TABLE` and a connection that nothing else uses.
    ///
    /// - Parameters:
    ///   - name: The table.
    ///   - connection: An open connection; its time zone is set to UTC.
    ///   - local: Gives the seconds since 1970 UTC of a local time such as `2013-01-02 03:04:05`, for tables that are not in UTC.
    /// - Throws: `ReplicationError` where the server does not answer.
    public init(
        _ name: String,
        on connection: MySQLConnection,
        local: (@Sendable (String) -> Int64?)? = nil
    ) async throws(ReplicationError) {
        try await self.init(name, in: connection, local: local)
    }

    /// Takes a session of any kind.
    package init(
        _ name: String,
        in session: any StatementSession,
        local: (@Sendable (String) -> Int64?)? = nil
    ) async throws(ReplicationError) {
        self.session = session
        self.name = SQLName(name)
        self.local = local
        dialect = try await ServerProfile.detect(session).dialect
        try await ask("SET time_zone = '+00:00'", "setting the session's time zone")
    }

    /// Makes the table where there is none, as `pt-heartbeat --create-table` does.
    ///
    /// - Throws: `ReplicationError` where the server refuses.
    public func create() async throws(ReplicationError) {
        try await ask(
            """
            CREATE TABLE IF NOT EXISTS \(name) (ts varchar(26) NOT NULL, server_id int unsigned NOT NULL PRIMARY KEY, \
            file varchar(255) DEFAULT NULL, position bigint unsigned DEFAULT NULL, \
            relay_master_log_file varchar(255) DEFAULT NULL, exec_master_log_pos bigint unsigned DEFAULT NULL)
            """,
            "making the heartbeat table"
        )
    }

    /// The row that a server wrote.
    ///
    /// - Parameter serverID: The `server_id` of the server that wrote it; nil takes the newest.
    /// - Returns: The row, of the old layout the only one; nil where there is none, or no such table yet.
    /// - Throws: `ReplicationError` where the server refuses, or the table is none of heartbeats.
    public mutating func row(of serverID: UInt32?) async throws(ReplicationError) -> HeartbeatRow? {
        guard let types = try await described() else { return nil }
        // One row for each server in heartbeats; a table of something else may have any number.
        let condition = serverID.flatMap { types["server_id"] == nil ? nil : " WHERE server_id = \($0)" } ?? ""
        let answer = try await ask(
            "SELECT * FROM \(name)\(condition) ORDER BY ts DESC LIMIT 1",
            "reading the heartbeat table"
        )
        // A TIMESTAMP is a moment: the server gives it in the session's zone, which is UTC.
        let zone = types["ts"] == "timestamp" ? nil : local
        return answer.rows.first.flatMap { row in
            HeartbeatRow(StatusRow(zip(answer.columns, row).map { StatusRow.Field($0, $1) }), local: zone)
        }
    }

    /// Writes the server's row, as `pt-heartbeat --update` does, with the places that the table has columns for.
    ///
    /// - Parameters:
    ///   - time: The time to write, as it is to stand there.
    ///   - serverID: The server's `server_id`.
    /// - Throws: `ReplicationError` where the server refuses.
    public mutating func write(_ time: String, of serverID: UInt32) async throws(ReplicationError) {
        guard let types = try await described() else {
            throw ReplicationError(
                .usage,
                "there is no table \(name.description.replacing("`", with: ""))",
                advice: "--create-table makes it"
            )
        }
        // The old layout counts seconds.
        let key = types["server_id"] == nil ? ("id", "1") : ("server_id", "\(serverID)")
        let text = types["ts"]?.contains("char") == false ? time.replacing("T", with: " ") : time
        var values: [(String, String)] = [("ts", "'\(text)'")]
        let own = [Column.file, .position].filter { types[$0.rawValue] != nil }
        if !own.isEmpty {
            let answer = try await ask(dialect.binaryLogStatus, "asking for the end of the binary log")
            let status = BinaryLogStatus(answer)
            values += own.map { column in
                let value =
                    column == .file
                    ? status.map { HeartbeatTable.literal($0.position.file) } : status.map { "\($0.position.offset)" }
                return (column.rawValue, value ?? "NULL")
            }
        }
        let relayed = [Column.relayFile, .relayPosition].compactMap { column in
            [column.rawValue, column.current].first { types[$0] != nil }.map { (column, $0) }
        }
        if !relayed.isEmpty {
            let answer = try await ask(dialect.replicaStatus, "asking for the replica's status")
            let status = answer.rows.first.map { row in
                ReplicaStatus(StatusRow(zip(answer.columns, row).map { StatusRow.Field($0, $1) }))
            }
            values += relayed.map { column, spelled in
                let value =
                    column == .relayFile
                    ? status?.executed.map { HeartbeatTable.literal($0.file) } : status?.executed.map { "\($0.offset)" }
                return (spelled, value ?? "NULL")
            }
        }
        let names = ([key] + values).map { "`\($0.0)`" }.joined(separator: ", ")
        let updates = values.map { "`\($0.0)` = \($0.1)" }.joined(separator: ", ")
        try await ask(
            "INSERT INTO \(name) (\(names)) VALUES (\(([key] + values).map(\.1).joined(separator: ", "))) "
                + "ON DUPLICATE KEY UPDATE \(updates)",
            "writing the heartbeat"
        )
    }

    /// A text as a statement takes it: a file's name comes from another server, and may hold anything.
    private static func literal(_ text: String) -> String {
        "_utf8mb4 X'"
            + text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "'"
    }

    /// The table's columns and their types; nil where there is no such table.
    private mutating func described() async throws(ReplicationError) -> [String: String]? {
        if let columns { return columns }
        let answer: StatementAnswer
        do throws(StatementFailure) {
            answer = try await session.answer(to: "SHOW COLUMNS FROM \(name)")
        } catch {
            if error.number == 1146 || error.number == 1049 { return nil }
            throw error.error("describing the heartbeat table")
        }
        var types: [String: String] = [:]
        for row in answer.rows.indices {
            guard let column = answer.value(row, 0)?.lowercased(), let type = answer.value(row, 1) else { continue }
            types[column] = String(type.lowercased().prefix { $0.isLetter })
        }
        guard types["ts"] != nil, types["server_id"] != nil || types["id"] != nil else {
            throw ReplicationError(
                .usage,
                "\(name.description.replacing("`", with: "")) is no heartbeat table: it needs ts, and server_id or id"
            )
        }
        columns = types
        return types
    }

    @discardableResult
    private func ask(_ sql: String, _ purpose: String) async throws(ReplicationError) -> StatementAnswer {
        try await ask([sql], purpose)
    }

    private func ask(_ wordings: [String], _ purpose: String) async throws(ReplicationError) -> StatementAnswer {
        do throws(StatementFailure) {
            return try await session.answer(toFirstOf: wordings)
        } catch {
            throw error.error(purpose)
        }
    }
}
