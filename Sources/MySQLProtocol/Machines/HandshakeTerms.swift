// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// What follows from a server's greeting and a client's wishes.
struct HandshakeTerms: Sendable {
    /// What the server said.
    let greeting: Greeting
    /// What both sides will speak.
    let capabilities: CapabilityFlags
    /// How packets are compressed after the login.
    let compression: HandshakeSettings.Compression
    /// What the response begins with.
    let head: SSLRequest

    /// Whether TLS comes before the response.
    var usesTLS: Bool { capabilities.contains(.ssl) }

    /// Reads what a server says first: a greeting, or why there is none.
    static func greeting(_ payload: Span<UInt8>) throws(HandshakeFailure) -> Greeting {
        guard payload.count > 0 else { throw .violated(ProtocolViolation(.emptyPacket, in: "greeting")) }
        let first = payload[0]
        do throws(ProtocolViolation) {
            if first != 0xff {
                guard first == Greeting.protocolVersion else {
                    throw ProtocolViolation(.unsupportedVersion(first), in: "greeting")
                }
                return try decoding(payload, in: "greeting") { reader throws(WireError) in try Greeting(from: &reader) }
            }
        } catch {
            throw .violated(error)
        }
        throw try HandshakeTerms.refusal(payload, in: "greeting")
    }

    /// What an error packet says.
    static func refusal(_ payload: Span<UInt8>, in packet: String) throws(HandshakeFailure) -> HandshakeFailure {
        do throws(ProtocolViolation) {
            return .server(
                try decoding(payload, in: packet) { reader throws(WireError) in try ErrorPacket(from: &reader) }
            )
        } catch {
            throw .violated(error)
        }
    }

    /// Decides what to speak: what is wanted and offered, and nothing that was not offered.
    init(_ greeting: Greeting, settings: HandshakeSettings) throws(HandshakeFailure) {
        let offered = greeting.capabilities
        guard offered.contains(.protocol41) else { throw HandshakeTerms.missing("CLIENT_PROTOCOL_41") }
        guard offered.contains(.secureConnection) else { throw HandshakeTerms.missing("CLIENT_SECURE_CONNECTION") }
        guard greeting.nonce.count >= 20 else {
            throw .malformedChallenge(plugin: greeting.plugin ?? NativePassword.name, byteCount: greeting.nonce.count)
        }
        var wanted = settings.capabilities.union([.protocol41, .secureConnection, .pluginAuth])
        wanted.subtract([
            .ssl, .compress, .zstdCompressionAlgorithm, .connectWithDB, .sslVerifyServerCertificate, .rememberOptions,
            .localFiles,
        ])
        if settings.database != nil { wanted.insert(.connectWithDB) }
        if settings.attributes.isEmpty { wanted.remove(.connectAttributes) }

        switch settings.tls {
        case .disabled: break
        case .preferred: if settings.transport == .tcp { wanted.insert(.ssl) }
        case .required:
            guard offered.contains(.ssl) else { throw .tlsNotOffered }
            wanted.insert(.ssl)
        }

        let compression = settings.compression.first { choice in
            switch choice {
            case .uncompressed: true
            case .zlib: offered.contains(.compress)
            case .zstd: offered.contains(.zstdCompressionAlgorithm)
            }
        }
        guard let compression else { throw .compressionNotOffered }
        switch compression {
        case .uncompressed: break
        case .zlib: wanted.insert(.compress)
        case .zstd: wanted.insert(.zstdCompressionAlgorithm)
        }

        // MariaDB reads its own capabilities only where bit 0 is clear, and does not offer that bit itself; what stands behind a
        // proxy that does is told by its name.
        if greeting.version.flavour == .mariaDB { wanted.remove(.longPassword) }
        self.greeting = greeting
        self.compression = compression
        capabilities = wanted.intersection(offered)
        head = SSLRequest(
            capabilities: capabilities,
            maximumPacketSize: settings.maximumPacketSize,
            collation: UInt8(truncatingIfNeeded: settings.collation.rawValue)
        )
    }

    private static func missing(_ capability: String) -> HandshakeFailure {
        .violated(ProtocolViolation(.missingCapability(capability), in: "greeting"))
    }

    /// The response with a first proof.
    func response(
        _ proof: [UInt8],
        plugin: String,
        settings: HandshakeSettings
    ) throws(HandshakeFailure) -> [UInt8] {
        let user = settings.credentials.user
        if user.utf8.contains(0) { throw .zeroByte(in: "user") }
        if let database = settings.database, database.utf8.contains(0) { throw .zeroByte(in: "database") }
        let byteCount = HandshakeResponse.block(settings.attributes).count
        guard byteCount <= HandshakeResponse.maximumAttributesLength else {
            throw .attributesTooLarge(byteCount: byteCount, limit: HandshakeResponse.maximumAttributesLength)
        }
        guard proof.count <= 255 || capabilities.contains(.pluginAuthLenencClientData) else {
            throw .passwordTooLong(plugin: plugin, limit: 254)
        }
        var response = HandshakeResponse(
            head: head,
            user: user,
            authenticationResponse: proof,
            database: settings.database,
            plugin: plugin,
            attributes: settings.attributes
        )
        if case .zstd(let level) = compression { response.zstdLevel = min(max(level, 1), 22) }
        var writer = WireWriter()
        response.encode(into: &writer)
        return writer.bytes
    }

    /// What the login settled.
    func outcome(_ ok: OKPacket, login: HandshakeLogin) throws(HandshakeFailure) -> HandshakeOutcome {
        var ok = ok
        var proof: CertificateProof?
        if greeting.version.flavour == .mariaDB, let message = ok.message {
            proof = CertificateProof(message: message, storedHash: try login.storedHash(), nonce: login.nonce)
            if proof != nil { ok.message = nil }
        }
        return HandshakeOutcome(
            ok: ok,
            capabilities: capabilities,
            compression: compression,
            version: greeting.version,
            connectionID: greeting.connectionID,
            offered: greeting.capabilities,
            isEncrypted: usesTLS,
            plugin: login.plugin,
            certificateProof: proof
        )
    }
}
