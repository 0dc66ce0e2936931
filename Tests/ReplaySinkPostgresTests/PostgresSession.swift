// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import MySQLTestSupport
import ReplaySinkPostgres

/// A connection that a cancelled task interrupts.
actor PostgresSession {
    private let interrupt: Interrupt
    private let configuration: PostgresConnection.Configuration
    private var connection: PostgresConnection?

    init(
        _ server: PostgresServer,
        options: String = "",
        _ change: (inout PostgresConnection.Configuration) -> Void = { _ in }
    ) throws {
        interrupt = try Interrupt()
        var configuration = PostgresConnection.Configuration(server.url + options)
        change(&configuration)
        self.configuration = configuration
    }

    /// Lends the connection.
    func run<Result: Sendable>(_ body: @Sendable (PostgresConnection) throws -> Result) async throws -> Result {
        try await withTaskCancellationHandler {
            let connection = try connection ?? PostgresConnection(configuration, interrupt: interrupt)
            self.connection = connection
            return try body(connection)
        } onCancel: {
            interrupt.raise()
        }
    }
}
#endif
