// SPDX-License-Identifier: Apache-2.0

/// What a login settled.
package struct HandshakeOutcome: Sendable, Hashable {
    /// The packet that ended the login; without what MariaDB hides in its message.
    package var ok: OKPacket
    /// What both sides speak from here on.
    package var capabilities: CapabilityFlags
    /// How packets are compressed from the next one on.
    package var compression: HandshakeSettings.Compression
    /// Who the server said it is.
    package var version: ServerVersion
    /// What the server calls the connection, as in KILL; only the low 4 bytes.
    package var connectionID: UInt32
    /// What the server offered.
    package var offered: CapabilityFlags
    /// Whether the bytes travel inside TLS; where TLS was merely preferred, false is worth telling.
    package var isEncrypted: Bool
    /// The plugin that the last proof was made with.
    package var plugin: String
    /// What the server said of its certificate, where it is MariaDB 11.4 or later and did.
    package var certificateProof: CertificateProof?
}
