// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct SHA256PasswordTests {
    private let name = "sha256_password"

    @Test func `inside TLS the password goes as it is`() {
        let action = Login.answer(to: name, Login.nonce, settings: Login.settings(.tls))
        #expect(action == .send(Array("secret".utf8) + [0]))
    }

    @Test(arguments: [Login.Channel.plain, .unixSocket])
    func `a unix socket protects it no more than a network`(_ channel: Login.Channel) {
        var settings = Login.settings(channel)
        #expect(
            Login.answer(to: name, Login.nonce, settings: settings) == .fail(.publicKeyNotAllowed(plugin: name))
        )
        settings.credentials.serverPublicKey = .pinned(pem: PublicKeys.rsa1024)
        #expect(Login.answer(to: name, Login.nonce, settings: settings).packet?.count == 128)
    }

    @Test func `the key is asked for where that is allowed`() {
        var settings = Login.settings()
        settings.credentials.serverPublicKey = .request
        var login = Login(settings)
        _ = login.greet()
        #expect(login.switchTo(name, Login.nonce + [0]) == .send([1]))
        #expect(login.tell([1] + PublicKeys.rsa1024).packet?.count == 128)
        let violation = ProtocolViolation(.unexpectedPacket(firstByte: 45), in: "AuthMoreData")
        #expect(login.tell([1] + PublicKeys.rsa1024) == .fail(.violated(violation)))
    }

    @Test func `HC-087 an empty password is a single zero`() {
        #expect(Login.answer(to: name, Login.nonce, settings: Login.settings(passwords: [])) == .send([0]))
    }
}
