// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// The digests of OpenSSL's libcrypto.
enum Digest {
    /// SHA-1: 20 bytes.
    static func sha1(_ input: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        try unsafe compute(EVP_sha1(), byteCount: 20, of: input, named: "SHA-1")
    }

    /// SHA-256: 32 bytes.
    static func sha256(_ input: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        try unsafe compute(EVP_sha256(), byteCount: 32, of: input, named: "SHA-256")
    }

    /// SHA-512: 64 bytes.
    static func sha512(_ input: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        try unsafe compute(EVP_sha512(), byteCount: 64, of: input, named: "SHA-512")
    }

    /// PBKDF2 with HMAC-SHA-512: `byteCount` bytes from a password that may be empty.
    static func pbkdf2SHA512(
        password: [UInt8],
        salt: [UInt8],
        iterations: Int32,
        byteCount: Int
    ) throws(HandshakeFailure) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: byteCount)
        let isGood = unsafe password.withUnsafeBytes { secret in
            unsafe PKCS5_PBKDF2_HMAC(
                secret.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(clamping: secret.count),
                salt,
                Int32(clamping: salt.count),
                iterations,
                EVP_sha512(),
                Int32(clamping: byteCount),
                &output
            )
        }
        guard isGood == 1 else { throw .cryptographyFailed("PBKDF2") }
        return output
    }

    private static func compute(
        _ algorithm: OpaquePointer?,
        byteCount: Int,
        of input: [UInt8],
        named name: String
    ) throws(HandshakeFailure) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: byteCount)
        guard unsafe EVP_Digest(input, input.count, &output, nil, algorithm, nil) == 1 else {
            throw .cryptographyFailed(name)
        }
        return output
    }
}
