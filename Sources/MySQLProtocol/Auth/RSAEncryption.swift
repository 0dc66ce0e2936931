// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// RSA encryption by OpenSSL's libcrypto, with OAEP over SHA-1 as the servers' plugins decrypt.
///
/// Source: MySQL 9.7, `sql-common/client_authentication.cc`; MySQL manual, "Caching SHA-2 Pluggable Authentication".
enum RSAEncryption {
    /// The longest PEM text that is read, in bytes; a key of 16,384 bits takes less than 3,000.
    static let maximumPEMLength = 16_384
    /// Bytes of a block that OAEP over SHA-1 takes for itself.
    static let overhead = 42

    /// Encrypts `message` for the RSA key in `pem`; `plugin` is named in errors.
    static func encrypt(
        _ message: [UInt8],
        for pem: [UInt8],
        plugin: String
    ) throws(HandshakeFailure) -> [UInt8] {
        try unsafe withKey(pem) { key in unsafe encrypt(message, key: key, plugin: plugin) }.get()
    }

    /// Whether a text holds an RSA key that is long enough to encrypt anything.
    static func isKey(_ pem: [UInt8]) -> Bool {
        let result = unsafe withKey(pem) { key in
            unsafe blockLength(key).map { .success($0) } ?? .failure(.invalidPublicKey)
        }
        if case .success = result { return true }
        return false
    }

    /// Lends the key in `pem`.
    private static func withKey<Value>(
        _ pem: [UInt8],
        _ body: (OpaquePointer) -> Result<Value, HandshakeFailure>
    ) -> Result<Value, HandshakeFailure> {
        guard !pem.isEmpty, pem.count <= maximumPEMLength else { return .failure(.invalidPublicKey) }
        // The buffer is only read, and outlives the reading of it: everything happens in one closure.
        return unsafe pem.withUnsafeBytes { text in
            guard let source = unsafe BIO_new_mem_buf(text.baseAddress, Int32(text.count)) else {
                return .failure(.cryptographyFailed("reading a public key"))
            }
            defer { unsafe BIO_free(source) }
            // Without an answer of our own OpenSSL would ask at the terminal for the password of an encrypted text.
            guard let key = unsafe PEM_read_bio_PUBKEY(source, nil, { _, _, _, _ in -1 }, nil) else {
                return .failure(.invalidPublicKey)
            }
            defer { unsafe EVP_PKEY_free(key) }
            return unsafe body(key)
        }
    }

    /// Bytes that the key encrypts to; nil where it is no RSA key, or too short.
    private static func blockLength(_ key: OpaquePointer) -> Int? {
        guard unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else { return nil }
        let length = Int(unsafe EVP_PKEY_get_size(key))
        return length > overhead ? length : nil
    }

    private static func encrypt(
        _ message: [UInt8],
        key: OpaquePointer,
        plugin: String
    ) -> Result<[UInt8], HandshakeFailure> {
        guard let blockLength = unsafe blockLength(key) else { return .failure(.invalidPublicKey) }
        guard message.count <= blockLength - overhead else {
            // The zero byte behind the password takes one more.
            return .failure(.passwordTooLong(plugin: plugin, limit: blockLength - overhead - 1))
        }
        guard let context = unsafe EVP_PKEY_CTX_new(key, nil) else {
            return .failure(.cryptographyFailed("RSA"))
        }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: blockLength)
        var count = blockLength
        guard unsafe EVP_PKEY_encrypt_init(context) > 0,
            unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0,
            unsafe EVP_PKEY_encrypt(context, &output, &count, message, message.count) > 0, count == blockLength
        else { return .failure(.cryptographyFailed("RSA")) }
        return .success(output)
    }
}
