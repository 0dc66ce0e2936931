// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// AES and SHA-512 of OpenSSL's libcrypto, for runs of bytes.
enum Cipher {
    /// How blocks are chained.
    enum Mode {
        case cbc
        case ctr
        case ecb
    }

    /// Encrypts or decrypts `input` without padding; nil where key, vector or length do not fit.
    static func run(
        _ mode: Mode,
        encrypts: Bool,
        key: [UInt8],
        vector: [UInt8],
        _ input: Span<UInt8>
    ) -> [UInt8]? {
        guard let algorithm = unsafe algorithm(mode, keyLength: key.count), vector.count == 16 || mode == .ecb,
            input.count <= Int(Int32.max), let context = unsafe EVP_CIPHER_CTX_new()
        else { return nil }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        guard unsafe EVP_CipherInit_ex(context, algorithm, nil, key, vector, encrypts ? 1 : 0) == 1 else { return nil }
        unsafe EVP_CIPHER_CTX_set_padding(context, 0)
        var isGood = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: input.count + 16) { target, count in
            var produced: Int32 = 0
            unsafe input.withUnsafeBufferPointer { source in
                isGood =
                    unsafe EVP_CipherUpdate(
                        context,
                        target.baseAddress,
                        &produced,
                        source.baseAddress,
                        Int32(source.count)
                    ) == 1
            }
            count = isGood ? Int(produced) : 0
        }
        return isGood && output.count == input.count ? output : nil
    }

    private static func algorithm(_ mode: Mode, keyLength: Int) -> OpaquePointer? {
        switch (mode, keyLength) {
        case (.cbc, 16): unsafe EVP_aes_128_cbc()
        case (.cbc, 24): unsafe EVP_aes_192_cbc()
        case (.cbc, 32): unsafe EVP_aes_256_cbc()
        case (.ecb, 16): unsafe EVP_aes_128_ecb()
        case (.ecb, 24): unsafe EVP_aes_192_ecb()
        case (.ecb, 32): unsafe EVP_aes_256_ecb()
        case (.ctr, 16): unsafe EVP_aes_128_ctr()
        case (.ctr, 24): unsafe EVP_aes_192_ctr()
        case (.ctr, 32): unsafe EVP_aes_256_ctr()
        default: nil
        }
    }

    /// The SHA-512 of `input`: 64 bytes; nil where the library fails.
    static func sha512(_ input: [UInt8]) -> [UInt8]? {
        var isGood = false
        let digest = unsafe [UInt8](unsafeUninitializedCapacity: 64) { target, count in
            isGood = unsafe EVP_Digest(input, input.count, target.baseAddress, nil, EVP_sha512(), nil) == 1
            count = isGood ? 64 : 0
        }
        return isGood ? digest : nil
    }
}
