// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore
import NIOSSL

/// Conducts what a connection begins with, from the server's greeting to the first OK: the machine decides, this acts.
actor HandshakeDriver {
    private nonisolated let channel: any Channel
    private let configuration: MySQLConnection.Configuration
    private let upgrade: TLSUpgrade
    private let tls: NIOSSLContext?
    private var stage = Stage.greeting

    /// What a handshake is doing, for errors.
    private enum Stage: String {
        case greeting = "waiting for the server's greeting"
        case tls = "in the TLS handshake"
        case login = "authenticating"
    }

    /// The event loop.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe channel.eventLoop.executor.asUnownedSerialExecutor()
    }

    init(_ channel: any Channel, configuration: MySQLConnection.Configuration, upgrade: TLSUpgrade, tls: NIOSSLContext?)
    {
        self.channel = channel
        self.configuration = configuration
        self.upgrade = upgrade
        self.tls = tls
    }

    /// Authenticates within `timeout`, or closes the socket.
    func authenticate(timeout: Duration) async throws(MySQLError) -> AuthenticatedSession {
        let pump: PacketPump
        do {
            pump = try channel.pipeline.syncOperations.handler(type: PacketPump.self)
        } catch {
            throw MySQLError(.connectionLost, outcome: .notSent, detail: "before the greeting", underlying: error)
        }
        let source = PacketSource(NIOLoopBound(pump, eventLoop: channel.eventLoop), channel: channel)
        let deadline = source.deadline(in: timeout)
        defer { deadline?.cancel() }
        do throws(MySQLError) {
            return try session(try await converse(source), source)
        } catch {
            pump.abort(.closed)
            throw explained(error, certificate: pump.certificate)
        }
    }

    /// Does what the machine says until it has a result.
    private func converse(_ source: PacketSource) async throws(MySQLError) -> HandshakeOutcome {
        let login = Login(HandshakeMachine(settings, clientNonce: Login.nonce()))
        while true {
            let packet = try await source.next()
            var action = login.received(packet.bytes, bytesBehind: source.unreadByteCount)
            if case .upgradeToTLS(let request) = action {
                write(request, source.pump)
                try await beginTLS(source)
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
        if configuration.allowsMultipleStatements { settings.capabilities.insert(.multiStatements) }
        return settings
    }

    /// Hands the socket over to those who send commands.
    private func session(_ outcome: HandshakeOutcome, _ source: PacketSource) throws(MySQLError) -> AuthenticatedSession
    {
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
    private func beginTLS(_ source: PacketSource) async throws(MySQLError) {
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
    }

    /// Says in which stage it was, and what TLS says of itself.
    private func explained(_ error: MySQLError, certificate: NIOSSLCertificate?) -> MySQLError {
        var error = error
        error.outcome = .notSent
        switch error.code {
        case .connectionLost where stage == .tls:
            if let cause = error.underlying {
                return upgrade.error(for: cause, certificate: certificate, now: WallClock.seconds)
            }
            error.code = .tlsFailed
            error.detail = "\(configuration.endpoint): the server closed the connection \(stage.rawValue)"
        case .connectionLost:
            error.detail = "\(configuration.endpoint): \(error.detail ?? "") while \(stage.rawValue)"
        case .deadlineExceeded:
            error.code = .connectTimeout
            error.detail = "\(configuration.endpoint): \(configuration.connectTimeout) passed while \(stage.rawValue)"
        default: break
        }
        return error
    }
}
