// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLTypes
import NIOCore

/// A dump that has begun, with what its first packets are read by.
struct StreamOpening: Sendable {
    /// The connection.
    let session: StreamSession
    /// What was asked for.
    let plan: StreamPlan
    /// By what the source checks what comes before the first format description.
    let checksum: ChecksumAlgorithm

    /// Connects on `loop`, finds out what the server is, and asks for the dump.
    ///
    /// - Throws: ``ReplicationError``; the connection is closed then.
    init(
        _ source: BinlogSource,
        on loop: any EventLoop,
        as replica: inout ReplicaIdentity?,
        from start: StartPosition
    ) async throws(ReplicationError) {
        let options = source.options
        let connection = try await StreamOpening.connect(source.connection, on: loop)
        do throws(ReplicationError) {
            let server = try await ServerProfile.detect(connection)
            let identity = try await StreamOpening.identity(&replica, options, server, connection)
            plan = try await StreamPlanner(source: source, server: server, connection: connection).plan(from: start)
            var preparation = StreamPreparation(for: server)
            preparation.heartbeatPeriod = options.heartbeatPeriod
            preparation.uuid = identity.uuid
            preparation.acknowledges = options.acknowledges
            let dump = DumpRequest(plan.dump, serverID: identity.serverID, endsAtEnd: options.stopsAtEnd)
            // A dump that ends at the end is for looking only, and not shown among the replicas.
            checksum = try await dump.begin(connection, preparation, registers: !options.stopsAtEnd)
        } catch {
            await connection.close()
            throw error
        }
        session = StreamSession(connection: connection, silenceLimit: options.silenceLimit)
    }

    /// Begins a dump that looks at what there is from a place on, over a connection of its own, and ends where the log does.
    ///
    /// Without server id and UUID it is nobody's rival.
    ///
    /// - Throws: ``ReplicationError``; the connection is closed then.
    init(
        lookingAt place: BinlogFilePosition,
        of server: ServerProfile,
        _ configuration: MySQLConnection.Configuration,
        silenceLimit: Duration
    ) async throws(ReplicationError) {
        plan = StreamPlan(behind: place, of: server, executed: nil)
        let connection = try await StreamOpening.connect(configuration, on: nil)
        do throws(ReplicationError) {
            let dump = DumpRequest(plan.dump, serverID: 0, endsAtEnd: true)
            checksum = try await dump.begin(connection, StreamPreparation(for: server), registers: false)
        } catch {
            await connection.close()
            throw error
        }
        session = StreamSession(connection: connection, silenceLimit: silenceLimit)
    }

    private static func connect(
        _ configuration: MySQLConnection.Configuration,
        on loop: (any EventLoop)?
    ) async throws(ReplicationError) -> MySQLConnection {
        do throws(MySQLError) {
            guard let loop else { return try await MySQLConnection.open(configuration) }
            return try await MySQLConnection.open(configuration, on: loop)
        } catch {
            throw ReplicationError(connecting: error)
        }
    }

    /// Who we are: the same as before where there was a before, so that the source ends what is left of it.
    private static func identity(
        _ replica: inout ReplicaIdentity?,
        _ options: BinlogSource.Options,
        _ server: ServerProfile,
        _ connection: MySQLConnection
    ) async throws(ReplicationError) -> ReplicaIdentity {
        if let replica { return replica }
        var random = SystemRandomNumberGenerator()
        var identity = try await server.freeIdentity(connection, using: &random)
        if let id = options.serverID { identity.serverID = id }
        if let uuid = options.uuid { identity.uuid = uuid }
        replica = identity
        return identity
    }
}
