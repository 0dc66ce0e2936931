// SPDX-License-Identifier: Apache-2.0

/// The plugins `auth_socket` and `unix_socket`: the server asks the operating system who is at the other end.
///
/// Source: MySQL 9.7 manual, "Socket Peer-Credential Pluggable Authentication"; MariaDB manual, "Authentication Plugin - Unix
/// Socket".
struct SocketPeer: AuthenticationExchange {
    /// Nothing: there is nothing to prove.
    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] { [] }
}
