// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// AES-128 in electronic code book, padded, of OpenSSL's libcrypto: what `mysql_config_editor` hides logins with.
public enum LoginPathCipher {
    /// Decrypts or encrypts `input`; nil where the key does not fit, or what is decrypted is not padded as it must be.
    public static func run(_ input: [UInt8], key: [UInt8], encrypts: Bool) -> [UInt8]? {
        guard key.count == 16, input.count < Int(Int32.max) - 16, let context = unsafe EVP_CIPHER_CTX_new() else {
            return nil
        }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        guard unsafe EVP_CipherInit_ex(context, EVP_aes_128_ecb(), nil, key, nil, encrypts ? 1 : 0) == 1 else {
            return nil
        }
        var isGood = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: input.count + 16) { target, count in
            var produced: Int32 = 0
            var rest: Int32 = 0
            guard let base = target.baseAddress,
                unsafe EVP_CipherUpdate(context, base, &produced, input, Int32(input.count)) == 1,
                unsafe EVP_CipherFinal_ex(context, base + Int(produced), &rest) == 1
            else { return }
            isGood = true
            count = Int(produced) + Int(rest)
        }
        return isGood ? output : nil
    }
}
