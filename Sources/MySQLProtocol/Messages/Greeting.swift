// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The first packet of a connection: who the server is and what it offers.
package struct Greeting: Sendable, Hashable {
    /// The version of the protocol that is spoken here.
    package static let protocolVersion: UInt8 = 10

    /// The server's version as it says it.
    package var versionText: String
    /// What the server calls the connection; only the low 4 bytes.
    package var connectionID: UInt32
    /// The server's random bytes, without the zero byte behind them; 20 where all is well.
    package var nonce: [UInt8]
    /// What the server offers.
    package var capabilities: CapabilityFlags
    /// The low byte of the server's default collation.
    package var collation: UInt8
    /// What holds of the session.
    package var status: StatusFlags
    /// The plugin that the nonce is for; nil where accounts have no plugins.
    package var plugin: String?

    /// Takes all fields.
    package init(
        versionText: String,
        connectionID: UInt32,
        nonce: [UInt8],
        capabilities: CapabilityFlags,
        collation: UInt8 = 45,
        status: StatusFlags = .autocommit,
        plugin: String?
    ) {
        self.versionText = versionText
        self.connectionID = connectionID
        self.nonce = nonce
        self.capabilities = capabilities
        self.collation = collation
        self.status = status
        self.plugin = plugin
    }

    /// Who the server is.
    package var version: ServerVersion { ServerVersion(greeting: versionText, capabilities: capabilities) }

    /// Reads the packet to its end: `0a`; the version, ended by a zero; the connection in 4 bytes; 8 bytes of nonce; a zero; 2 bytes
    /// of capabilities, where servers before 4.1 end; the collation; the status in 2 bytes; 2 more bytes of capabilities; the
    /// nonce's length; 10 bytes that are zero, or 6 and MariaDB's capabilities in 4; the nonce's rest, at least 13 bytes, the
    /// last one zero; if accounts have plugins the plugin's name, ended by a zero that MySQL 5.5.7 to 5.5.9 leave out.
    ///
    /// Source: MySQL 9.7, `sql/auth/sql_authentication.cc`, `send_server_handshake_packet`; MariaDB 11.8, `sql/sql_acl.cc`,
    /// `send_server_handshake_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let version = try reader.uint8()
        guard version == Greeting.protocolVersion else {
            throw WireError(.invalidValue(UInt64(version)), at: start)
        }
        versionText = String(repairing: try reader.nullTerminatedSpan())
        connectionID = try reader.uint32()
        nonce = [UInt8](copying: try reader.span(count: 8))
        try reader.advance(1)
        var low = UInt32(try reader.uint16())
        capabilities = CapabilityFlags(low: low, extended: 0)
        collation = 0
        status = []
        plugin = nil
        guard !reader.isAtEnd else { return }
        collation = try reader.uint8()
        status = StatusFlags(rawValue: try reader.uint16())
        low |= UInt32(try reader.uint16()) << 16
        let length = Int(try reader.uint8())
        try reader.advance(6)
        let extended = try reader.uint32()
        capabilities = CapabilityFlags(low: low, extended: 0)
        if !capabilities.contains(.longPassword) { capabilities = CapabilityFlags(low: low, extended: extended) }
        guard capabilities.contains(.secureConnection) || capabilities.contains(.pluginAuth) else { return }
        nonce.append(copying: try reader.span(count: max(13, length - 8)))
        if nonce.last == 0 { nonce.removeLast() }
        guard capabilities.contains(.pluginAuth) else { return }
        let name = [UInt8](copying: reader.rest())
        plugin = String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Writes the packet; a nonce shorter than 20 bytes is filled with zeros.
    package func encode(into writer: inout WireWriter) {
        let padded = nonce + [UInt8](repeating: 0, count: max(0, 20 - nonce.count))
        writer.uint8(Greeting.protocolVersion)
        writer.nullTerminated(versionText)
        writer.uint32(connectionID)
        writer.array(Array(padded[..<8]))
        writer.uint8(0)
        writer.uint16(UInt16(truncatingIfNeeded: capabilities.low))
        writer.uint8(collation)
        writer.uint16(status.rawValue)
        writer.uint16(UInt16(truncatingIfNeeded: capabilities.low >> 16))
        writer.uint8(plugin == nil ? 0 : UInt8(clamping: padded.count + 1))
        writer.zeros(6)
        writer.uint32(capabilities.contains(.longPassword) ? 0 : capabilities.extended)
        guard capabilities.contains(.secureConnection) || capabilities.contains(.pluginAuth) else { return }
        writer.array(Array(padded[8...]))
        writer.uint8(0)
        if capabilities.contains(.pluginAuth) { writer.nullTerminated(plugin ?? "") }
    }
}
