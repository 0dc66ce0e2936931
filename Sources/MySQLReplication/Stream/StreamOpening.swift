// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLProtocol
import MySQLTypes
import MySQLWire

/// A dump that has begun, with what its first packets are read by.
struct StreamOpening: Sendable {
    /// The connection.
    let session: StreamSession
    /// What was asked for.
    let plan: StreamPlan
    /// By what the source checks what comes before the first format description.
    let checksum: ChecksumAlgorithm

    /// Connects, finds out what the server is, and asks for the dump.
    ///
    /// - Throws: ``ReplicationError``; the connection is closed then.
    init(
        _ source: BinlogSource,
        as replica: inout ReplicaIdentity?,
        from start: StartPosition
    ) async throws(ReplicationError) {
        let connection: MySQLConnection
        do throws(MySQLError) {
            connection = try await MySQLConnection.open(source.connection)
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

    /// Tells the source how we want its events; gives the checksum that both agree upon.
    private static func prepare(
        _ connection: MySQLConnection,
        _ options: BinlogSource.Options,
        _ replica: ReplicaIdentity,
        _ server: ServerProfile,
        _ plan: StreamPlan
    ) async throws(ReplicationError) -> ChecksumAlgorithm {
        var preparation = StreamPreparation(
            isMariaDB: server.isMariaDB,
            heartbeatPeriod: options.heartbeatPeriod,
            uuid: replica.uuid,
            acknowledges: options.acknowledges
        )
        if case .mariaDB(let position) = plan.dump { preparation.mariaDBStart = position }
        do throws(MySQLError) {
            for statement in preparation.statements { _ = try await connection.execute(text: statement) }
            // A dump without a server id is for looking only, and not shown among the replicas.
            if !options.stopsAtEnd {
                _ = try await connection.command(RegisterReplica(serverID: replica.serverID).encoded)
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
        flags.insert(server.isMariaDB ? .annotateRows : .heartbeatV2)
        var writer = WireWriter()
        switch plan.dump {
        case .file(let place):
            let offset = UInt32(truncatingIfNeeded: place.offset)
            BinlogDump(file: place.file, position: offset, flags: flags, serverID: replica.serverID).encode(into: &writer)
        case .mariaDB:
            BinlogDump(file: "", position: 4, flags: flags, serverID: replica.serverID).encode(into: &writer)
        case .wideFile(let place):
            BinlogDumpGTID(
                file: place.file,
                position: place.offset,
                executed: GTIDSet(),
                flags: flags,
                serverID: replica.serverID
            ).encode(into: &writer)
        case .mysql(let executed):
            flags.insert(.throughGTID)
            BinlogDumpGTID(file: "", position: 4, executed: executed, flags: flags, serverID: replica.serverID)
                .encode(into: &writer)
        }
        do throws(MySQLError) {
            try await connection.beginDump(writer.bytes)
        } catch {
            throw ReplicationError(duringDump: error)
        }
    }
}
