// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

/// A login whose server is the test.
struct Login: ~Copyable {
    /// 01 02 … 14.
    static let nonce = [UInt8](1...20)
    /// 00 01 … 1f.
    static let longNonce = [UInt8](0...31)
    /// 80 81 … 9f.
    static let clientNonce = [UInt8](0x80...0x9f)
    /// What MySQL 9.7 offers.
    static let mysql = CapabilityFlags(rawValue: 0xdfff_ffff)
    /// What MariaDB 11.8 offers, and TLS.
    static let mariaDB = CapabilityFlags(rawValue: 0x3d_81ff_fffe)
    /// An OK packet without anything to say.
    static let ok = [UInt8](hex: "00 00 00 0200 0000")

    /// How the bytes are protected.
    enum Channel: CaseIterable {
        case plain
        case unixSocket
        case tls
    }

    private var machine: HandshakeMachine

    init(_ settings: HandshakeSettings) {
        machine = HandshakeMachine(settings, clientNonce: Login.clientNonce)
    }

    /// Settings for a channel; the password is `secret`.
    static func settings(_ channel: Channel = .plain, passwords: [String] = ["secret"]) -> HandshakeSettings {
        HandshakeSettings(
            credentials: Credentials(user: "ann", passwords: passwords.map { Secret($0) }),
            transport: channel == .unixSocket ? .unixSocket : .tcp,
            tls: channel == .tls ? .required : .disabled
        )
    }

    static func greeting(
        _ version: String = "9.7.4",
        capabilities: CapabilityFlags = Login.mysql,
        plugin: String = "caching_sha2_password"
    ) -> Greeting {
        Greeting(versionText: version, connectionID: 7, nonce: nonce, capabilities: capabilities, plugin: plugin)
    }

    static let mariaDBGreeting = Login.greeting(
        "11.8.9-MariaDB-log",
        capabilities: Login.mariaDB,
        plugin: "mysql_native_password"
    )

    /// Says the greeting, and begins TLS where that is asked for.
    mutating func greet(_ greeting: Greeting = Login.greeting(), bytesBehind: Int = 0) -> HandshakeMachine.Action {
        greet(encoded { greeting.encode(into: &$0) }, bytesBehind: bytesBehind)
    }

    mutating func greet(_ bytes: [UInt8], bytesBehind: Int = 0) -> HandshakeMachine.Action {
        let action = machine.greetingReceived(bytes.span, bytesBehind: bytesBehind)
        if case .upgradeToTLS = action { return machine.tlsEstablished() }
        return action
    }

    /// What is to be done about a greeting, with TLS left to the test.
    mutating func greetOnly(_ greeting: Greeting, bytesBehind: Int = 0) -> HandshakeMachine.Action {
        let bytes = encoded { greeting.encode(into: &$0) }
        return machine.greetingReceived(bytes.span, bytesBehind: bytesBehind)
    }

    mutating func tell(_ bytes: [UInt8]) -> HandshakeMachine.Action {
        machine.packetReceived(bytes.span)
    }

    /// Asks for another plugin.
    mutating func switchTo(_ plugin: String, _ challenge: [UInt8]) -> HandshakeMachine.Action {
        tell(encoded { AuthSwitchRequest(plugin: plugin, challenge: challenge).encode(into: &$0) })
    }

    /// What the client answers to a switch to `plugin`.
    static func answer(
        to plugin: String,
        _ challenge: [UInt8],
        settings: HandshakeSettings,
        greeting: Greeting = Login.greeting()
    ) -> HandshakeMachine.Action {
        var login = Login(settings)
        _ = login.greet(greeting)
        return login.switchTo(plugin, challenge)
    }
}

extension HandshakeMachine.Action {
    /// The packet to send; nil where there is none.
    var packet: [UInt8]? {
        guard case .send(let packet) = self else { return nil }
        return packet
    }

    /// The response to send, read again.
    func response() throws -> HandshakeResponse {
        let packet = try #require(packet)
        var reader = WireReader(packet.span)
        return try HandshakeResponse(from: &reader)
    }

    /// What was settled; nil before that.
    var outcome: HandshakeOutcome? {
        guard case .done(let outcome) = self else { return nil }
        return outcome
    }
}

/// Keys that belong to nobody.
enum PublicKeys {
    static let rsa1024 = Array(
        """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCxqoiZDtl0aLlMfUyHXAgbCtTk
        ZqbCh4R+G7caV2owXUe9yac+xKs/m7W8ccHmU77QkP3qXHGS5k6WHZ9ZZ0BStbNs
        ABBM3Rp3VeBPU68566u3iABi4CpMZoPmcNTpiVynjYirzKQxp+8Fklru2L83/Trj
        HWgTZfkgzPfbzBVGqwIDAQAB
        -----END PUBLIC KEY-----

        """.utf8
    )
    static let ellipticCurve = Array(
        """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEW5sU+Sq00NfN+Xqy8M14gAZVaxVL
        oZTiCRnE2CbGFru2dX0PmrmmUMfp7Ydb/aZMjo5tTq7yN5S6bPzc1t2ZFw==
        -----END PUBLIC KEY-----

        """.utf8
    )
}
