// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The client asks for TLS: what the response begins with, sent alone and in clear.
package struct SSLRequest: Sendable, Hashable {
    /// Bytes of the packet.
    package static let length = 32

    /// What the client will speak.
    package var capabilities: CapabilityFlags
    /// The longest packet that the client says it accepts, in bytes.
    package var maximumPacketSize: UInt32
    /// The low byte of the session's collation.
    package var collation: UInt8

    /// Takes all fields.
    package init(capabilities: CapabilityFlags, maximumPacketSize: UInt32, collation: UInt8) {
        self.capabilities = capabilities
        self.maximumPacketSize = maximumPacketSize
        self.collation = collation
    }

    /// Reads the 32 bytes: capabilities in 4; the packet size in 4; the collation in 1; 19 zeros; 4 bytes that are MariaDB's
    /// capabilities where the client leaves ``CapabilityFlags/longPassword`` clear.
    ///
    /// Source: MySQL 9.7 source documentation, "Protocol::SSLRequest"; MariaDB manual, "Connecting".
    package init(from reader: inout WireReader) throws(WireError) {
        let low = try reader.uint32()
        maximumPacketSize = try reader.uint32()
        collation = try reader.uint8()
        try reader.advance(19)
        let extended = try reader.uint32()
        let isMariaDB = !CapabilityFlags(low: low, extended: 0).contains(.longPassword)
        capabilities = CapabilityFlags(low: low, extended: isMariaDB ? extended : 0)
    }

    /// Writes the 32 bytes.
    package func encode(into writer: inout WireWriter) {
        writer.uint32(capabilities.low)
        writer.uint32(maximumPacketSize)
        writer.uint8(collation)
        writer.zeros(19)
        writer.uint32(capabilities.contains(.longPassword) ? 0 : capabilities.extended)
    }
}
