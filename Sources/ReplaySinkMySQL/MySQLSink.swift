// SPDX-License-Identifier: Apache-2.0

public import ChangeReplay
public import MySQLClient
public import MySQLReplication

/// A MySQL or MariaDB as the target of a replay.
///
/// Tables keep database and name. The engine's own tables stand in a database of their own.
public struct MySQLSink: Sink {
    /// How the server is reached.
    public let connection: MySQLConnection.Configuration
    /// The database of checkpoints and claims, which is made where it is missing.
    public let bookkeeping: String

    /// Names a server.
    public init(_ connection: MySQLConnection.Configuration, bookkeeping: String = "cdcreplay") {
        var connection = connection
        // A batch is one packet of statements; its values are written by us, and nothing of a user's is text in it.
        connection.allowsMultipleStatements = true
        self.connection = connection
        self.bookkeeping = bookkeeping
    }

    /// The server's address.
    public var name: String { "\(connection.endpoint)" }

    /// As many as there are connections.
    public var maximumWriters: Int { 64 }

    /// The table's own database and name.
    public func target(of table: TableName) -> TableName { table }

    /// Opens a connection, and runs `body` on its event loop.
    public func withSession<Result>(
        _ body: (any SinkSession) async throws -> Result
    ) async throws -> Result {
        let opened: MySQLConnection
        do throws(MySQLError) {
            opened = try await MySQLConnection.open(connection)
        } catch {
            throw MySQLFailure.connecting(error, name)
        }
        do {
            let result = try await opened.withLoopPreference {
                let session = try await MySQLSession(opened, bookkeeping: bookkeeping)
                return try await body(session)
            }
            await opened.close()
            return result
        } catch {
            await opened.close()
            throw error
        }
    }
}
