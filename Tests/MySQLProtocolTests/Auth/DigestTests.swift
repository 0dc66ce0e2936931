// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct DigestTests {
    @Test func `an empty password has a proof in plugins that sign`() {
        // By Python's cryptography: PBKDF2-HMAC-SHA-512 of nothing gives the seed 0dc9d62d…f2f13e.
        var login = Login(Login.settings(passwords: []))
        _ = login.greet(Login.mariaDBGreeting)
        _ = login.switchTo("parsec", Login.longNonce)
        #expect(login.tell([1, 0x50, 0] + [UInt8](0x40...0x51)).packet?.count == 96)
    }
}
