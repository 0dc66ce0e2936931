// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLProtocol
package import MySQLTypes
import MySQLWire

/// How a dump is asked for: the one place where a session becomes one.
package struct DumpRequest: Sendable, Hashable {
    /// Where a dump begins, and by which command that is said.
    package enum Start: Sendable, Hashable {
        /// COM_BINLOG_DUMP: a file and an offset of at most 32 bits.
        case file(BinlogFilePosition)
        /// COM_BINLOG_DUMP_GTID with a file, whose offset has 64 bits.
        case wideFile(BinlogFilePosition)
        /// COM_BINLOG_DUMP_GTID: all but these transactions.
        case mysql(GTIDSet)
        /// COM_BINLOG_DUMP behind the GTIDs that the session was told.
        case mariaDB(MariaDBGTIDPosition)
    }

    /// Where it begins.
    package var start: Start
    /// Our number among the source's replicas; 0 is nobody's rival and makes the dump end where the log does.
    package var serverID: UInt32
    /// Whether the dump ends where the log does.
    package var endsAtEnd: Bool

    /// Puts the parts together.
    package init(_ start: Start, serverID: UInt32, endsAtEnd: Bool) {
        self.start = start
        self.serverID = serverID
        self.endsAtEnd = endsAtEnd
    }

    /// The content of the command's packet.
    package func command(isMariaDB: Bool) -> [UInt8] {
        var flags: BinlogDumpFlags = endsAtEnd ? .nonBlocking : []
        // The same bit asks MySQL for heartbeats of the second form and MariaDB for ANNOTATE_ROWS.
        flags.insert(isMariaDB ? .annotateRows : .heartbeatV2)
        var writer = WireWriter()
        switch start {
        case .file(let place):
            let offset = UInt32(truncatingIfNeeded: place.offset)
            BinlogDumpCommand(position: offset, flags: flags, serverID: serverID, file: place.file)
                .encode(into: &writer)
        case .mariaDB:
            BinlogDumpCommand(position: 4, flags: flags, serverID: serverID, file: "").encode(into: &writer)
        case .wideFile(let place):
            BinlogDumpGTIDCommand(
                flags: flags,
                serverID: serverID,
                file: place.file,
                position: place.offset,
                executed: GTIDSet()
            ).encode(into: &writer)
        case .mysql(let executed):
            flags.insert(.throughGTID)
            BinlogDumpGTIDCommand(flags: flags, serverID: serverID, file: "", position: 4, executed: executed)
                .encode(into: &writer)
        }
        return writer.bytes
    }

    /// Tells the source how we want its events, and asks for them; gives the checksum that both agree upon.
    func begin(
        _ connection: MySQLConnection,
        _ preparation: StreamPreparation,
        registers: Bool
    ) async throws(ReplicationError) -> ChecksumAlgorithm {
        var preparation = preparation
        if case .mariaDB(let position) = start { preparation.mariaDBStart = position }
        let checksum: ChecksumAlgorithm
        do throws(MySQLError) {
            for statement in preparation.statements { _ = try await connection.execute(text: statement) }
            if registers { try await connection.registerReplica(serverID: serverID) }
        } catch {
            throw ReplicationError(connecting: error)
        }
        do throws(StatementFailure) {
            let answer = try await connection.answer(to: "SELECT @master_binlog_checksum")
            checksum = answer.value(0, 0)?.lowercased() == "crc32" ? .crc32 : .off
        } catch {
            throw error.error("reading the checksum of the log")
        }
        do throws(MySQLError) {
            try await connection.beginDump(
                command(isMariaDB: preparation.isMariaDB),
                acknowledges: preparation.acknowledges
            )
        } catch {
            throw ReplicationError(duringDump: error)
        }
        return checksum
    }
}
