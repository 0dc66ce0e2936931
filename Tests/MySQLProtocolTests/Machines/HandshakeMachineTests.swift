// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct HandshakeMachineTests {
    @Test func `a login without TLS is greeting, response and verdict`() throws {
        var login = Login(Login.settings())
        let response = try login.greet().response()
        #expect(response.user == "ann")
        #expect(!response.head.capabilities.contains(.ssl))
        let outcome = try #require(login.tell(Login.ok).outcome)
        #expect(outcome.connectionID == 7)
        #expect(outcome.version == ServerVersion(.mysql, 9, 7, 4))
        #expect(outcome.capabilities == response.head.capabilities)
        #expect(!outcome.isEncrypted)
    }

    @Test func `HC-094 TLS that is required and not offered is refused before anything is sent`() {
        var settings = Login.settings(.tls)
        var login = Login(settings)
        let greeting = Login.greeting(capabilities: Login.mysql.subtracting(.ssl))
        #expect(login.greetOnly(greeting) == .fail(.tlsNotOffered))

        settings.tls = .preferred
        var preferring = Login(settings)
        #expect(preferring.greetOnly(greeting).packet != nil)
        #expect(preferring.tell(Login.ok).outcome?.isEncrypted == false)
    }

    @Test(arguments: [HandshakeSettings.TLSRequirement.preferred, .required])
    func `HC-094 bytes in clear behind the greeting are refused when TLS is about to begin`(
        _ tls: HandshakeSettings.TLSRequirement
    ) {
        var settings = Login.settings()
        settings.tls = tls
        var login = Login(settings)
        #expect(login.greetOnly(Login.greeting(), bytesBehind: 5) == .fail(.plaintextBeforeTLS(byteCount: 5)))
    }

    @Test func `TLS is asked for with the beginning of the response`() throws {
        var login = Login(Login.settings(.tls))
        guard case .upgradeToTLS(let request) = login.greetOnly(Login.greeting()) else {
            Issue.record("no TLS")
            return
        }
        #expect(request.count == 32)
        var whole = Login(Login.settings(.tls))
        let response = try #require(whole.greet().packet)
        #expect(Array(response.prefix(32)) == request)
        #expect(whole.tell(Login.ok).outcome?.isEncrypted == true)
    }

    @Test func `on a unix socket TLS is used only where it is required`() {
        var settings = Login.settings(.unixSocket)
        settings.tls = .preferred
        var login = Login(settings)
        #expect(login.greetOnly(Login.greeting()).packet != nil)
    }

    @Test func `HC-088 the nonce of a switch counts, not the greeting's`() {
        let other = [UInt8](repeating: 9, count: 20)
        let first = Login.answer(to: "caching_sha2_password", Login.nonce + [0], settings: Login.settings())
        let second = Login.answer(to: "caching_sha2_password", other + [0], settings: Login.settings())
        #expect(first.packet?.count == 32)
        #expect(first != second)
    }

    @Test func `an error in place of the greeting has no SQLSTATE`() {
        var login = Login(Login.settings())
        let action = login.greet([UInt8](hex: "ff 1004 546f6f206d616e79"))
        #expect(action == .fail(.server(ErrorPacket(code: 1040, message: "Too many"))))
    }

    @Test func `an error in place of the verdict is the server's`() {
        var login = Login(Login.settings())
        _ = login.greet()
        let action = login.tell([UInt8](hex: "ff 1504 23 3238303030 4e6f"))
        #expect(action == .fail(.server(ErrorPacket(code: 1045, sqlState: "28000", message: "No"))))
    }

    @Test func `a second greeting or a packet after the end is a violation, not a trap`() {
        var login = Login(Login.settings())
        _ = login.greet()
        let again = ProtocolViolation(.unexpectedPacket(firstByte: 10), in: "greeting")
        #expect(login.greet() == .fail(.violated(again)))
        let late = ProtocolViolation(.unexpectedPacket(firstByte: 0), in: "login")
        #expect(login.tell(Login.ok) == .fail(.violated(late)))
        #expect(login.tell([]) == .fail(.violated(ProtocolViolation(.emptyPacket, in: "login"))))
    }

    @Test func `passwords are proven one after the other`() {
        var login = Login(Login.settings(.tls, passwords: ["one", "two"]))
        _ = login.greet()
        let second = AuthNextFactor(plugin: "sha256_password", challenge: Login.nonce + [0])
        #expect(login.tell(encoded { second.encode(into: &$0) }) == .send(Array("two".utf8) + [0]))
        #expect(login.tell(Login.ok).outcome != nil)
    }

    @Test func `no action shows what is sent`() {
        let action = HandshakeMachine.Action.send(Array("secret".utf8))
        var dumped = ""
        dump(action, to: &dumped)
        #expect("\(action)" == "send 6 bytes")
        #expect(!dumped.contains("115"))
        #expect(!String(reflecting: action).contains("115"))
    }
}
