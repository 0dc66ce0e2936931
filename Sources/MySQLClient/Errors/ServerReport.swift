// SPDX-License-Identifier: Apache-2.0

/// The error that a server answered with.
public struct ServerReport: Sendable, Hashable {
    /// The error's number, such as 1045.
    public var number: UInt16
    /// The five characters of SQLSTATE; nil where the server sent none, as before authentication.
    public var sqlState: String?
    /// The server's text; it may hold values of the statement.
    public var message: String

    /// Takes the parts as received.
    public init(number: UInt16, sqlState: String?, message: String) {
        self.number = number
        self.sqlState = sqlState
        self.message = message
    }
}

extension ServerReport: CustomStringConvertible {
    /// Number, SQLSTATE and text.
    public var description: String {
        "ERROR \(number)\(sqlState.map { " (\($0))" } ?? ""): \(message)"
    }
}
