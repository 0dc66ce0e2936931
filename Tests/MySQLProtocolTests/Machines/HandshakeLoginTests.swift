// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct HandshakeLoginTests {
    @Test func `a server that comes to no end is left`() {
        var login = Login(Login.settings())
        _ = login.greet()
        for _ in 0..<32 { #expect(login.switchTo("mysql_native_password", Login.nonce).packet?.count == 20) }
        #expect(login.switchTo("mysql_native_password", Login.nonce) == .fail(.tooManyRounds(limit: 32)))
    }

    @Test(arguments: ["authentication_ldap_sasl_client", "sha256_password", "client_ed25519", "mysql_old_password"])
    func `a greeting's plugin that cannot be begun is no failure yet`(_ name: String) throws {
        var login = Login(Login.settings())
        let response = try login.greet(Login.greeting(plugin: name)).response()
        #expect(response.plugin == "caching_sha2_password")
        #expect(response.authenticationResponse.count == 32)
    }

    @Test func `the wish for a plugin comes before the greeting's`() throws {
        var settings = Login.settings()
        settings.credentials.defaultPlugin = "mysql_native_password"
        var login = Login(settings)
        let response = try login.greet().response()
        #expect(response.plugin == "mysql_native_password")
        #expect(response.authenticationResponse.count == 20)
    }

    @Test func `a server without plugins takes the native proof`() throws {
        var login = Login(Login.settings())
        var greeting = Login.greeting(capabilities: [.longPassword, .protocol41, .secureConnection])
        greeting.plugin = nil
        let response = try login.greet(greeting).response()
        #expect(response.plugin == nil)
        #expect(response.authenticationResponse.hex == "b32bb3a583e1340c0a1108d58b1be49781ad8c2f")
    }

    @Test func `a switch to the form of MySQL 4 is refused by name`() {
        var login = Login(Login.settings())
        _ = login.greet()
        #expect(login.tell([0xfe]) == .fail(.unsupportedPlugin("mysql_old_password")))
    }

    @Test func `an empty packet and a byte without meaning are violations`() {
        var login = Login(Login.settings())
        _ = login.greet()
        #expect(login.tell([]) == .fail(.violated(ProtocolViolation(.emptyPacket, in: "login"))))
        var other = Login(Login.settings())
        _ = other.greet()
        let violation = ProtocolViolation(.malformed(WireError(.invalidValue(0x50), at: 0)), in: "AuthMoreData")
        #expect(other.tell([0x50, 1]) == .fail(.violated(violation)))
    }

    @Test func `a packet cut anywhere ends the login without a trap`() {
        let packets = [
            encoded { AuthSwitchRequest(plugin: "client_ed25519", challenge: Login.longNonce).encode(into: &$0) },
            encoded { AuthNextFactor(plugin: "parsec", challenge: Login.longNonce).encode(into: &$0) }, Login.ok,
        ]
        for packet in packets {
            for count in packet.indices {
                var login = Login(Login.settings())
                _ = login.greet()
                guard case .fail = login.tell(Array(packet[..<count])) else {
                    Issue.record("\(packet.hex) cut at \(count)")
                    continue
                }
            }
        }
    }
}
