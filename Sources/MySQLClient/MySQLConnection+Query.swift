// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire

extension MySQLConnection {
    /// Runs a statement; the values in it travel beside its text.
    ///
    /// A statement with values is prepared, executed and forgotten; one without is sent as it is.
    ///
    /// - Parameters:
    ///   - statement: the text with its values.
    ///   - timeout: the longest that the command may take, all of its rows included; the connection is closed then. Nil for
    ///     no limit.
    /// - Returns: the rows of the first answer, and the way to those behind it.
    /// - Throws: an error of the server or of the connection.
    public func query(_ statement: MySQLStatement, timeout: Duration? = nil) async throws(MySQLError) -> MySQLRows {
        try await takeTurn()
        defer { passTurn() }
        return try await queryInTurn(statement, timeout: timeout)
    }

    private func queryInTurn(_ statement: MySQLStatement, timeout: Duration?) async throws(MySQLError) -> MySQLRows {
        guard !statement.parameters.isEmpty else {
            return try await queryInTurn(text: statement.text, timeout: timeout)
        }
        let start = ContinuousClock.now
        let prepared = try await prepareInTurn(statement.text, timeout: timeout)
        let left = timeout.map { $0 - (ContinuousClock.now - start) }
        let payload: [UInt8]
        do throws(MySQLError) {
            payload = try prepared.command(statement.parameters, text: statement.text)
        } catch {
            statementsToClose.append(prepared.id)
            throw error
        }
        return try await askInTurn(
            payload,
            format: .binary,
            prepared: prepared.columns,
            statement: statement.text,
            timeout: left,
            forgetting: prepared.id
        )
    }

    /// Runs a statement as it is: nothing is bound, nothing is quoted.
    ///
    /// - Parameters:
    ///   - sql: the text.
    ///   - timeout: as for ``query(_:timeout:)``.
    /// - Returns: the rows of the first answer, and the way to those behind it.
    /// - Throws: an error of the server or of the connection.
    public func query(text sql: String, timeout: Duration? = nil) async throws(MySQLError) -> MySQLRows {
        try await takeTurn()
        defer { passTurn() }
        return try await queryInTurn(text: sql, timeout: timeout)
    }

    private func queryInTurn(text sql: String, timeout: Duration?) async throws(MySQLError) -> MySQLRows {
        var writer = WireWriter()
        QueryCommand(sql).encode(into: &writer, layout: layout)
        return try await askInTurn(writer.bytes, format: .text, statement: sql, timeout: timeout)
    }

    /// Runs a statement and drops its rows, if it has any.
    ///
    /// - Returns: what the server said at the end of the last answer, and how many rows were dropped.
    /// - Throws: an error of the server or of the connection.
    @discardableResult
    public func execute(
        _ statement: MySQLStatement,
        timeout: Duration? = nil
    ) async throws(MySQLError) -> ExecutionSummary {
        try await takeTurn()
        defer { passTurn() }
        _ = try await queryInTurn(statement, timeout: timeout)
        return try await summary()
    }

    /// Runs a statement as it is and drops its rows, if it has any.
    ///
    /// - Returns: what the server said at the end of the last answer, and how many rows were dropped.
    /// - Throws: an error of the server or of the connection.
    @discardableResult
    public func execute(text sql: String, timeout: Duration? = nil) async throws(MySQLError) -> ExecutionSummary {
        try await takeTurn()
        defer { passTurn() }
        _ = try await queryInTurn(text: sql, timeout: timeout)
        return try await summary()
    }

    /// Reads on to the end of all answers, for one who has the turn.
    private func summary() async throws(MySQLError) -> ExecutionSummary {
        guard let conversation else { preconditionFailure("a summary of no command") }
        var summary = try await skipRows(conversation)
        var droppedRows = summary.droppedRows
        while conversation.place == .between {
            _ = try await readHead(conversation)
            summary = try await skipRows(conversation)
            droppedRows += summary.droppedRows
        }
        summary.droppedRows = droppedRows
        return summary
    }

    /// Asks whether the server is there.
    ///
    /// - Throws: an error of the connection.
    public func ping(timeout: Duration? = nil) async throws(MySQLError) {
        var writer = WireWriter()
        PingCommand().encode(into: &writer)
        try await askForOK(writer.bytes, timeout: timeout)
    }

    /// Makes the session as it was behind authentication: no transaction, no temporary table, no variable, no statement.
    ///
    /// - Throws: an error of the server (1047 before MySQL 5.7.3 and MariaDB 10.2.4) or of the connection.
    public func reset(timeout: Duration? = nil) async throws(MySQLError) {
        var writer = WireWriter()
        ResetConnectionCommand().encode(into: &writer)
        try await askForOK(writer.bytes, timeout: timeout)
        statementsToClose.removeAll()
    }
}
