// SPDX-License-Identifier: Apache-2.0

import MySQLClient
public import MySQLReplication

/// Finds the source that replicas follow, by what they tell of it.
///
/// ```swift
/// let source = try await SourceSearch(replicas).source(channel: nil)
/// ```
public struct SourceSearch: Sendable {
    private let replicas: [WatchedServer]

    /// Takes the replicas; nothing is connected to yet.
    public init(_ replicas: [WatchedServer]) {
        self.replicas = replicas
    }

    /// Asks the replicas for their source, and connects to it once, as the account of the replica that named it.
    ///
    /// - Parameter channel: The channel or connection that is meant, where a replica has several that lead to different servers.
    /// - Returns: The source, called by its address.
    /// - Throws: `ReplicationError` where a server cannot be reached, is no replica, or they do not name one server.
    public func source(channel: String?) async throws(ReplicationError) -> WatchedServer {
        var found: (source: WatchedServer, replica: WatchedServer)?
        for replica in replicas {
            let source = try await source(of: replica, channel)
            if let found, found.source.name != source.name {
                throw ReplicationError(
                    .usage,
                    "\(found.replica.name) follows \(found.source.name), and \(replica.name) follows \(source.name)",
                    advice: "say by --source which server is meant"
                )
            }
            if found == nil { found = (source, replica) }
        }
        guard let found else { throw ReplicationError(.usage, "there is no replica that names a source") }
        do throws(ReplicationError) {
            try await SourceSearch.ask(found.source) { _ throws(ReplicationError) in }
        } catch {
            throw ReplicationError(
                error.code,
                "\(found.source.name), which \(found.replica.name) names as its source, cannot be asked as the same account: "
                    + error.message,
                advice: "--source says how it is reached",
                underlying: error
            )
        }
        return found.source
    }

    private func source(of replica: WatchedServer, _ channel: String?) async throws(ReplicationError) -> WatchedServer {
        var readings: [ReplicaReading] = []
        try await SourceSearch.ask(replica) { probe throws(ReplicationError) in readings = try await probe.replicas() }
        guard !readings.isEmpty else {
            throw ReplicationError(.usage, "\(replica.name) replicates from nowhere", advice: "connect to the replica")
        }
        if let channel { readings.removeAll { ($0.status.channel ?? "") != channel } }
        let sources = readings.compactMap { replica.source(named: $0.status) }
        guard let first = sources.first else {
            throw ReplicationError(
                .usage,
                channel.map { "\(replica.name) has no channel '\($0)'" } ?? "\(replica.name) does not name its source",
                advice: "say by --source which server is meant"
            )
        }
        if let other = sources.first(where: { $0.name != first.name }) {
            throw ReplicationError(
                .usage,
                "\(replica.name) has several sources, such as \(first.name) and \(other.name)",
                advice: "say by --source which server is meant"
            )
        }
        return first
    }

    /// Asks a server over a connection of its own.
    private static func ask(
        _ server: WatchedServer,
        _ question: (inout LagProbe) async throws(ReplicationError) -> Void
    ) async throws(ReplicationError) {
        let connection: MySQLConnection
        do throws(MySQLError) {
            connection = try await MySQLConnection.open(server.configuration)
        } catch {
            throw ReplicationError(connecting: error)
        }
        do throws(ReplicationError) {
            var probe = try await LagProbe(connection, timeout: .seconds(10))
            try await question(&probe)
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }
}
