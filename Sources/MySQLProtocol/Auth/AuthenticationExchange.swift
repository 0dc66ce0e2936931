// SPDX-License-Identifier: Apache-2.0

/// One plugin's side of the talk about one password.
///
/// A talk begins with ``begin(_:)``; what the server says afterwards goes to ``received(_:)``, without the byte that marks it.
protocol AuthenticationExchange: Sendable {
    /// What the server keeps of the password, where the plugin's form of it is known.
    var storedHash: [UInt8]? { get throws(HandshakeFailure) }

    /// The answer to what the server gave the plugin to begin with.
    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8]

    /// What follows what the server says next.
    mutating func received(_ content: [UInt8]) throws(HandshakeFailure) -> AuthenticationStep
}

extension AuthenticationExchange {
    /// Nothing is known of it.
    var storedHash: [UInt8]? { nil }

    /// Nothing follows: the plugin has said all that it says.
    mutating func received(_ content: [UInt8]) throws(HandshakeFailure) -> AuthenticationStep {
        throw .violated(ProtocolViolation(.unexpectedPacket(firstByte: content.first ?? 1), in: "AuthMoreData"))
    }
}

/// What follows something that the server said to a plugin.
enum AuthenticationStep: Sendable, Hashable {
    /// Send this packet, which may be empty.
    case send([UInt8])
    /// The server goes on.
    case wait
}
