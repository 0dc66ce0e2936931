// SPDX-License-Identifier: Apache-2.0

/// Who logs in, with what, and what may be done to prove it.
///
/// ```swift
/// var credentials = Credentials.password(user: "auditor", "secret")
/// credentials.allowsClearText = true    // for PAM, LDAP and IAM tokens, inside TLS only
/// ```
public struct Credentials: Sendable, Hashable {
    /// How many passwords an account can ask for.
    public static let maximumPasswordCount = 3

    /// The account's name, without host.
    public var user: String
    /// The passwords, first factor first; at most ``maximumPasswordCount`` are used.
    ///
    /// Empty for an account without password.
    public var passwords: [Secret]
    /// Whether a server may have the password as it is, which PAM, LDAP and IAM tokens need; even then only inside TLS or on a
    /// unix socket.
    public var allowsClearText = false
    /// What may encrypt a password outside TLS.
    public var serverPublicKey = ServerPublicKey.refuse
    /// The plugin that opens the exchange; nil for the one that the greeting names.
    public var defaultPlugin: String?

    /// Takes the account and its passwords.
    public init(user: String, passwords: [Secret] = []) {
        self.user = user
        self.passwords = passwords
    }

    /// An account with one password.
    public static func password(user: String, _ password: String) -> Credentials {
        Credentials(user: user, passwords: [Secret(password)])
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The account, and how many passwords there are.
    public var description: String { "\(user) with \(passwords.count) hidden passwords" }

    /// The same: passwords are shown to nobody.
    public var debugDescription: String { description }

    /// Without the passwords, for what prints values by their parts.
    public var customMirror: Mirror {
        Mirror(
            self,
            children: [
                "user": user, "passwords": passwords.count, "allowsClearText": allowsClearText,
                "defaultPlugin": defaultPlugin ?? "none",
            ]
        )
    }
}
