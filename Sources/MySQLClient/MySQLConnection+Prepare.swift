// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire
import NIOCore

extension MySQLConnection {
    /// Prepares a statement, lends it, and closes it.
    ///
    /// - Parameters:
    ///   - text: the statement, with `?` in the place of each value.
    ///   - body: is given the statement, which is of no use behind it.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws, or a ``MySQLError``.
    public nonisolated func withPrepared<Result>(
        _ text: String,
        _ body: (MySQLPreparedStatement) async throws -> Result
    ) async throws -> Result {
        let statement = try await prepare(text)
        do {
            let result = try await body(statement)
            await statement.close()
            return result
        } catch {
            await statement.close()
            throw error
        }
    }

    /// Prepares a statement; ``MySQLPreparedStatement/close()`` lets the server forget it before the connection ends.
    ///
    /// - Throws: an error of the server or of the connection.
    public func prepare(_ text: String, timeout: Duration? = nil) async throws(MySQLError) -> MySQLPreparedStatement {
        try await takeTurn()
        defer { passTurn() }
        return try await prepareInTurn(text, timeout: timeout)
    }

    /// As ``prepare(_:timeout:)``, for one who has the turn.
    func prepareInTurn(_ text: String, timeout: Duration?) async throws(MySQLError) -> MySQLPreparedStatement {
        var writer = WireWriter()
        StatementPrepareCommand(text).encode(into: &writer)
        let deadline = source.deadline(in: timeout)
        defer { deadline?.cancel() }
        do throws(MySQLError) {
            try await makeReady()
            send(writer.bytes)
            source.stage = "preparing"
            let statement = try await readPrepared()
            return MySQLPreparedStatement(statement, text: text, layout: layout, connection: self)
        } catch {
            throw named(error, text)
        }
    }

    private func readPrepared() async throws(MySQLError) -> PrepareMachine.Statement {
        var machine = PrepareMachine(layout: layout)
        while true {
            let packet = try await source.next()
            switch machine.received(packet.bytes) {
            case .wait: continue
            case .prepared(let statement):
                source.outcome = .notSent
                source.pump.becameIdle()
                return statement
            case .failed(let report):
                let error = source.error(report)
                source.outcome = .notSent
                source.pump.becameIdle()
                throw error
            case .violated(let violation):
                throw source.error(violation)
            }
        }
    }

    /// Lets the server forget a statement, with the next command.
    func forget(_ id: UInt32) {
        statementsToClose.append(id)
    }
}
