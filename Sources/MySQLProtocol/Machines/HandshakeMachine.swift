// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The connection phase, from the server's greeting to the OK packet that ends the login.
package struct HandshakeMachine: ~Copyable {
    /// What to do next.
    package enum Action: Sendable, Hashable {
        /// Nothing: another packet is to come.
        case wait
        /// Send this packet, begin TLS on the same socket, then tell ``tlsEstablished()``.
        case upgradeToTLS(sslRequest: [UInt8])
        /// Send this packet, which may be empty.
        case send([UInt8])
        /// The login is over.
        case done(HandshakeOutcome)
        /// The login came to nothing; close the socket.
        case fail(HandshakeFailure)
    }

    /// Awaits the greeting; `clientNonce` is 32 random bytes, used once.
    package init(_ settings: HandshakeSettings, clientNonce: [UInt8]) {}

    /// The first packet came; `bytesBehind` are bytes that came with it and belong to later packets.
    package mutating func greetingReceived(_ payload: Span<UInt8>, bytesBehind: Int) -> Action { .wait }

    /// TLS is there, and the server's certificate is as it should be.
    package mutating func tlsEstablished() -> Action { .wait }

    /// A later packet came.
    package mutating func packetReceived(_ payload: Span<UInt8>) -> Action { .wait }
}
