// SPDX-License-Identifier: Apache-2.0

/// When a connection is encrypted, and what of the server's certificate is checked.
///
/// ```swift
/// var tls = TLSPolicy(.verifyIdentity)
/// tls.authorities = .file("/etc/mysql/ca.pem")
/// ```
public struct TLSPolicy: Sendable, Hashable {
    /// How much protection is asked for.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// Never encrypted.
        case disabled
        /// Encrypted if the server offers it; nothing is checked, so it protects from listeners only.
        case preferred
        /// Encrypted or refused; nothing is checked, so it protects from listeners only.
        case required
        /// Encrypted, with a certificate that one of the authorities signed; whose it is is not checked.
        case verifyCA
        /// As ``verifyCA``, and the certificate was made out to the host that was asked for.
        ///
        /// A name must be one of its subject alternative names, which may have a star for the first label, and an address one of
        /// its addresses; a common name counts for nothing. Source: RFC 6125, section 6; RFC 9525.
        case verifyIdentity
    }

    /// Who may have signed the server's certificate.
    public enum Authorities: Sendable, Hashable {
        /// Those that the operating system trusts.
        case system
        /// Those in a PEM file.
        case file(String)
        /// Those in the PEM files of a folder, under the names that `openssl rehash` gives them.
        case folder(String)
    }

    /// A version of TLS.
    public enum Version: Int, Sendable, Hashable, Comparable, CaseIterable {
        /// TLS 1.2.
        case tls12 = 12
        /// TLS 1.3.
        case tls13 = 13

        /// Whether the left version is the older one.
        public static func < (left: Version, right: Version) -> Bool { left.rawValue < right.rawValue }
    }

    /// How much protection is asked for.
    public var mode: Mode
    /// Who may have signed the server's certificate; used by ``Mode/verifyCA`` and ``Mode/verifyIdentity``.
    public var authorities: Authorities = .system
    /// The PEM file with the client's certificate, and the chain behind it; nil for none.
    public var certificateFile: String?
    /// The PEM file with the key of the client's certificate; nil for none.
    public var keyFile: String?
    /// The name or address that the certificate must bear, where it is not the host of the address; in ASCII (`xn--…`).
    public var serverName: String?
    /// The oldest version that is spoken.
    public var minimumVersion: Version = .tls12
    /// The newest version that is spoken.
    public var maximumVersion: Version = .tls13

    /// Takes the mode; everything else has its default.
    public init(_ mode: Mode) {
        self.mode = mode
    }

    /// Never encrypted.
    public static let disabled = TLSPolicy(.disabled)

    /// Encrypted, and the certificate is checked against the system's authorities and the host's name.
    public static let verifyIdentity = TLSPolicy(.verifyIdentity)

    /// Whether a server without TLS is refused.
    public var isRequired: Bool { mode != .disabled && mode != .preferred }
}
