// SPDX-License-Identifier: Apache-2.0

/// What went wrong between us and a PostgreSQL server.
public struct PostgresError: Error, Sendable, Hashable {
    /// What kind of failure it is.
    public enum Kind: Sendable, Hashable {
        /// The address cannot be read, or has an option that libpq does not know.
        case address
        /// The server refused a statement; the connection goes on.
        case server
        /// The server could not be reached, or refused the login.
        case connect
        /// The connection broke: whether what was sent took effect is not known.
        case disconnected
        /// The deadline passed; the connection is closed, and whether what was sent took effect is not known.
        case deadline
        /// The task was cancelled; the connection is closed, and whether what was sent took effect is not known.
        case cancelled
        /// The answer is not what was asked for.
        case unexpectedAnswer
        /// A statement before this one in the pipeline failed, so this one was not looked at.
        case skipped
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// The server's code, where the server spoke.
    public var sqlState: SQLState?
    /// What the server or the library said, in one line; may name tables and columns, no values of rows.
    public var message: String
    /// What the server added, which may hold values of rows.
    public var detail: String?
    /// The table that it is about, where the server says so.
    public var table: String?
    /// The column that it is about, where the server says so.
    public var column: String?
    /// The constraint that it is about, where the server says so.
    public var constraint: String?

    /// Says what happened.
    public init(_ kind: Kind, _ message: String, sqlState: SQLState? = nil) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
    }

    /// Whether the connection can be used no more.
    public var endsConnection: Bool {
        switch kind {
        case .server, .skipped: false
        case .address, .connect, .disconnected, .deadline, .cancelled, .unexpectedAnswer: true
        }
    }
}

extension PostgresError: CustomStringConvertible {
    /// What happened, with the server's code.
    public var description: String { sqlState.map { "\(message) (SQLSTATE \($0))" } ?? message }
}
