// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct PluginAdviceTests {
    @Test(
        arguments: [
            "mysql_old_password", "auth_gssapi_client", "authentication_kerberos_client",
            "authentication_ldap_sasl_client", "authentication_webauthn_client", "authentication_fido_client",
            "authentication_oci_client", "authentication_openid_connect_client", "authentication_windows_client",
            "other",
        ]
    )
    func `the plugin is named, with what helps`(_ name: String) {
        let text = HandshakeFailure.unsupportedPlugin(name).description
        #expect(text.contains(name))
        #expect(text.contains("use ") || text.contains("give "))
    }
}
