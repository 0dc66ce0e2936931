// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct AuthenticationExchangeTests {
    @Test(arguments: ["mysql_native_password", "client_ed25519", "auth_socket"])
    func `a plugin that is done takes no more`(_ name: String) {
        var login = Login(Login.settings())
        _ = login.greet()
        _ = login.switchTo(name, name == "client_ed25519" ? Login.longNonce : Login.nonce)
        let violation = ProtocolViolation(.unexpectedPacket(firstByte: 7), in: "AuthMoreData")
        #expect(login.tell([1, 7]) == .fail(.violated(violation)))
    }
}
