// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes
package import MySQLWire

/// Tells a source that waits for it how far its log has come here.
///
/// Its packet bears sequence number 0; the next one of the source bears 1.
package struct SemiSyncReply: Sendable, Hashable {
    /// The file, and the bytes before the end of the event that was acknowledged.
    package var position: BinlogFilePosition

    /// Takes the position.
    package init(_ position: BinlogFilePosition) {
        self.position = position
    }

    /// Reads the packet to its end: `ef`, the offset in 8 bytes, then the name.
    ///
    /// Source: MySQL 9.7, `plugin/semisync/semisync_replica.cc`, `ReplSemiSyncReplica::slaveReply`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.semiSyncReply.expect(in: &reader)
        let offset = try reader.uint64()
        position = BinlogFilePosition(file: String(repairing: reader.rest()), offset: offset)
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.semiSyncReply.rawValue)
        writer.uint64(position.offset)
        writer.text(position.file)
    }
}
