// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The server wants the proof of another plugin.
package struct AuthSwitchRequest: Sendable, Hashable {
    /// The packet's first byte.
    package static let header: UInt8 = 0xfe

    /// The plugin's name.
    package var plugin: String
    /// What the plugin works with, as sent: nonces of 20 bytes have a zero behind them, those of 32 bytes do not.
    package var challenge: [UInt8]

    /// Takes all fields.
    package init(plugin: String, challenge: [UInt8]) {
        self.plugin = plugin
        self.challenge = challenge
    }

    /// The request without a name, by which servers ask for the password in the form of MySQL 4.0.
    package static let old = AuthSwitchRequest(plugin: "mysql_old_password", challenge: [])

    /// Reads the packet to its end: `fe`; the plugin, ended by a zero; the challenge.
    ///
    /// `fe` alone is ``old``.
    ///
    /// Source: MySQL 9.7 source documentation, "Protocol::AuthSwitchRequest" and "Protocol::OldAuthSwitchRequest".
    package init(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let header = try reader.uint8()
        guard header == AuthSwitchRequest.header else { throw WireError(.invalidValue(UInt64(header)), at: start) }
        guard !reader.isAtEnd else {
            self = .old
            return
        }
        plugin = String(repairing: try reader.nullTerminatedSpan())
        challenge = [UInt8](copying: reader.rest())
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(AuthSwitchRequest.header)
        if self == .old { return }
        writer.nullTerminated(plugin)
        writer.array(challenge)
    }
}
