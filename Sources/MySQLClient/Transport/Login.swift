// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol

/// Asks the handshake machine what to do about each packet.
///
/// Lives on the event loop, as does the driver that owns it.
final class Login {
    private var machine: HandshakeMachine
    private var isGreeted = false

    init(_ machine: consuming HandshakeMachine) {
        self.machine = machine
    }

    /// A packet came, with so many bytes behind it that belong to later ones.
    func received(_ payload: Span<UInt8>, bytesBehind: Int) -> HandshakeMachine.Action {
        if isGreeted { return machine.packetReceived(payload) }
        isGreeted = true
        return machine.greetingReceived(payload, bytesBehind: bytesBehind)
    }

    /// Who the server says it is.
    var version: ServerVersion? { machine.version }

    /// TLS is there.
    func tlsEstablished() -> HandshakeMachine.Action { machine.tlsEstablished() }

    /// 32 random bytes, to be used once.
    static func nonce() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }
}
