// SPDX-License-Identifier: Apache-2.0

/// The plugin `client_ed25519` of MariaDB: the nonce, signed by a key that SHA-512 makes of the password itself.
///
/// Source: MariaDB manual, "Authentication Plugin - ed25519"; mariadb-connector-c, `plugins/auth/ed25519.c`.
struct ClientEd25519: AuthenticationExchange {
    static let name = AuthenticationPlugin.clientEd25519.rawValue

    private let password: Secret

    init(_ context: AuthenticationContext) {
        password = context.password
    }

    var storedHash: [UInt8]? {
        get throws(HandshakeFailure) {
            try Ed25519Signature.publicKey(expandedKey: try Digest.sha512(password.bytes))
        }
    }

    /// 64 bytes; the nonce is 32 bytes, the last of which may well be zero.
    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        guard challenge.count == 32 else {
            throw .malformedChallenge(plugin: ClientEd25519.name, byteCount: challenge.count)
        }
        var key = try Digest.sha512(password.bytes)
        defer { key.wipe() }
        return try Ed25519Signature.sign(challenge, expandedKey: key)
    }
}
