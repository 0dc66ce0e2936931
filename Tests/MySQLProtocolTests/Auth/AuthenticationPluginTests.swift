// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct AuthenticationPluginTests {
    @Test(arguments: ["mysql_old_password", "auth_gssapi_client", "authentication_ldap_sasl_client", "", "x\u{1b}[2J"])
    func `what is not spoken here is refused by name`(_ name: String) {
        #expect(Login.answer(to: name, [], settings: Login.settings(.tls)) == .fail(.unsupportedPlugin(name)))
    }

    @Test func `a factor without password is asked of plugins that take one`() {
        var login = Login(Login.settings())
        _ = login.greet()
        let second = AuthNextFactor(plugin: "auth_socket", challenge: [])
        #expect(login.tell(encoded { second.encode(into: &$0) }) == .send([]))
        let third = AuthNextFactor(plugin: "caching_sha2_password", challenge: Login.nonce + [0])
        #expect(login.tell(encoded { third.encode(into: &$0) }) == .fail(.missingPassword(factor: 3)))
    }
}
