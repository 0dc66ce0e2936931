// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct RSAEncryptionTests {
    private let name = "sha256_password"

    private func answer(_ key: [UInt8], password: String = "secret") -> HandshakeMachine.Action {
        var settings = Login.settings(passwords: [password])
        settings.credentials.serverPublicKey = .pinned(pem: key)
        return Login.answer(to: name, Login.nonce, settings: settings)
    }

    @Test func `what is no RSA key is an error`() {
        #expect(answer([]) == .fail(.invalidPublicKey))
        #expect(
            answer(Array("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n".utf8))
                == .fail(.invalidPublicKey)
        )
        #expect(answer(PublicKeys.ellipticCurve) == .fail(.invalidPublicKey))
        #expect(answer([UInt8](repeating: 45, count: 20_000)) == .fail(.invalidPublicKey))
        #expect(answer(Array(PublicKeys.rsa1024.dropLast(60))) == .fail(.invalidPublicKey))
    }

    @Test func `a key that asks for a password is none, and nobody is asked`() {
        let text = """
            -----BEGIN PUBLIC KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF

            AAAAAAAAAAAAAAAAAAAAAA==
            -----END PUBLIC KEY-----

            """
        #expect(answer(Array(text.utf8)) == .fail(.invalidPublicKey))
    }

    @Test func `a password fits up to the length of the key less 43`() {
        #expect(answer(PublicKeys.rsa1024, password: String(repeating: "p", count: 85)).packet?.count == 128)
        #expect(
            answer(PublicKeys.rsa1024, password: String(repeating: "p", count: 86))
                == .fail(.passwordTooLong(plugin: name, limit: 85))
        )
    }

    @Test func `no two encryptions are the same`() {
        #expect(answer(PublicKeys.rsa1024) != answer(PublicKeys.rsa1024))
    }
}
