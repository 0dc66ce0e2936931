// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Makes this client appear in SHOW REPLICAS.
///
/// The answer is OK. User and password, which the packet has room for, are never sent.
package struct RegisterReplicaCommand: Sendable, Hashable {
    /// The number of this client among the replicas of the source.
    package var serverID: UInt32
    /// The name of this client's host; at most 255 bytes are sent.
    package var host: String
    /// The port that this client would listen at, were it a server.
    package var port: UInt16

    /// Takes all fields.
    package init(serverID: UInt32, host: String, port: UInt16 = 0) {
        self.serverID = serverID
        self.host = host
        self.port = port
    }

    /// Reads the packet to its end, and drops user and password.
    ///
    /// Shape: `15`, `serverID` in 4 bytes, host, user and password with their lengths in 1, `port` in 2, and twice 4 bytes
    /// that are 0.
    ///
    /// Source: MySQL 9.7, `sql/rpl_source.cc`, `register_replica`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.registerReplica.expect(in: &reader)
        serverID = try reader.uint32()
        host = String(repairing: try reader.span(count: Int(try reader.uint8())))
        for _ in 0..<2 { try reader.advance(Int(try reader.uint8())) }
        port = try reader.uint16()
        try reader.advance(8)
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.registerReplica.rawValue)
        writer.uint32(serverID)
        let host = Array(host.utf8.prefix(255))
        writer.uint8(UInt8(host.count))
        writer.array(host)
        writer.zeros(2)
        writer.uint16(port)
        writer.zeros(8)
    }
}
