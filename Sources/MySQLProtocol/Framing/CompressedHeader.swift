// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The 7 bytes before each frame of the compressed protocol.
package struct CompressedHeader: Sendable, Hashable {
    /// Bytes of a header.
    package static let size = 7
    /// Bytes that a frame holds at most, stored or decompressed.
    package static let maximumLength = 0xff_ffff

    /// Bytes of the frame behind the header.
    package var storedLength: Int
    /// The number of the frame in the conversation; packets have their own.
    package var sequence: UInt8
    /// Bytes of the frame when it is decompressed; 0 where it is not compressed.
    package var originalLength: Int

    /// Takes all fields.
    package init(storedLength: Int, sequence: UInt8, originalLength: Int) {
        self.storedLength = storedLength
        self.sequence = sequence
        self.originalLength = originalLength
    }

    /// Reads 3 bytes of stored length, 1 of sequence number, 3 of original length, little-endian.
    ///
    /// Source: MySQL 9.7, `sql-common/net_serv.cc`, `compress_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        storedLength = Int(try reader.uint24())
        sequence = try reader.uint8()
        originalLength = Int(try reader.uint24())
    }

    /// Writes the 7 bytes.
    package func encode(into writer: inout WireWriter) {
        writer.uint24(UInt32(truncatingIfNeeded: storedLength))
        writer.uint8(sequence)
        writer.uint24(UInt32(truncatingIfNeeded: originalLength))
    }
}
