// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLProtocol
import MySQLTypes
import MySQLWire
import NIOCore

/// Looks at the beginning of a source's log file.
package enum LogHead {
    /// When a file was begun, in seconds since 1970 UTC: the time of its format description.
    ///
    /// Takes a connection of its own, without a server id: it ends where the log does and is in nobody's way.
    package static func begun(_ file: String, _ source: BinlogSource) async throws(ReplicationError) -> UInt32 {
        let connection: MySQLConnection
        do throws(MySQLError) {
            connection = try await MySQLConnection.open(source.connection)
        } catch {
            throw ReplicationError(connecting: error)
        }
        do throws(MySQLError) {
            _ = try await connection.execute(text: "SET @master_binlog_checksum = @@global.binlog_checksum")
            var writer = WireWriter()
            BinlogDumpCommand(position: 4, flags: .nonBlocking, serverID: 0, file: file).encode(into: &writer)
            try await connection.beginDump(writer.bytes)
            while let packets = try await connection.nextDumpBatch(timeout: source.options.silenceLimit) {
                guard let time = time(in: packets) else { continue }
                await connection.close()
                return time
            }
        } catch {
            await connection.close()
            throw ReplicationError(duringDump: error).at(BinlogFilePosition(file: file))
        }
        await connection.close()
        throw ReplicationError(
            .decoding,
            "the file has no format description",
            advice: "begin at another place",
            at: BinlogFilePosition(file: file)
        )
    }

    /// The time of the format description among `packets`; nil where it is not among them.
    private static func time(in packets: PacketBatch) -> UInt32? {
        var offset = 0
        while let payload = packets.payload(at: &offset) {
            guard payload.count > EventHeader.byteCount else { continue }
            let event = packets.buffer.readableBytesUInt8Span.extracting((payload.lowerBound + 1)..<payload.upperBound)
            var reader = WireReader(event)
            guard let header = try? EventHeader(from: &reader) else { continue }
            if header.type == .formatDescription || header.type == .startV3 { return header.timestamp }
        }
        return nil
    }
}
