// SPDX-License-Identifier: Apache-2.0

/// What a plugin may know and do.
struct AuthenticationContext: Sendable {
    /// Who protects what is sent.
    enum Protection: Sendable, Hashable {
        /// Nobody.
        case none
        /// The operating system: a unix socket.
        case unixSocket
        /// TLS.
        case tls
    }

    /// The password of this factor; empty for none.
    var password: Secret
    /// The passwords of the factors behind this one, for plugins that ask several questions.
    var furtherPasswords: [Secret] = []
    /// Who protects what is sent.
    var protection: Protection
    /// Whether the server may have the password as it is.
    var allowsClearText: Bool
    /// What may encrypt the password where nobody protects it.
    var serverPublicKey: ServerPublicKey
    /// 32 random bytes, used once.
    var clientNonce: [UInt8]

    /// The password and a zero byte, as plugins send it.
    var terminatedPassword: [UInt8] { password.bytes + [0] }

    /// Throws unless the server may have the password as it is, here.
    func requireClearText(for plugin: String) throws(HandshakeFailure) {
        guard allowsClearText else { throw .clearTextNotAllowed(plugin: plugin) }
        guard protection != .none else { throw .unprotectedTransport(plugin: plugin) }
    }

    /// The 20 bytes of a nonce, which may have come with a zero byte behind them.
    static func nonce(of challenge: [UInt8], plugin: String) throws(HandshakeFailure) -> [UInt8] {
        guard challenge.count == 20 || challenge.count == 21 && challenge[20] == 0 else {
            throw .malformedChallenge(plugin: plugin, byteCount: challenge.count)
        }
        return Array(challenge.prefix(20))
    }

    /// The terminated password, hidden by the nonce and encrypted for `pem`.
    ///
    /// Source: MySQL 9.7, `sql-common/client_authentication.cc`, `caching_sha2_password_auth_client`.
    func sealedPassword(
        nonce: [UInt8],
        for pem: [UInt8],
        plugin: String
    ) throws(HandshakeFailure) -> [UInt8] {
        var message = terminatedPassword
        defer { message.wipe() }
        for index in message.indices { message[index] ^= nonce[index % nonce.count] }
        return try RSAEncryption.encrypt(message, for: pem, plugin: plugin)
    }
}
