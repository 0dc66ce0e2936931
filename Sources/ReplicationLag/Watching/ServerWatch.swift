// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication

/// Keeps a connection to one server, and makes it again when it was lost.
actor ServerWatch {
    /// What the server is called.
    nonisolated let name: String
    private let configuration: MySQLConnection.Configuration
    private let patience: Duration
    private var connection: MySQLConnection?
    private var probe: LagProbe?
    private var pause = RetryPause()
    private var lastFailure = "it was not asked yet"

    /// Takes the server, and how long a statement and connecting may take.
    init(_ server: WatchedServer, patience: Duration) {
        name = server.name
        var configuration = server.configuration
        configuration.connectTimeout = min(configuration.connectTimeout, patience)
        self.configuration = configuration
        self.patience = patience
    }

    /// What it tells as a source.
    func source() async -> Result<SourceReading, ReplicationError> {
        await asking { probe throws(ReplicationError) in try await probe.source() }
    }

    /// What it tells of its own sources.
    func replicas() async -> Result<[ReplicaReading], ReplicationError> {
        await asking { probe throws(ReplicationError) in try await probe.replicas() }
    }

    /// Closes the connection.
    func close() async {
        await connection?.close()
        connection = nil
        probe = nil
    }

    private func asking<Answer: Sendable>(
        _ question: (inout LagProbe) async throws(ReplicationError) -> Answer
    ) async -> Result<Answer, ReplicationError> {
        let start = WallClock.now
        guard pause.isOver(at: start) else { return .failure(ReplicationError(.connection, lastFailure)) }
        do throws(ReplicationError) {
            var probe = try await openProbe()
            let answer = try await question(&probe)
            self.probe = probe
            pause.succeeded()
            return .success(answer)
        } catch {
            await close()
            pause.failed(from: start, at: WallClock.now)
            lastFailure = "\(error)"
            return .failure(error)
        }
    }

    private func openProbe() async throws(ReplicationError) -> LagProbe {
        if let probe { return probe }
        let opened: MySQLConnection
        do throws(MySQLError) {
            opened = try await MySQLConnection.open(configuration)
        } catch {
            throw ReplicationError(connecting: error)
        }
        connection = opened
        return try await LagProbe(opened, timeout: patience)
    }
}
