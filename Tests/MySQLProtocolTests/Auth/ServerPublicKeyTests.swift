// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct ServerPublicKeyTests {
    @Test func `keys are told apart by their text`() {
        #expect(ServerPublicKey.pinned(pem: [1]) != .pinned(pem: [2]))
        #expect(ServerPublicKey.request != .refuse)
    }
}
