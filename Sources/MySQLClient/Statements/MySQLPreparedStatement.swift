// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol
import MySQLWire

/// A statement that the server has read and keeps for one connection.
///
/// ```swift
/// try await connection.withPrepared("INSERT INTO basket VALUES (?, ?)") { insert in
///     for item in items { _ = try await insert.query([.unsigned(item.id), .text(item.name)]).finish() }
/// }
/// ```
public struct MySQLPreparedStatement: Sendable {
    /// The text.
    public let text: String
    /// How many values it takes.
    public let parameterCount: Int
    /// The columns of its rows; nil where the server left them out.
    public let columns: [ColumnDefinition]?
    let id: UInt32
    private let layout: PacketLayout
    private let connection: MySQLConnection

    init(_ statement: PrepareMachine.Statement, text: String, layout: PacketLayout, connection: MySQLConnection) {
        self.text = text
        parameterCount = statement.parameterCount
        columns = statement.columns
        id = statement.id
        self.layout = layout
        self.connection = connection
    }

    /// Runs the statement with these values.
    ///
    /// - Parameters:
    ///   - values: one for each place.
    ///   - timeout: as for ``MySQLConnection/query(_:timeout:)``.
    /// - Returns: the rows of the first answer.
    /// - Throws: ``MySQLError/Code/invalidStatement`` for another number of values, or an error of server or connection.
    public func query(_ values: [MySQLValue], timeout: Duration? = nil) async throws(MySQLError) -> MySQLRows {
        try await connection.ask(
            command(values, text: text),
            format: .binary,
            prepared: columns,
            statement: text,
            timeout: timeout
        )
    }

    /// Runs the statement with these values.
    ///
    /// - Throws: as ``query(_:timeout:)``.
    public func query(_ values: any MySQLBindable...) async throws(MySQLError) -> MySQLRows {
        try await query(values.map(\.mySQLValue))
    }

    /// Lets the server forget the statement, with the next command.
    public func close() async {
        await connection.forget(id)
    }

    /// The command that executes it.
    func command(_ values: [MySQLValue], text: String) throws(MySQLError) -> [UInt8] {
        guard values.count == parameterCount else {
            throw MySQLError(
                .invalidStatement,
                outcome: .notSent,
                detail: "it takes \(parameterCount) values and was given \(values.count)",
                statement: text
            )
        }
        var writer = WireWriter()
        StatementExecuteCommand(statementID: id, values: values).encode(into: &writer, layout: layout)
        return writer.bytes
    }
}
