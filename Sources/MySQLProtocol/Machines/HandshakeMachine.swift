// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The connection phase, from the server's greeting to the OK packet that ends the login.
package struct HandshakeMachine: ~Copyable {
    /// What to do next.
    ///
    /// Packets may hold passwords: none of them is printed.
    package enum Action: Sendable, Hashable {
        /// Nothing: another packet is to come.
        case wait
        /// Send this packet, begin TLS on the same socket, then tell ``HandshakeMachine/tlsEstablished()``.
        case upgradeToTLS(sslRequest: [UInt8])
        /// Send this packet, which may be empty.
        case send([UInt8])
        /// The login is over.
        case done(HandshakeOutcome)
        /// The login came to nothing; close the socket.
        case fail(HandshakeFailure)
    }

    /// What is awaited.
    private enum State {
        case greeting
        case tls(HandshakeTerms)
        case verdict(HandshakeTerms, HandshakeLogin)
        case over
    }

    private let settings: HandshakeSettings
    private let clientNonce: [UInt8]
    private var state = State.greeting

    /// Awaits the greeting; `clientNonce` is 32 random bytes, used once.
    package init(_ settings: HandshakeSettings, clientNonce: [UInt8]) {
        guard clientNonce.count == 32 else { preconditionFailure("the client's nonce has 32 bytes") }
        self.settings = settings
        self.clientNonce = clientNonce
    }

    /// Who the server says it is; nil before its greeting, and when all is over.
    package var version: ServerVersion? {
        switch state {
        case .greeting, .over: nil
        case .tls(let terms), .verdict(let terms, _): terms.greeting.version
        }
    }

    /// The first packet came; `bytesBehind` are bytes that came with it and belong to later packets.
    package mutating func greetingReceived(_ payload: Span<UInt8>, bytesBehind: Int) -> Action {
        do throws(HandshakeFailure) {
            guard case .greeting = state else { throw unexpected(payload, in: "greeting") }
            let greeting = try HandshakeTerms.greeting(payload)
            let terms = try HandshakeTerms(greeting, settings: settings)
            guard terms.usesTLS else { return try respond(terms) }
            guard bytesBehind == 0 else { throw .plaintextBeforeTLS(byteCount: bytesBehind) }
            state = .tls(terms)
            var writer = WireWriter()
            terms.head.encode(into: &writer)
            return .upgradeToTLS(sslRequest: writer.bytes)
        } catch {
            return fail(error)
        }
    }

    /// TLS is there, and the server's certificate is as it should be.
    package mutating func tlsEstablished() -> Action {
        guard case .tls(let terms) = state else { preconditionFailure("TLS was not asked for") }
        do throws(HandshakeFailure) {
            return try respond(terms)
        } catch {
            return fail(error)
        }
    }

    /// A later packet came.
    package mutating func packetReceived(_ payload: Span<UInt8>) -> Action {
        do throws(HandshakeFailure) {
            guard case .verdict(let terms, var login) = state else { throw unexpected(payload, in: "login") }
            switch try login.received(payload) {
            case .send(let packet):
                state = .verdict(terms, login)
                return .send(packet)
            case .wait:
                state = .verdict(terms, login)
                return .wait
            case .accepted(let ok):
                state = .over
                return .done(try terms.outcome(ok, login: login))
            }
        } catch {
            return fail(error)
        }
    }

    private mutating func respond(_ terms: HandshakeTerms) throws(HandshakeFailure) -> Action {
        var login = HandshakeLogin(terms, settings: settings, clientNonce: clientNonce)
        let packet = try terms.response(try login.open(), plugin: login.plugin, settings: settings)
        state = .verdict(terms, login)
        return .send(packet)
    }

    private mutating func fail(_ failure: HandshakeFailure) -> Action {
        state = .over
        return .fail(failure)
    }

    private func unexpected(_ payload: Span<UInt8>, in packet: String) -> HandshakeFailure {
        let kind: ProtocolViolation.Kind =
            payload.count > 0 ? .unexpectedPacket(firstByte: payload[0]) : .emptyPacket
        return .violated(ProtocolViolation(kind, in: packet))
    }
}

extension HandshakeMachine.Action: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What to do, without what is sent.
    package var description: String {
        switch self {
        case .wait: "wait"
        case .upgradeToTLS: "begin TLS"
        case .send(let packet): "send \(packet.count) bytes"
        case .done(let outcome): "done: \(outcome.version), connection \(outcome.connectionID)"
        case .fail(let failure): "fail: \(failure)"
        }
    }

    /// The same: packets are shown to nobody.
    package var debugDescription: String { description }

    /// Without parts.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
