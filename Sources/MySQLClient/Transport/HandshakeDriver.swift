// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore
import NIOSSL

/// Conducts what a connection begins with, from the socket to the first OK: the machine decides, this acts.
///
/// All of it happens on the event loop: servers do not wait long for a login, and other threads may be busy.
actor HandshakeDriver {
    private nonisolated let loop: any EventLoop
    private let configuration: MySQLConnection.Configuration
    private let upgrade: TLSUpgrade
    private var tls: NIOSSLContext?
    private var stage = Stage.greeting
    /// Whether the server must prove by the password that its certificate is its own.
    private var needsProof = false
    /// Whether that is worth a second connection.
    private var mayBeProven = false

    /// Who the server says it is.
    private var version: ServerVersion?

    /// What a handshake is doing, for errors.
    private enum Stage: String {
        case greeting = "waiting for the server's greeting"
        case tls = "in the TLS handshake"
        case login = "authenticating"
    }

    /// The event loop.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe loop.executor.asUnownedSerialExecutor()
    }

    init(_ loop: any EventLoop, configuration: MySQLConnection.Configuration, upgrade: TLSUpgrade, tls: NIOSSLContext?)
    {
        self.loop = loop
        self.configuration = configuration
        self.upgrade = upgrade
        self.tls = tls
    }

    /// Connects and authenticates within the configuration's time, or leaves nothing open.
    func open() async throws(MySQLError) -> AuthenticatedSession {
        let start = ContinuousClock.now
        do throws(MySQLError) {
            return try await attempt(within: configuration.connectTimeout)
        } catch {
            guard mayBeProven else { throw error }
        }
        // Nobody known signed the certificate. MariaDB can show that it is its own, once it is asked as if it were trusted.
        needsProof = true
        mayBeProven = false
        stage = .greeting
        tls = try upgrade.context(verifies: false)
        return try await attempt(within: configuration.connectTimeout - (ContinuousClock.now - start))
    }

    private func attempt(within timeout: Duration) async throws(MySQLError) -> AuthenticatedSession {
        let start = ContinuousClock.now
        let connector = SocketConnector(
            endpoint: configuration.endpoint,
            limits: configuration.limits,
            timeout: timeout,
            loop: loop
        )
        let (channel, pump) = try await connector.connect()
        let left = timeout - (ContinuousClock.now - start)
        return try await authenticate(channel, pump, timeout: left)
    }

    private func authenticate(
        _ channel: any Channel,
        _ pump: PacketPump,
        timeout: Duration
    ) async throws(MySQLError) -> AuthenticatedSession {
        let source = PacketSource(NIOLoopBound(pump, eventLoop: channel.eventLoop), channel: channel)
        let deadline = source.deadline(in: timeout)
        defer { deadline?.cancel() }
        do throws(MySQLError) {
            let outcome = try await converse(source, channel)
            if needsProof { try checkProof(outcome, source) }
            return try session(outcome, source, channel)
        } catch {
            pump.abort(.closed)
            throw explained(error, certificate: pump.certificate)
        }
    }

    /// Does what the machine says until it has a result.
    private func converse(_ source: PacketSource, _ channel: any Channel) async throws(MySQLError) -> HandshakeOutcome {
        let login = Login(HandshakeMachine(settings, clientNonce: Login.nonce()))
        while true {
            let packet = try await source.next()
            var action = login.received(packet.bytes, bytesBehind: source.unreadByteCount)
            if case .upgradeToTLS(let request) = action {
                write(request, source.pump)
                version = login.version
                try await beginTLS(source, channel)
                action = login.tlsEstablished()
            }
            switch action {
            case .wait: continue
            case .send(let packet):
                stage = .login
                write(packet, source.pump)
            case .done(let outcome): return outcome
            case .fail(let failure): throw MySQLError(failure, source: source)
            case .upgradeToTLS:
                throw source.error(ProtocolViolation(.unexpectedPacket(firstByte: 0), in: "the TLS handshake"))
            }
        }
    }

    /// Refuses a server that does not vouch for the certificate that it showed.
    private func checkProof(_ outcome: HandshakeOutcome, _ source: PacketSource) throws(MySQLError) {
        guard let certificate = source.pump.shownCertificate else {
            throw MySQLError(.tlsFailed, outcome: .notSent, detail: "the server's certificate is not known")
        }
        let isProven: Bool
        do {
            isProven = try outcome.certificateProof?.vouches(forCertificate: certificate.toDERBytes()) ?? false
        } catch {
            throw MySQLError(.tlsFailed, outcome: .notSent, detail: "\(error)", underlying: error)
        }
        guard isProven else {
            let detail =
                "no authority that is trusted here signed it, and the server does not prove by the password that it is its own: "
                + "\(certificate)"
            throw MySQLError(.certificateRefused, outcome: .notSent, detail: detail)
        }
    }

    private var settings: HandshakeSettings {
        let transport: HandshakeSettings.Transport
        switch configuration.endpoint {
        case .tcp: transport = .tcp
        case .unixSocket: transport = .unixSocket
        }
        var settings = HandshakeSettings(
            credentials: configuration.credentials,
            transport: transport,
            tls: upgrade.isRequired ? .required : upgrade.isWanted ? .preferred : .disabled
        )
        settings.database = configuration.database
        settings.attributes = configuration.attributes.map { .init(name: $0.0, value: $0.1) }
        settings.compression = configuration.compression.map { compression in
            switch compression {
            case .uncompressed: .uncompressed
            case .zlib: .zlib
            case .zstd(let level): .zstd(level: UInt8(clamping: min(max(level, 1), 22)))
            }
        }
        settings.needsCertificateProof = needsProof
        if configuration.allowsMultipleStatements { settings.capabilities.insert(.multiStatements) }
        return settings
    }

    /// Hands the socket over to those who send commands.
    private func session(
        _ outcome: HandshakeOutcome,
        _ source: PacketSource,
        _ channel: any Channel
    ) throws(MySQLError) -> AuthenticatedSession {
        guard source.unreadByteCount == 0 else {
            let violation = ProtocolViolation(.unexpectedPacket(firstByte: 0), in: "behind the OK of the login")
            throw source.error(violation)
        }
        let compression: ProtocolCompression
        let stage: CompressionStage?
        switch outcome.compression {
        case .uncompressed: (compression, stage) = (.uncompressed, nil)
        case .zlib: (compression, stage) = (.zlib, CompressionStage(.zlib(level: 6)))
        case .zstd(let level):
            (compression, stage) = (.zstd(level: Int(level)), CompressionStage(.zstd(level: Int(level))))
        }
        let pump = source.pump
        pump.authenticated(limits: configuration.limits, compression: stage)
        pump.becameIdle()
        let server = ServerInformation(
            version: outcome.version,
            connectionID: outcome.connectionID,
            capabilities: outcome.capabilities,
            isEncrypted: outcome.isEncrypted,
            tlsVersion: outcome.isEncrypted ? pump.tlsVersion : nil,
            compression: compression
        )
        return AuthenticatedSession(
            server: server,
            channel: channel,
            pump: NIOLoopBound(pump, eventLoop: channel.eventLoop),
            turns: NIOLoopBound(TurnQueue(), eventLoop: channel.eventLoop),
            layout: PacketLayout(outcome.capabilities),
            status: outcome.ok.status
        )
    }

    private func write(_ payload: [UInt8], _ pump: PacketPump) {
        pump.write(payload, sequence: pump.sequence, turn: .answer, isNewCommand: false)
        pump.flush()
    }

    /// Puts TLS below the packets.
    ///
    /// Nothing may have come in between: bytes sent in the clear are no part of what is secure.
    private func beginTLS(_ source: PacketSource, _ channel: any Channel) async throws(MySQLError) {
        guard let tls else { preconditionFailure("the machine begins TLS only where that is wanted") }
        guard source.unreadByteCount == 0 else {
            throw MySQLError(.plaintextBeforeTLS(byteCount: source.unreadByteCount), source: source)
        }
        stage = .tls
        let handler = try upgrade.handler(tls)
        do {
            try channel.pipeline.syncOperations.addHandler(handler, position: .before(source.pump))
        } catch {
            throw MySQLError(.tlsFailed, outcome: .notSent, detail: "\(error)", underlying: error)
        }
        try await source.tlsComplete()
        // Nothing of ours was sent inside TLS yet.
        // Whoever knows the account's password need not bear the host's name.
        if !needsProof { try upgrade.checkIdentity(of: handler.peerCertificate) }
    }

    /// Says in which stage it was, and what TLS says of itself.
    private func explained(_ error: MySQLError, certificate: NIOSSLCertificate?) -> MySQLError {
        var error = error
        error.outcome = .notSent
        switch error.code {
        case .connectionLost where stage == .tls:
            if let cause = error.underlying {
                if !needsProof, let version, let certificate {
                    mayBeProven =
                        upgrade.takesProof(of: version, configuration.credentials)
                        && upgrade.isOfUnknownAuthority(certificate, cause, now: WallClock.seconds)
                }
                return upgrade.error(for: cause, certificate: certificate, now: WallClock.seconds)
            }
            error.code = .tlsFailed
            error.detail = "\(configuration.endpoint) closed the connection \(stage.rawValue)"
        case .connectionLost:
            let reason = error.detail.map { " (\($0))" } ?? ""
            error.detail = "\(configuration.endpoint), \(stage.rawValue)\(reason)"
        case .deadlineExceeded:
            error.code = .connectTimeout
            error.detail =
                "\(configuration.endpoint), \(stage.rawValue): no answer within \(configuration.connectTimeout)"
        default: break
        }
        return error
    }
}
