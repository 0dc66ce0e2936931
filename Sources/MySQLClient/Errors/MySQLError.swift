// SPDX-License-Identifier: Apache-2.0

/// Why something that was asked of a server failed, and whether it may have happened all the same.
///
/// ```swift
/// do {
///     try await connection.execute(text: "DELETE FROM basket")
/// } catch {
///     print(error.explanation)
///     if error.outcome == .mayHaveRun { … }
/// }
/// ```
public struct MySQLError: Error, Sendable {
    /// Whether what was asked for was done.
    public enum Outcome: Sendable, Hashable {
        /// The server was not asked, or refused before anything was asked: nothing happened.
        case notSent
        /// The server was asked and its answer is missing.
        case mayHaveRun
        /// The server has answered; if it answered with an error, that is what became of it.
        case ran
    }

    /// What failed.
    public var code: Code
    /// The error that the server answered with.
    public var server: ServerReport?
    /// Whether what was asked for was done.
    public var outcome: Outcome
    /// The error underneath, where there is one.
    public var underlying: (any Error)?
    /// What happened, in words: which address, which stage, which column.
    ///
    /// No parameter, row value or password is in it.
    public var detail: String?
    /// The text of the statement as it was given, without its parameters.
    public var statement: String?

    /// Takes every part.
    public init(
        _ code: Code,
        outcome: Outcome,
        detail: String? = nil,
        server: ServerReport? = nil,
        statement: String? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.outcome = outcome
        self.detail = detail
        self.server = server
        self.statement = statement
        self.underlying = underlying
    }

    /// Whether doing the same again, on a new connection if this one is gone, is safe and may succeed.
    public var isRetryable: Bool {
        if let server { return MySQLError.passingServerErrors.contains(server.number) }
        guard outcome == .notSent else { return false }
        return MySQLError.passingCodes.contains(code)
    }

    /// Errors of a server that pass by themselves, each of which undid what it interrupted.
    ///
    /// Source: MySQL 9.7 manual, "Server Error Message Reference".
    private static let passingServerErrors: Set<UInt16> = [
        1040, 1053, 1152, 1158, 1159, 1160, 1161, 1203, 1205, 1213, 1226, 4031,
    ]

    private static let passingCodes: Set<Code> = [
        .connectionRefused, .unreachable, .socketNotFound, .connectTimeout, .connectionLost, .connectionClosed,
        .poolTimeout,
    ]
}

extension MySQLError: CustomStringConvertible, CustomDebugStringConvertible {
    /// What failed, with the server's number and SQLSTATE; no text of the server or the statement.
    public var description: String {
        guard let server else { return code.description }
        return "\(code): \(server.number)\(server.sqlState.map { " (\($0))" } ?? "")"
    }

    /// As ``description``, with the texts of server and statement and what is underneath; no parameter and no password.
    public var debugDescription: String {
        var text = description
        if let detail { text += ": \(detail)" }
        if let server { text += ": \(server.message)" }
        text += " [\(outcome)]"
        if let statement { text += " in: \(statement)" }
        if let underlying { text += " (\(underlying))" }
        return text
    }
}
