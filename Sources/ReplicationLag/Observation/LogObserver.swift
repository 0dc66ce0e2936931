// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
import MySQLReplication

/// Reads a server's log as a replica does, and tells each transaction that is committed from now on.
///
/// It needs the privilege REPLICATION SLAVE and a log; a replica must log what it applies (`log_replica_updates`).
public struct LogObserver: Sendable {
    private let source: BinlogSource

    /// Takes how the server is reached.
    ///
    /// - Parameters:
    ///   - connection: The server.
    ///   - heartbeat: After how much silence the server says that it is alive.
    public init(_ connection: MySQLConnection.Configuration, heartbeat: Duration = .seconds(2)) {
        var options = BinlogSource.Options()
        options.heartbeatPeriod = heartbeat
        options.silenceLimit = heartbeat * 5
        source = BinlogSource(connection, from: .now, options: options)
    }

    /// Reads until the task is cancelled.
    ///
    /// - Parameters:
    ///   - begun: Is called when the stream has begun: what is committed from then on is told.
    ///   - note: Takes each transaction, in the order of the log.
    /// - Throws: `ReplicationError` where the stream ends for good.
    public func run(
        begun: @escaping @Sendable () -> Void = {},
        noting note: @escaping @Sendable (SeenTransaction) -> Void
    ) async throws {
        try await source.withEvents { events in
            begun()
            var reader = SeenTransactionReader()
            while try await events.receive() != .end {
                let seen = WallClock.now
                while try events.advance() {
                    let group = events.group
                    if let transaction = reader.read(try events.event(), in: group, at: seen) { note(transaction) }
                }
                if let transaction = reader.end() { note(transaction) }
            }
        }
    }
}
