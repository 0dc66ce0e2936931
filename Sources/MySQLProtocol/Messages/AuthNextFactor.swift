// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The server has the proof of one password and wants that of the next.
package struct AuthNextFactor: Sendable, Hashable {
    /// The packet's first byte.
    package static let header: UInt8 = 0x02

    /// The plugin's name.
    package var plugin: String
    /// What the plugin works with, as sent.
    package var challenge: [UInt8]

    /// Takes all fields.
    package init(plugin: String, challenge: [UInt8]) {
        self.plugin = plugin
        self.challenge = challenge
    }

    /// Reads the packet to its end: `02`; the plugin, ended by a zero; the challenge.
    ///
    /// Source: MySQL 9.7 source documentation, "Protocol::AuthNextFactor".
    package init(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let header = try reader.uint8()
        guard header == AuthNextFactor.header else { throw WireError(.invalidValue(UInt64(header)), at: start) }
        plugin = String(repairing: try reader.nullTerminatedSpan())
        challenge = [UInt8](copying: reader.rest())
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(AuthNextFactor.header)
        writer.nullTerminated(plugin)
        writer.array(challenge)
    }
}
