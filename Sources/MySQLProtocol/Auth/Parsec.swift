// SPDX-License-Identifier: Apache-2.0

/// The plugin `parsec` of MariaDB 11.6 and later: both sides' nonces, signed by a key that PBKDF2 makes of the password.
///
/// Source: MariaDB manual, "Authentication Plugin - PARSEC"; mariadb-connector-c, `plugins/auth/parsec.c`.
struct Parsec: AuthenticationExchange {
    static let name = AuthenticationPlugin.parsec.rawValue

    /// The largest exponent of the number of iterations; the server decides it, and the client pays for it.
    static let maximumFactor: UInt8 = 3
    /// `P`, the factor, and 18 bytes of salt.
    static let saltPacketLength = 20

    private let context: AuthenticationContext
    private var nonce: [UInt8] = []
    private var seed: [UInt8]?
    /// What the server sent of what it keeps: `P`, the factor, the salt.
    private var stored: [UInt8] = []

    init(_ context: AuthenticationContext) {
        self.context = context
    }

    var storedHash: [UInt8]? {
        get throws(HandshakeFailure) {
            guard let seed else { return nil }
            // All that the server keeps, of which the key is the end.
            return try stored + Ed25519Signature.publicKey(expandedKey: try Digest.sha512(seed))
        }
    }

    /// An empty packet, which asks for the salt; the nonce is 32 bytes, the last of which may well be zero.
    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        guard challenge.count == 32 else {
            throw .malformedChallenge(plugin: Parsec.name, byteCount: challenge.count)
        }
        nonce = challenge
        return []
    }

    /// The client's nonce and a signature: 96 bytes.
    mutating func received(_ content: [UInt8]) throws(HandshakeFailure) -> AuthenticationStep {
        guard seed == nil else {
            throw .violated(ProtocolViolation(.unexpectedPacket(firstByte: content.first ?? 1), in: "AuthMoreData"))
        }
        guard content.count == Parsec.saltPacketLength, content[0] == UInt8(ascii: "P"),
            content[1] <= Parsec.maximumFactor
        else { throw .malformedChallenge(plugin: Parsec.name, byteCount: content.count) }
        let seed = try Parsec.seed(password: context.password.bytes, salt: Array(content[2...]), factor: content[1])
        self.seed = seed
        stored = content
        let signature = try Ed25519Signature.sign(nonce + context.clientNonce, seed: seed)
        return .send(context.clientNonce + signature)
    }

    /// 32 bytes of PBKDF2 with HMAC-SHA-512, 1024 iterations doubled `factor` times.
    static func seed(password: [UInt8], salt: [UInt8], factor: UInt8) throws(HandshakeFailure) -> [UInt8] {
        guard factor <= maximumFactor else { throw .malformedChallenge(plugin: name, byteCount: salt.count) }
        return try Digest.pbkdf2SHA512(password: password, salt: salt, iterations: 1024 << Int32(factor), byteCount: 32)
    }
}
