// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
package import MySQLClient
import MySQLProtocol
package import MySQLTypes
import MySQLWire
import NIOCore

/// Looks up changes of tables in a source's log by dumps of their own, which end where the log does.
///
/// Each stretch takes a connection, since servers close one when its dump is over.
package struct SourceDefinitionLog: DefinitionLog {
    private let configuration: MySQLConnection.Configuration
    private let session: any StatementSession
    private let profile: ServerProfile

    /// Reads the log of the server at `configuration`, which `session` is connected to and `profile` describes.
    package init(
        _ configuration: MySQLConnection.Configuration,
        session: any StatementSession,
        profile: ServerProfile
    ) {
        self.configuration = configuration
        self.session = session
        self.profile = profile
    }

    package func end() async throws(ReplicationError) -> BinlogFilePosition {
        try await profile.binaryLogStatus(session).position
    }

    package func changes(
        from start: BinlogFilePosition,
        to end: BinlogFilePosition
    ) async throws(ReplicationError) -> (changes: [LoggedDefinitionChange], end: BinlogFilePosition) {
        let connection: MySQLConnection
        do throws(MySQLError) {
            connection = try await MySQLConnection.open(configuration)
        } catch {
            throw SourceDefinitionLog.failure(error, at: start)
        }
        do throws(ReplicationError) {
            let found = try await scan(connection, from: start, to: end)
            await connection.close()
            return found
        } catch {
            await connection.close()
            throw error
        }
    }

    private func scan(
        _ connection: MySQLConnection,
        from start: BinlogFilePosition,
        to end: BinlogFilePosition
    ) async throws(ReplicationError) -> (changes: [LoggedDefinitionChange], end: BinlogFilePosition) {
        let command = SourceDefinitionLog.command(from: start, profile)
        var scan = DDLScan(from: command.start, to: end)
        do throws(MySQLError) {
            for statement in preparation { _ = try await connection.execute(text: statement) }
            try await connection.beginDump(command.bytes)
        } catch {
            throw SourceDefinitionLog.failure(error, at: start)
        }
        reading: while let batch = try await next(connection, at: scan.position) {
            var position = 0
            while let range = batch.payload(at: &position) {
                // A status byte stands before each event.
                let payload = batch.buffer.readableBytesUInt8Span.extracting(range)
                guard payload.count > 1 else { continue }
                let place = scan.position
                do throws(BinlogError) {
                    guard try scan.accept(payload.extracting(1...)) else { break reading }
                } catch {
                    throw ReplicationError(.decoding, "\(error)", at: place, underlying: error)
                }
            }
        }
        // The server said that there is no more, so nothing before the end was left out.
        return (scan.changes, scan.isComplete ? scan.position : end)
    }

    private func next(
        _ connection: MySQLConnection,
        at position: BinlogFilePosition
    ) async throws(ReplicationError) -> PacketBatch? {
        do throws(MySQLError) {
            return try await connection.nextDumpBatch(timeout: .seconds(60))
        } catch {
            throw SourceDefinitionLog.failure(error, at: position)
        }
    }

    /// What is said before the dump; user variables never fail.
    private var preparation: [String] {
        var statements = profile.dialect.checksumVariables.map { "SET @\($0) = @@global.binlog_checksum" }
        if profile.checksum == nil { statements = [] }
        if profile.dialect.isMariaDB { statements.append("SET @mariadb_slave_capability = 4") }
        return statements
    }

    /// The command of a dump that ends where the log does: with server id 0 it is nobody's rival.
    ///
    /// COM_BINLOG_DUMP has 32 bits for the position. Beyond them MySQL takes COM_BINLOG_DUMP_GTID with a file's name where
    /// GTIDs are on; else the file is read from its beginning.
    private static func command(
        from start: BinlogFilePosition,
        _ profile: ServerProfile
    ) -> (bytes: [UInt8], start: BinlogFilePosition) {
        var writer = WireWriter()
        if let position = UInt32(exactly: start.offset) {
            BinlogDumpCommand(position: position, flags: .nonBlocking, serverID: 0, file: start.file).encode(
                into: &writer
            )
            return (writer.bytes, start)
        }
        if !profile.dialect.isMariaDB, let mode = profile.gtidMode, mode != "OFF" {
            BinlogDumpGTIDCommand(
                flags: [.nonBlocking, .throughGTID],
                serverID: 0,
                file: start.file,
                position: start.offset,
                executed: GTIDSet()
            ).encode(into: &writer)
            return (writer.bytes, start)
        }
        let beginning = BinlogFilePosition(file: start.file)
        BinlogDumpCommand(position: 4, flags: .nonBlocking, serverID: 0, file: start.file).encode(into: &writer)
        return (writer.bytes, beginning)
    }

    private static func failure(_ error: MySQLError, at position: BinlogFilePosition) -> ReplicationError {
        if let report = error.server {
            var refusal = ReplicationError(
                DumpError(number: report.number, sqlState: report.sqlState, message: report.message),
                at: position
            )
            refusal.underlying = error
            return refusal
        }
        let code: ReplicationError.Code = error.code == .cancelled ? .cancelled : .connection
        return ReplicationError(code, "reading the log ahead failed: \(error)", at: position, underlying: error)
    }
}
