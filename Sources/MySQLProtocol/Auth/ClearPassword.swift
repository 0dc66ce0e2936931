// SPDX-License-Identifier: Apache-2.0

/// The plugin `mysql_clear_password`, which PAM, LDAP and IAM tokens use: the password as it is, where that is allowed.
///
/// Source: MySQL 9.7 manual, "Client-Side Cleartext Pluggable Authentication".
struct ClearPassword: AuthenticationExchange {
    static let name = AuthenticationPlugin.clearPassword.rawValue

    private let context: AuthenticationContext

    init(_ context: AuthenticationContext) {
        self.context = context
    }

    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        try context.requireClearText(for: ClearPassword.name)
        return context.terminatedPassword
    }
}
