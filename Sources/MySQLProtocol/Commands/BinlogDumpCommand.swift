// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Asks for the binary log from a place in a file on.
///
/// Positions beyond 4 GiB have no place here.
package struct BinlogDumpCommand: Sendable, Hashable {
    /// Bytes from the start of the file, 4 at least; servers refuse less with error 1236.
    package var position: UInt32
    /// What the dump is to be like.
    package var flags: BinlogDumpFlags
    /// The number of this client among the replicas of the source; 0 makes the dump end where the log does.
    package var serverID: UInt32
    /// The name of the file; empty for the oldest.
    package var file: String

    /// Takes all fields.
    package init(position: UInt32, flags: BinlogDumpFlags, serverID: UInt32, file: String) {
        self.position = position
        self.flags = flags
        self.serverID = serverID
        self.file = file
    }

    /// Reads the packet to its end: `12`, `position` in 4 bytes, `flags` in 2, `serverID` in 4, then the name.
    ///
    /// Source: MySQL 9.7, `sql/rpl_source.cc`, `com_binlog_dump`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.binlogDump.expect(in: &reader)
        position = try reader.uint32()
        flags = BinlogDumpFlags(rawValue: try reader.uint16())
        serverID = try reader.uint32()
        file = String(repairing: reader.rest())
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.binlogDump.rawValue)
        writer.uint32(position)
        writer.uint16(flags.rawValue)
        writer.uint32(serverID)
        writer.text(file)
    }
}
