// SPDX-License-Identifier: Apache-2.0

/// The plugins that are spoken here, by the names that servers call them.
enum AuthenticationPlugin: String, CaseIterable, Sendable {
    case nativePassword = "mysql_native_password"
    case cachingSHA2Password = "caching_sha2_password"
    case sha256Password = "sha256_password"
    case clearPassword = "mysql_clear_password"
    case dialog
    case clientEd25519 = "client_ed25519"
    case parsec
    case authSocket = "auth_socket"
    case unixSocket = "unix_socket"

    /// Whether the plugin has a use for a password.
    var takesPassword: Bool { self != .authSocket && self != .unixSocket }

    /// Whether the server can prove by the account's password that its certificate is its own, and learns nothing from the
    /// client's proof that it could log in with elsewhere.
    var provesCertificates: Bool { self == .nativePassword || self == .clientEd25519 || self == .parsec }

    /// Begins a talk.
    func exchange(_ context: AuthenticationContext) -> any AuthenticationExchange {
        switch self {
        case .nativePassword: NativePassword(context)
        case .cachingSHA2Password: CachingSHA2Password(context)
        case .sha256Password: SHA256Password(context)
        case .clearPassword: ClearPassword(context)
        case .dialog: DialogPassword(context)
        case .clientEd25519: ClientEd25519(context)
        case .parsec: Parsec(context)
        case .authSocket, .unixSocket: SocketPeer()
        }
    }
}
