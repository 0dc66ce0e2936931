// SPDX-License-Identifier: Apache-2.0

/// The plugin `mysql_native_password`.
///
/// Source: MySQL 9.7 source documentation, "Native Authentication"; MariaDB 11.8, `sql/password.c`, `scramble`.
struct NativePassword: AuthenticationExchange {
    static let name = AuthenticationPlugin.nativePassword.rawValue

    private let password: Secret

    init(_ context: AuthenticationContext) {
        password = context.password
    }

    var storedHash: [UInt8]? {
        get throws(HandshakeFailure) {
            password.isEmpty ? nil : try Digest.sha1(try Digest.sha1(password.bytes))
        }
    }

    /// Nothing for an empty password, else 20 bytes.
    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        if password.isEmpty { return [] }
        let nonce = try AuthenticationContext.nonce(of: challenge, plugin: NativePassword.name)
        return try NativePassword.proof(password.bytes, nonce: nonce)
    }

    /// SHA1(p) XOR SHA1(nonce, SHA1(SHA1(p))).
    static func proof(_ password: [UInt8], nonce: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        let once = try Digest.sha1(password)
        let mask = try Digest.sha1(nonce + Digest.sha1(once))
        return zip(once, mask).map { $0 ^ $1 }
    }
}
