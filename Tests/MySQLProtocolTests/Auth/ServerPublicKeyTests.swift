// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct ServerPublicKeyTests {
    @Test func `keys are told apart by their text`() {
        #expect(ServerPublicKey.pinned(pem: [1]) != .pinned(pem: [2]))
        #expect(ServerPublicKey.request != .refuse)
    }

    @Test func `what is pinned and no RSA key is not usable`() {
        #expect(ServerPublicKey.pinned(pem: PublicKeys.rsa1024).isUsable)
        #expect(ServerPublicKey.request.isUsable)
        #expect(ServerPublicKey.refuse.isUsable)
        for text in [[], Array("no key".utf8), PublicKeys.ellipticCurve, Array(PublicKeys.rsa1024.dropLast(60))] {
            #expect(!ServerPublicKey.pinned(pem: text).isUsable)
        }
    }
}
