// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct AuthenticationContextTests {
    @Test func `21 bytes are a nonce only where the last is zero`() {
        let name = "caching_sha2_password"
        #expect(Login.answer(to: name, Login.nonce + [0], settings: Login.settings()).packet?.count == 32)
        #expect(
            Login.answer(to: name, Login.nonce + [1], settings: Login.settings())
                == .fail(.malformedChallenge(plugin: name, byteCount: 21))
        )
    }
}
