// SPDX-License-Identifier: Apache-2.0

/// What may encrypt a password where neither TLS nor a unix socket protects it.
///
/// Asked by `caching_sha2_password`, when the server does not have the account in its cache, and by `sha256_password`.
public enum ServerPublicKey: Sendable, Hashable {
    /// Nothing: the login fails and says why.
    case refuse
    /// The RSA key that the server sends. Who stands between client and server can send one of their own and read the password.
    case request
    /// The RSA key in this PEM text (`-----BEGIN PUBLIC KEY-----`), which the server does not get to choose.
    case pinned(pem: [UInt8])
}

extension ServerPublicKey {
    /// Whether a password can be encrypted by it, where it is pinned.
    package var isUsable: Bool {
        guard case .pinned(let pem) = self else { return true }
        return RSAEncryption.isKey(pem)
    }
}
