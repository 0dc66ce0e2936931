// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire
package import NIOCore
import NIOPosix

extension MySQLConnection {
    /// Opens a connection, lends it, and closes it.
    ///
    /// - Parameters:
    ///   - configuration: where to, as whom, within which limits.
    ///   - body: is given the connection, which is closed behind it.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws, or a ``MySQLError`` of connecting.
    public static func withConnection<Result>(
        _ configuration: Configuration,
        _ body: (MySQLConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await open(configuration)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Opens a connection that must be closed by ``close()``.
    ///
    /// - Throws: why it could not be opened; nothing is left open then.
    package static func open(_ configuration: Configuration) async throws(MySQLError) -> MySQLConnection {
        try await open(configuration, on: .singletonMultiThreadedEventLoopGroup)
    }

    /// Says goodbye if the server listens, and closes the socket.
    ///
    /// Does nothing to a connection that is closed.
    package func close() async {
        if conversation.map({ $0.place == .over }) ?? true, dump == nil, !source.pump.isEnded {
            var goodbye = WireWriter()
            QuitCommand().encode(into: &goodbye)
            source.pump.write(goodbye.bytes, sequence: 0, turn: .idle, isNewCommand: true)
            source.pump.flush()
        }
        source.pump.abort(.closed)
        conversation?.deadline?.cancel()
    }

    /// Whether the socket is closed, or the server was seen to close it.
    package var isClosed: Bool { source.pump.isEnded }

    /// Lends an event loop, and runs `body` on it, so that calls of connections that are opened on it do not change threads.
    package static func withLoop<Result, Failure: Error>(
        _ body: (any EventLoop) async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        return try await withTaskExecutorPreference(LoopTaskExecutor(loop)) { () async throws(Failure) in
            try await body(loop)
        }
    }

    /// Runs `body` on the connection's event loop, so that its calls do not change threads.
    package nonisolated func withLoopPreference<Result, Failure: Error>(
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        try await withTaskExecutorPreference(LoopTaskExecutor(channel.eventLoop), operation: body)
    }
}
