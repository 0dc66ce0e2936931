// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct SocketPeerTests {
    @Test(arguments: ["auth_socket", "unix_socket"])
    func `there is nothing to prove`(_ name: String) {
        #expect(Login.answer(to: name, [], settings: Login.settings(.unixSocket)) == .send([]))
    }
}
