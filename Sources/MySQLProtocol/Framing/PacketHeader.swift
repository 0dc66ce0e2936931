// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The 4 bytes before each part of a packet.
package struct PacketHeader: Sendable, Hashable {
    /// Bytes of a header.
    package static let size = 4
    /// Bytes of a part that another part follows, if only an empty one.
    package static let maximumLength = 0xff_ffff

    /// Bytes of content in this part, 0 to 0xffffff.
    package var length: Int
    /// The number of this part in the conversation.
    package var sequence: UInt8

    /// Takes both fields.
    package init(length: Int, sequence: UInt8) {
        self.length = length
        self.sequence = sequence
    }

    /// Reads 3 bytes of length, little-endian, and 1 of sequence number.
    ///
    /// Source: MySQL 9.7, `sql-common/net_serv.cc`, `net_read_packet_header`.
    package init(from reader: inout WireReader) throws(WireError) {
        let word = try reader.uint32()
        length = Int(word & 0xff_ffff)
        sequence = UInt8(truncatingIfNeeded: word >> 24)
    }

    /// Writes the 4 bytes.
    package func encode(into writer: inout WireWriter) {
        writer.uint24(UInt32(truncatingIfNeeded: length))
        writer.uint8(sequence)
    }
}
