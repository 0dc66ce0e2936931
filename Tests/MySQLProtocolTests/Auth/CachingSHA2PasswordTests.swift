// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct CachingSHA2PasswordTests {
    private let name = "caching_sha2_password"

    /// A login at the point where the server has the first proof.
    private func login(_ settings: HandshakeSettings) -> Login {
        var login = Login(settings)
        _ = login.greet()
        return login
    }

    @Test func `the proof is the one that servers took`() throws {
        var login = Login(Login.settings())
        let response = try login.greet().response()
        #expect(response.plugin == name)
        #expect(
            response.authenticationResponse.hex == "746ebe205d56a0707acb3e796e834e0dd7b1d61743b26bd5202c7a623230c7c9"
        )
        #expect(login.tell([1, 3]) == .wait)
        #expect(login.tell(Login.ok).outcome?.plugin == name)
    }

    @Test func `HC-087 an empty password is an empty answer`() throws {
        var login = Login(Login.settings(passwords: []))
        #expect(try login.greet().response().authenticationResponse == [])
    }

    @Test(arguments: [Login.Channel.tls, .unixSocket])
    func `asked in full, the password goes where nobody else reads it`(_ channel: Login.Channel) {
        var login = login(Login.settings(channel))
        #expect(login.tell([1, 4]) == .send(Array("secret".utf8) + [0]))
        #expect(login.tell(Login.ok).outcome != nil)
    }

    @Test func `HC-085 without TLS the key is asked for where that is allowed, and not otherwise`() {
        var refusing = login(Login.settings())
        #expect(refusing.tell([1, 4]) == .fail(.publicKeyNotAllowed(plugin: name)))

        var settings = Login.settings()
        settings.credentials.serverPublicKey = .request
        var asking = login(settings)
        #expect(asking.tell([1, 4]) == .send([2]))
        #expect(asking.tell([1] + PublicKeys.rsa1024).packet?.count == 128)
        #expect(asking.tell(Login.ok).outcome != nil)
    }

    @Test func `HC-085 a pinned key is used without asking`() {
        var settings = Login.settings()
        settings.credentials.serverPublicKey = .pinned(pem: PublicKeys.rsa1024)
        var login = login(settings)
        #expect(login.tell([1, 4]).packet?.count == 128)
    }

    @Test func `what is no result is an error, and so is a second one`() {
        var strange = login(Login.settings(.tls))
        #expect(strange.tell([1, 5]) == .fail(.malformedChallenge(plugin: name, byteCount: 1)))
        var twice = login(Login.settings(.tls))
        _ = twice.tell([1, 3])
        let violation = ProtocolViolation(.unexpectedPacket(firstByte: 4), in: "AuthMoreData")
        #expect(twice.tell([1, 4]) == .fail(.violated(violation)))
    }
}
