// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLProtocol
import MySQLTypes
import MySQLWire
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
        let connection: MySQLConnection
        do throws(MySQLError) {
            connection = try await MySQLConnection.open(source.connection, on: loop)
        } catch {
            throw ReplicationError(connecting: error)
        }
        do throws(ReplicationError) {
            let server = try await ServerProfile.detect(connection)
            let identity = try await StreamOpening.identity(&replica, source.options, server, connection)
            plan = try await StreamPlanner(source: source, server: server, connection: connection).plan(from: start)
            checksum = try await StreamOpening.prepare(connection, source.options, identity, server, plan)
            try await StreamOpening.begin(connection, source.options, identity, server, plan)
        } catch {
            await connection.close()
            throw error
        }
        session = StreamSession(connection: connection, silenceLimit: source.options.silenceLimit)
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

    /// Tells the source how we want its events; gives the checksum that both agree upon.
    private static func prepare(
        _ connection: MySQLConnection,
        _ options: BinlogSource.Options,
        _ replica: ReplicaIdentity,
        _ server: ServerProfile,
        _ plan: StreamPlan
    ) async throws(ReplicationError) -> ChecksumAlgorithm {
        var preparation = StreamPreparation(
            isMariaDB: server.dialect.isMariaDB,
            heartbeatPeriod: options.heartbeatPeriod,
            uuid: replica.uuid,
            acknowledges: options.acknowledges
        )
        if case .mariaDB(let position) = plan.dump { preparation.mariaDBStart = position }
        do throws(MySQLError) {
            for statement in preparation.statements { _ = try await connection.execute(text: statement) }
            // A dump that ends at the end is for looking only, and not shown among the replicas.
            if !options.stopsAtEnd {
                try await connection.registerReplica(serverID: replica.serverID)
            }
        } catch {
            throw ReplicationError(connecting: error)
        }
        do throws(StatementFailure) {
            let answer = try await connection.answer(to: "SELECT @master_binlog_checksum")
            return answer.value(0, 0)?.lowercased() == "crc32" ? .crc32 : .off
        } catch {
            throw error.error("reading the checksum of the log")
        }
    }

    private static func begin(
        _ connection: MySQLConnection,
        _ options: BinlogSource.Options,
        _ replica: ReplicaIdentity,
        _ server: ServerProfile,
        _ plan: StreamPlan
    ) async throws(ReplicationError) {
        var flags: BinlogDumpFlags = options.stopsAtEnd ? .nonBlocking : []
        // The same bit asks MySQL for heartbeats of the second form and MariaDB for ANNOTATE_ROWS.
        flags.insert(server.dialect.isMariaDB ? .annotateRows : .heartbeatV2)
        var writer = WireWriter()
        switch plan.dump {
        case .file(let place):
            let offset = UInt32(truncatingIfNeeded: place.offset)
            BinlogDumpCommand(position: offset, flags: flags, serverID: replica.serverID, file: place.file)
                .encode(into: &writer)
        case .mariaDB:
            BinlogDumpCommand(position: 4, flags: flags, serverID: replica.serverID, file: "").encode(into: &writer)
        case .wideFile(let place):
            BinlogDumpGTIDCommand(
                flags: flags,
                serverID: replica.serverID,
                file: place.file,
                position: place.offset,
                executed: GTIDSet()
            ).encode(into: &writer)
        case .mysql(let executed):
            flags.insert(.throughGTID)
            BinlogDumpGTIDCommand(
                flags: flags,
                serverID: replica.serverID,
                file: "",
                position: 4,
                executed: executed
            ).encode(into: &writer)
        }
        do throws(MySQLError) {
            try await connection.beginDump(writer.bytes, acknowledges: options.acknowledges)
        } catch {
            throw ReplicationError(duringDump: error)
        }
    }
}
