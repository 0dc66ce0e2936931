// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes
package import MySQLWire

/// Asks MySQL for the transactions that are not in a set.
///
/// A file name that is not empty overrides the search for the first file: with an empty set that is how to start at a
/// position beyond 4 GiB.
package struct BinlogDumpGTIDCommand: Sendable, Hashable {
    /// What the dump is to be like.
    package var flags: BinlogDumpFlags
    /// The number of this client among the replicas of the source; 0 makes the dump end where the log does.
    package var serverID: UInt32
    /// The name of the file; empty to let the source find it.
    package var file: String
    /// Bytes from the start of the file, 4 at least.
    package var position: UInt64
    /// The transactions that are not to be sent.
    package var executed: GTIDSet

    /// Takes all fields.
    package init(
        flags: BinlogDumpFlags = .throughGTID,
        serverID: UInt32,
        file: String = "",
        position: UInt64 = BinlogFilePosition.firstEventOffset,
        executed: GTIDSet
    ) {
        self.flags = flags
        self.serverID = serverID
        self.file = file
        self.position = position
        self.executed = executed
    }

    /// Reads the packet to its end: `1e`, `flags` in 2 bytes, `serverID` in 4, the name with its length in 4, `position` in
    /// 8, the binary form of the set with its length in 4.
    ///
    /// Source: MySQL 9.7, `sql/rpl_source.cc`, `com_binlog_dump_gtid`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.binlogDumpGTID.expect(in: &reader)
        flags = BinlogDumpFlags(rawValue: try reader.uint16())
        serverID = try reader.uint32()
        let nameLength = try reader.uint32()
        file = String(repairing: try reader.span(count: try reader.checkedCount(UInt64(nameLength), elementSize: 1)))
        position = try reader.uint64()
        let setLength = try reader.uint32()
        let origin = reader.offset
        var set = WireReader(try reader.span(count: try reader.checkedCount(UInt64(setLength), elementSize: 1)))
        do throws(WireError) {
            executed = try GTIDSet(from: &set)
            try set.expectEnd()
        } catch {
            throw WireError(error.kind, at: origin + error.offset)
        }
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.binlogDumpGTID.rawValue)
        writer.uint16(flags.rawValue)
        writer.uint32(serverID)
        writer.uint32(UInt32(truncatingIfNeeded: file.utf8.count))
        writer.text(file)
        writer.uint64(position)
        let lengthOffset = writer.count
        writer.uint32(0)
        executed.encode(into: &writer)
        writer.patchUInt32(UInt32(truncatingIfNeeded: writer.count - lengthOffset - 4), at: lengthOffset)
    }
}
