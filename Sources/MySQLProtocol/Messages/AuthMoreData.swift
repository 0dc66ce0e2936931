// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// What a plugin of the server says to its counterpart.
package struct AuthMoreData: Sendable, Hashable {
    /// The packet's first byte.
    package static let header: UInt8 = 0x01

    /// What it says.
    package var content: [UInt8]

    /// Takes the content.
    package init(_ content: [UInt8]) {
        self.content = content
    }

    /// Reads the packet to its end: `01`, of which exactly one is no content, and the content.
    ///
    /// MySQL always writes the mark. MariaDB 10 writes it only before content that begins with a byte below 2 or above 0xfd;
    /// `markIsOptional` takes other packets as content from their first byte.
    ///
    /// Source: MySQL 9.7 source documentation, "Protocol::AuthMoreData"; MariaDB 10.11, `sql/sql_acl.cc`,
    /// `server_mpvio_write_packet`.
    package init(from reader: inout WireReader, markIsOptional: Bool) throws(WireError) {
        let start = reader.offset
        let packet = [UInt8](copying: reader.rest())
        guard let first = packet.first else { throw WireError(.truncated(needed: 1, available: 0), at: start) }
        if first == AuthMoreData.header {
            content = Array(packet.dropFirst())
        } else if markIsOptional {
            content = packet
        } else {
            throw WireError(.invalidValue(UInt64(first)), at: start)
        }
    }

    /// Writes the packet with its mark.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(AuthMoreData.header)
        writer.array(content)
    }
}
