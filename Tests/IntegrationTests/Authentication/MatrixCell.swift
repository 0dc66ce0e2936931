// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLTestSupport

/// One combination of server, account, TLS and compression.
struct MatrixCell: Sendable, CustomStringConvertible {
    /// How TLS is asked for.
    enum Encryption: String, Sendable, CaseIterable {
        case disabled
        case preferred
        case required
        case verifyCA = "verify-ca"
        case verifyIdentity = "verify-identity"
        case clientCertificate = "client certificate"
        case tls12 = "TLS 1.2 only"
        case tls13 = "TLS 1.3 only"
    }

    /// How the connection is to be compressed.
    enum Compression: String, Sendable, CaseIterable {
        case uncompressed = "none"
        case zlib
        case zstd
        case zstdElseZlib = "zstd, zlib"

        /// What the client is told.
        var preferences: [ProtocolCompression] {
            switch self {
            case .uncompressed: [.uncompressed]
            case .zlib: [.zlib]
            case .zstd: [.zstd]
            case .zstdElseZlib: [.zstd, .zlib]
            }
        }
    }

    let server: LiveServer
    let plugin: String
    let offersTLS: Bool
    let encryption: Encryption
    let compression: Compression

    var description: String { "\(server.name) \(plugin) \(encryption.rawValue) \(compression.rawValue)" }

    /// What should become of the attempt.
    var expected: Attempt {
        if !offersTLS, encryption != .disabled, encryption != .preferred { return .failed(.tlsUnavailable) }
        if compression == .zstd, server.flavour == .mariaDB { return .failed(.compressionUnavailable) }
        return .connected
    }

    /// Whether the connection should be encrypted.
    var isEncrypted: Bool { offersTLS && encryption != .disabled }

    /// The name that the server should give to the connection's compression.
    var algorithm: ProtocolCompression {
        switch compression {
        case .uncompressed: .uncompressed
        case .zlib: .zlib
        case .zstd: .zstd
        case .zstdElseZlib: server.flavour == .mysql ? .zstd : .zlib
        }
    }

    /// The settings of the cell for one account.
    func configuration(_ account: Account) -> MySQLConnection.Configuration {
        var configuration = account.configuration
        configuration.credentials.serverPublicKey = .request
        configuration.compression = compression.preferences
        var tls = TLSPolicy(mode)
        if let authority = server.authority { tls.authorities = .file(authority) }
        switch encryption {
        case .clientCertificate:
            tls.certificateFile = server.clientCertificate
            tls.keyFile = server.clientKey
        case .tls12: tls.maximumVersion = .tls12
        case .tls13: tls.minimumVersion = .tls13
        case .disabled, .preferred, .required, .verifyCA, .verifyIdentity: break
        }
        configuration.tls = tls
        return configuration
    }

    private var mode: TLSPolicy.Mode {
        switch encryption {
        case .disabled: .disabled
        case .preferred: .preferred
        case .required: .required
        case .verifyCA: .verifyCA
        case .verifyIdentity, .clientCertificate, .tls12, .tls13: .verifyIdentity
        }
    }

    /// The version of TLS that the server should name.
    var version: String {
        guard isEncrypted else { return "" }
        return encryption == .tls12 ? "TLSv1.2" : "TLSv1.3"
    }
}
