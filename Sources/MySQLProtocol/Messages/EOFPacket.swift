// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Definitions, rows or a dump are over.
package struct EOFPacket: Sendable, Hashable {
    /// Bytes below which a packet that begins with 0xfe is this one, and no row.
    package static let lengthLimit = 9

    /// Warnings that SHOW WARNINGS would list.
    package var warningCount: UInt16
    /// What holds of the session from here on.
    package var status: StatusFlags

    /// Takes both fields.
    package init(warningCount: UInt16 = 0, status: StatusFlags = []) {
        self.warningCount = warningCount
        self.status = status
    }

    /// Reads the packet to its end: `fe`, then `warningCount` and `status` in 2 bytes each.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `write_eof_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let header = try reader.uint8()
        guard header == 0xfe else { throw WireError(.invalidValue(UInt64(header)), at: start) }
        warningCount = try reader.uint16()
        status = StatusFlags(rawValue: try reader.uint16())
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(0xfe)
        writer.uint16(warningCount)
        writer.uint16(status.rawValue)
    }
}
