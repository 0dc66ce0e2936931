// SPDX-License-Identifier: Apache-2.0

import CSodium

/// Ed25519 by libsodium, from seeds of 32 bytes and from passwords of any length.
///
/// Source: RFC 8032, section 5.1.6; MariaDB manual, "Authentication Plugin - ed25519".
enum Ed25519Signature {
    /// Signs with an ordinary seed of 32 bytes: 64 bytes.
    static func sign(_ message: [UInt8], seed: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        guard seed.count == 32 else { throw .cryptographyFailed("Ed25519") }
        return try sign(message, expandedKey: Digest.sha512(seed))
    }

    /// Signs with the 64 bytes that SHA-512 makes of a seed, or MariaDB of a password.
    ///
    /// The first half, clamped, is the scalar a and the second the prefix: r is SHA512(prefix, message), R is rB, S is
    /// r + SHA512(R, A, message) a, everything modulo the group's order; the signature is R and S.
    static func sign(_ message: [UInt8], expandedKey: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        var scalar = try scalar(of: expandedKey)
        defer { scalar.wipe() }
        let publicKey = try point(scalar)
        let nonce = reduce(try Digest.sha512(Array(expandedKey[32...]) + message))
        let commitment = try point(nonce)
        let challenge = reduce(try Digest.sha512(commitment + publicKey + message))
        var product = [UInt8](repeating: 0, count: 32)
        unsafe crypto_core_ed25519_scalar_mul(&product, challenge, reduce(scalar + [UInt8](repeating: 0, count: 32)))
        var sum = [UInt8](repeating: 0, count: 32)
        unsafe crypto_core_ed25519_scalar_add(&sum, nonce, product)
        return commitment + sum
    }

    /// The public key of an expanded key: 32 bytes.
    static func publicKey(expandedKey: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        try point(try scalar(of: expandedKey))
    }

    private static func scalar(of expandedKey: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        guard sodium_init() >= 0, expandedKey.count == 64 else { throw .cryptographyFailed("Ed25519") }
        var scalar = Array(expandedKey[..<32])
        scalar[0] &= 248
        scalar[31] = scalar[31] & 127 | 64
        return scalar
    }

    private static func point(_ scalar: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        var point = [UInt8](repeating: 0, count: 32)
        guard unsafe crypto_scalarmult_ed25519_base_noclamp(&point, scalar) == 0 else {
            throw .cryptographyFailed("Ed25519")
        }
        return point
    }

    /// 64 bytes modulo the group's order.
    private static func reduce(_ wide: [UInt8]) -> [UInt8] {
        var scalar = [UInt8](repeating: 0, count: 32)
        unsafe crypto_core_ed25519_scalar_reduce(&scalar, wide)
        return scalar
    }
}
