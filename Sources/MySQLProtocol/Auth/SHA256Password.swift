// SPDX-License-Identifier: Apache-2.0

/// The plugin `sha256_password`: always the password itself, inside TLS or encrypted by the server's key.
///
/// A unix socket does not count as protection for it.
///
/// Source: MySQL 9.7, `sql-common/client_authentication.cc`, `sha256_password_auth_client`.
struct SHA256Password: AuthenticationExchange {
    static let name = AuthenticationPlugin.sha256Password.rawValue

    /// The client asks for the server's key.
    private static let requestPublicKey: UInt8 = 1

    private let context: AuthenticationContext
    private var nonce: [UInt8] = []
    private var awaitsKey = false

    init(_ context: AuthenticationContext) {
        self.context = context
    }

    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        if context.password.isEmpty || context.protection == .tls { return context.terminatedPassword }
        nonce = try AuthenticationContext.nonce(of: challenge, plugin: SHA256Password.name)
        switch context.serverPublicKey {
        case .refuse: throw .publicKeyNotAllowed(plugin: SHA256Password.name)
        case .request:
            awaitsKey = true
            return [SHA256Password.requestPublicKey]
        case .pinned(let pem):
            return try context.sealedPassword(nonce: nonce, for: pem, plugin: SHA256Password.name)
        }
    }

    mutating func received(_ content: [UInt8]) throws(HandshakeFailure) -> AuthenticationStep {
        guard awaitsKey else {
            throw .violated(ProtocolViolation(.unexpectedPacket(firstByte: content.first ?? 1), in: "AuthMoreData"))
        }
        awaitsKey = false
        return .send(try context.sealedPassword(nonce: nonce, for: content, plugin: SHA256Password.name))
    }
}
