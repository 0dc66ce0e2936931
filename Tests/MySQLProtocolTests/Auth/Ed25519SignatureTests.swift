// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct Ed25519SignatureTests {
    @Test func `a password of 32 bytes signs as the seed of the same bytes`() {
        // By Python's cryptography, the seed being 32 times "p" and the message the nonce.
        let action = Login.answer(
            to: "client_ed25519",
            Login.longNonce,
            settings: Login.settings(passwords: [String(repeating: "p", count: 32)])
        )
        #expect(action.packet?.hex == Ed25519SignatureTests.expected)
    }

    private static let expected = """
        84f458827184601f0219d6e0462c6b39ec4e534504a5fd88ec3ed1455655da2ece16b27b301dc6755937ccee04f265786ec4\
        581c6e874352ab14d10d6eeba000
        """
}
