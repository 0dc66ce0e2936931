// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The part of the connection phase in which passwords are proven, from the response to the verdict.
struct HandshakeLogin: Sendable {
    /// Packets that a server may send before its verdict; the longest login known takes fewer than ten.
    static let maximumRounds = 32

    /// What follows a packet.
    enum Step: Sendable {
        case send([UInt8])
        case wait
        case accepted(OKPacket)
    }

    private let terms: HandshakeTerms
    private let credentials: Credentials
    private let needsCertificateProof: Bool
    private let protection: AuthenticationContext.Protection
    private let clientNonce: [UInt8]
    private var exchange: any AuthenticationExchange
    private var rounds = 0
    /// The password that is being proven, from 1.
    private var factor = 1

    /// The plugin that is being spoken.
    private(set) var plugin: String
    /// The random bytes of the server that the last proof is about.
    private(set) var nonce: [UInt8]

    init(_ terms: HandshakeTerms, settings: HandshakeSettings, clientNonce: [UInt8]) {
        self.terms = terms
        self.clientNonce = clientNonce
        credentials = settings.credentials
        needsCertificateProof = settings.needsCertificateProof
        protection = terms.usesTLS ? .tls : settings.transport == .unixSocket ? .unixSocket : .none
        nonce = Array(terms.greeting.nonce.prefix(20))
        plugin = NativePassword.name
        exchange = SocketPeer()
    }

    /// What the server keeps of the password.
    func storedHash() throws(HandshakeFailure) -> [UInt8]? {
        try exchange.storedHash
    }

    /// The first proof, which goes into the response.
    ///
    /// It is a guess at the account's plugin, and the server asks again where the guess is wrong. So a plugin that cannot be begun
    /// here, or may not be, is no failure yet: the proof is then one that reveals nothing.
    mutating func open() throws(HandshakeFailure) -> [UInt8] {
        let wanted = terms.capabilities.contains(.pluginAuth) ? credentials.defaultPlugin ?? terms.greeting.plugin : nil
        if let wanted, let proof = try opening(wanted) { return proof }
        let isMariaDB = terms.greeting.version.flavour == .mariaDB || !terms.capabilities.contains(.pluginAuth)
        return try begin(isMariaDB ? NativePassword.name : CachingSHA2Password.name, challenge: nonce)
    }

    private mutating func opening(_ name: String) throws(HandshakeFailure) -> [UInt8]? {
        guard AuthenticationPlugin(rawValue: name) != nil else { return nil }
        do throws(HandshakeFailure) {
            return try begin(name, challenge: name == DialogPassword.name ? [] : nonce)
        } catch {
            switch error {
            case .clearTextNotAllowed, .unprotectedTransport, .publicKeyNotAllowed, .malformedChallenge,
                .certificateNotProven:
                return nil
            default: throw error
            }
        }
    }

    private mutating func begin(_ name: String, challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        guard let known = AuthenticationPlugin(rawValue: name) else { throw .unsupportedPlugin(name) }
        guard !needsCertificateProof || known.provesCertificates else { throw .certificateNotProven(plugin: name) }
        let passwords = credentials.passwords.prefix(Credentials.maximumPasswordCount)
        if factor > 1, factor > passwords.count, known.takesPassword { throw .missingPassword(factor: factor) }
        exchange = known.exchange(
            AuthenticationContext(
                password: factor <= passwords.count ? passwords[factor - 1] : Secret(""),
                furtherPasswords: Array(passwords.dropFirst(factor)),
                protection: protection,
                allowsClearText: credentials.allowsClearText,
                serverPublicKey: credentials.serverPublicKey,
                clientNonce: clientNonce
            )
        )
        plugin = name
        return try exchange.begin(challenge)
    }

    /// Takes a packet of the server.
    mutating func received(_ payload: Span<UInt8>) throws(HandshakeFailure) -> Step {
        guard payload.count > 0 else { throw .violated(ProtocolViolation(.emptyPacket, in: "login")) }
        rounds += 1
        guard rounds <= HandshakeLogin.maximumRounds else { throw .tooManyRounds(limit: HandshakeLogin.maximumRounds) }
        let first = payload[0]
        if first == 0xff { throw try HandshakeTerms.refusal(payload, in: "login") }
        let isMariaDB = terms.greeting.version.flavour == .mariaDB
        switch first {
        case 0:
            let layout = PacketLayout(terms.capabilities)
            return .accepted(
                try read(payload, as: "OK") { reader throws(WireError) in try OKPacket(from: &reader, layout: layout) }
            )
        case AuthSwitchRequest.header:
            let request = try read(payload, as: "AuthSwitchRequest") { reader throws(WireError) in
                try AuthSwitchRequest(from: &reader)
            }
            return .send(try answer(request.plugin, challenge: request.challenge))
        case AuthNextFactor.header where terms.capabilities.contains(.multiFactorAuthentication):
            let request = try read(payload, as: "AuthNextFactor") { reader throws(WireError) in
                try AuthNextFactor(from: &reader)
            }
            factor += 1
            return .send(try answer(request.plugin, challenge: request.challenge))
        default:
            let packet = try read(payload, as: "AuthMoreData") { reader throws(WireError) in
                try AuthMoreData(from: &reader, markIsOptional: isMariaDB)
            }
            switch try exchange.received(packet.content) {
            case .send(let packet): return .send(packet)
            case .wait: return .wait
            }
        }
    }

    private mutating func answer(_ name: String, challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        // MariaDB's proof of its certificate is about the last nonce of its own plugin, which the greeting's is as well.
        if name == NativePassword.name { nonce = Array(challenge.prefix(20)) }
        return try begin(name, challenge: challenge)
    }

    private func read<Packet>(
        _ payload: Span<UInt8>,
        as packet: String,
        _ body: (inout WireReader) throws(WireError) -> Packet
    ) throws(HandshakeFailure) -> Packet {
        do throws(ProtocolViolation) {
            return try decoding(payload, in: packet, body)
        } catch {
            throw .violated(error)
        }
    }
}
