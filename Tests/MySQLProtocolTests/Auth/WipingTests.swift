// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct WipingTests {
    @Test func `the settings keep their password for the next login`() {
        let settings = Login.settings(.tls)
        for _ in 0..<2 {
            #expect(Login.answer(to: "sha256_password", Login.nonce, settings: settings).packet?.count == 7)
            #expect(Login.answer(to: "client_ed25519", Login.longNonce, settings: settings).packet?.count == 64)
        }
        #expect(settings.credentials.passwords == [Secret("secret")])
    }
}
