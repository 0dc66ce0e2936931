// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes

/// What a client wants of the connection phase.
package struct HandshakeSettings: Sendable {
    /// What carries the bytes.
    package enum Transport: Sendable, Hashable {
        /// A network: what is not inside TLS can be read.
        case tcp
        /// A socket of this machine: nobody else reads it.
        case unixSocket
    }

    /// How much TLS matters.
    ///
    /// Whether certificates are checked is the business of whoever speaks TLS.
    package enum TLSRequirement: Sendable, Hashable {
        /// Never TLS.
        case disabled
        /// TLS where the server offers it, and not on a unix socket.
        case preferred
        /// TLS, or no connection.
        case required
    }

    /// How packets are compressed once the login is over.
    package enum Compression: Sendable, Hashable {
        /// Not at all.
        case uncompressed
        /// By zlib.
        case zlib
        /// By zstd; the server compresses at `level`, 1 to 22.
        case zstd(level: UInt8)
    }

    /// Who logs in.
    package var credentials: Credentials
    /// The default database; nil for none.
    package var database: String?
    /// What carries the bytes.
    package var transport: Transport
    /// How much TLS matters.
    package var tls: TLSRequirement
    /// Whether nobody vouches for the server's certificate yet, so that its ``CertificateProof`` must: passwords are proven only by
    /// plugins with which that can be.
    package var needsCertificateProof = false
    /// What is acceptable, the best first; the first that the server offers is taken.
    ///
    /// None acceptable fails.
    package var compression: [Compression] = [.uncompressed]
    /// What is asked for where the server offers it.
    ///
    /// ``CapabilityFlags/ssl``, ``CapabilityFlags/connectWithDB`` and the flags of
    /// compression are decided by the other fields.
    package var capabilities = CapabilityFlags.standard
    /// The longest packet that the client says it accepts, in bytes; servers take it as a hint.
    package var maximumPacketSize: UInt32 = 1 << 30
    /// The collation of the session's text; only its low byte is sent.
    package var collation = Collation.utf8mb4GeneralCI
    /// What the client tells of itself.
    package var attributes: [ChangeUserCommand.Attribute] = []

    /// Takes what has no default.
    package init(credentials: Credentials, transport: Transport, tls: TLSRequirement) {
        self.credentials = credentials
        self.transport = transport
        self.tls = tls
    }
}
