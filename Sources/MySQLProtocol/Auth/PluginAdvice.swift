// SPDX-License-Identifier: Apache-2.0

/// What to do about authentication plugins that are not spoken here.
enum PluginAdvice {
    /// Names the plugin and says what helps.
    static func text(for plugin: String) -> String {
        let advice =
            switch plugin {
            case "mysql_old_password":
                "it can be read off the network; give the account a new password with old_passwords=0"
            case "auth_gssapi_client", "authentication_kerberos_client", "kerberos":
                "Kerberos and GSSAPI logins are not supported; use an account with a password"
            case "authentication_ldap_sasl_client":
                "LDAP with SASL is not supported; use authentication_ldap_simple over TLS, or an account with a password"
            case "authentication_webauthn_client", "authentication_fido_client":
                "logins by security key are not supported; use an account with a password"
            case "authentication_oci_client", "authentication_openid_connect_client":
                "logins by tokens of this kind are not supported; use an account with a password"
            case "authentication_windows_client":
                "Windows logins are not supported; use an account with a password"
            default:
                "it is not supported; use an account with caching_sha2_password, mysql_native_password, client_ed25519 or parsec"
            }
        return "the server asks for the authentication plugin \(shown(plugin)): \(advice)"
    }

    /// At most 64 characters of what a server says, without those that steer terminals.
    static func shown(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(64).filter { $0.properties.generalCategory != .control }
            )
        )
    }
}
