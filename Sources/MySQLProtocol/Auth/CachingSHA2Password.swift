// SPDX-License-Identifier: Apache-2.0

/// The plugin `caching_sha2_password`: a proof while the server has the account in its cache, else the password itself.
///
/// Source: MySQL 9.7 source documentation, "Caching_sha2_password information"; `sql-common/client_authentication.cc`,
/// `caching_sha2_password_auth_client`.
struct CachingSHA2Password: AuthenticationExchange {
    static let name = AuthenticationPlugin.cachingSHA2Password.rawValue

    /// The server found the proof right.
    private static let fastAuthenticationSucceeded: UInt8 = 3
    /// The server needs the password.
    private static let performFullAuthentication: UInt8 = 4
    /// The client asks for the server's key.
    private static let requestPublicKey: UInt8 = 2

    private enum State {
        case awaitingResult
        case awaitingKey
        case over
    }

    private let context: AuthenticationContext
    private var nonce: [UInt8] = []
    private var state = State.awaitingResult

    init(_ context: AuthenticationContext) {
        self.context = context
    }

    /// Nothing for an empty password, else 32 bytes.
    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        nonce = try AuthenticationContext.nonce(of: challenge, plugin: CachingSHA2Password.name)
        if context.password.isEmpty { return [] }
        return try CachingSHA2Password.proof(context.password.bytes, nonce: nonce)
    }

    mutating func received(_ content: [UInt8]) throws(HandshakeFailure) -> AuthenticationStep {
        switch state {
        case .awaitingResult:
            switch content {
            case [CachingSHA2Password.fastAuthenticationSucceeded]:
                state = .over
                return .wait
            case [CachingSHA2Password.performFullAuthentication]: return try proveInFull()
            default: throw .malformedChallenge(plugin: CachingSHA2Password.name, byteCount: content.count)
            }
        case .awaitingKey:
            state = .over
            return .send(try context.sealedPassword(nonce: nonce, for: content, plugin: CachingSHA2Password.name))
        case .over:
            throw .violated(ProtocolViolation(.unexpectedPacket(firstByte: content.first ?? 1), in: "AuthMoreData"))
        }
    }

    private mutating func proveInFull() throws(HandshakeFailure) -> AuthenticationStep {
        state = .over
        if context.protection != .none { return .send(context.terminatedPassword) }
        switch context.serverPublicKey {
        case .refuse: throw .publicKeyNotAllowed(plugin: CachingSHA2Password.name)
        case .request:
            state = .awaitingKey
            return .send([CachingSHA2Password.requestPublicKey])
        case .pinned(let pem):
            return .send(try context.sealedPassword(nonce: nonce, for: pem, plugin: CachingSHA2Password.name))
        }
    }

    /// SHA256(p) XOR SHA256(SHA256(SHA256(p)), nonce).
    static func proof(_ password: [UInt8], nonce: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        let once = try Digest.sha256(password)
        let mask = try Digest.sha256(Digest.sha256(once) + nonce)
        return zip(once, mask).map { $0 ^ $1 }
    }
}
