// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore
import NIOSSL

/// Makes NIOSSL's settings from ours, and words for what goes wrong with them.
struct TLSUpgrade {
    let policy: TLSPolicy
    let endpoint: MySQLConnection.Configuration.Endpoint

    /// Whether TLS is spoken if the server offers it.
    ///
    /// A unix socket is trusted by who owns its file and has no name to verify: it is encrypted only where that is asked for
    /// by name, ``TLSPolicy/Mode/required`` or ``TLSPolicy/Mode/verifyCA``, or with a server name to verify.
    var isWanted: Bool {
        switch endpoint {
        case .tcp: policy.mode != .disabled
        case .unixSocket:
            switch policy.mode {
            case .disabled, .preferred: false
            case .required, .verifyCA: true
            case .verifyIdentity: policy.serverName != nil
            }
        }
    }

    /// Whether a server without TLS is refused.
    var isRequired: Bool { isWanted && policy.isRequired }

    /// The name for SNI and for the certificate; nil for an address, which the certificate must name itself.
    var serverName: String? {
        switch (policy.serverName, endpoint) {
        case (let name?, _): name
        case (nil, .tcp(let host, _)): TLSUpgrade.isAddress(host) ? nil : host
        case (nil, .unixSocket): nil
        }
    }

    /// Whether a certificate that nobody known signed may be vouched for by the server's proof that it knows the password.
    ///
    /// Who names an authority has said whom to trust.
    func takesProof(of version: ServerVersion, _ credentials: Credentials) -> Bool {
        guard policy.mode == .verifyCA || policy.mode == .verifyIdentity, policy.authorities == .system else {
            return false
        }
        return version.flavour == .mariaDB && version.isAtLeast(11, 4) && credentials.passwords.first?.isEmpty == false
    }

    /// The settings; reads the files that the policy names.
    ///
    /// With `verifies` false the certificate is left to what comes behind the handshake.
    func context(verifies: Bool = true) throws(MySQLError) -> NIOSSLContext {
        guard policy.minimumVersion <= policy.maximumVersion else {
            throw configurationError("the minimum version is above the maximum version")
        }
        guard (policy.certificateFile == nil) == (policy.keyFile == nil) else {
            throw configurationError("a client certificate and its key are given both or not at all")
        }
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.minimumTLSVersion = policy.minimumVersion == .tls12 ? .tlsv12 : .tlsv13
        settings.maximumTLSVersion = policy.maximumVersion == .tls12 ? .tlsv12 : .tlsv13
        settings.certificateVerification =
            switch policy.mode {
            case _ where !verifies: .none
            case .disabled, .preferred, .required: .none
            case .verifyCA: .noHostnameVerification
            case .verifyIdentity: .fullVerification
            }
        switch policy.authorities {
        case .system: settings.trustRoots = .default
        case .file(let path):
            settings.trustRoots = .certificates(try read(path) { try NIOSSLCertificate.fromPEMFile(path) })
        case .folder(let path): settings.trustRoots = .file(path.hasSuffix("/") ? path : path + "/")
        }
        if let path = policy.certificateFile, let keyPath = policy.keyFile {
            let chain = try read(path) { try NIOSSLCertificate.fromPEMFile(path) }
            settings.certificateChain = chain.map { .certificate($0) }
            settings.privateKey = .privateKey(try read(keyPath) { try NIOSSLPrivateKey(file: keyPath, format: .pem) })
        }
        do {
            return try NIOSSLContext(configuration: settings)
        } catch {
            throw configurationError("the settings are refused", error)
        }
    }

    /// The handler that encrypts.
    func handler(_ context: NIOSSLContext) throws(MySQLError) -> NIOSSLClientHandler {
        do {
            return try NIOSSLClientHandler(context: context, serverHostname: serverName)
        } catch {
            throw configurationError("\(serverName ?? "") is no name that a certificate can bear", error)
        }
    }

    /// The error for what ended a handshake.
    ///
    /// - Parameters:
    ///   - cause: what NIOSSL said.
    ///   - certificate: what the server showed, if it came to that.
    ///   - now: seconds since 1970.
    /// - Returns: the error in our terms.
    func error(for cause: any Error, certificate: NIOSSLCertificate?, now: Int) -> MySQLError {
        if let extra = cause as? NIOSSLExtraError, extra == .failedToValidateHostname {
            let name = serverName ?? "\(endpoint)"
            let detail = "it is not made out to \(name): \(certificate.map { "\($0)" } ?? "")"
            return MySQLError(.certificateRefused, outcome: .notSent, detail: detail, underlying: cause)
        }
        if let certificate, "\(cause)".contains("CERTIFICATE_VERIFY_FAILED") {
            let reason =
                if isOfUnknownAuthority(certificate, cause, now: now) {
                    "no authority that is trusted here signed it"
                } else if certificate.notValidAfter < now {
                    "it has expired"
                } else {
                    "it is not valid yet, or this machine's clock is wrong"
                }
            let detail = "\(reason): \(certificate)"
            return MySQLError(.certificateRefused, outcome: .notSent, detail: detail, underlying: cause)
        }
        return MySQLError(.tlsFailed, outcome: .notSent, detail: "\(cause)", underlying: cause)
    }

    /// Whether a certificate was refused for nothing but that nobody known signed it.
    func isOfUnknownAuthority(_ certificate: NIOSSLCertificate, _ cause: any Error, now: Int) -> Bool {
        "\(cause)".contains("CERTIFICATE_VERIFY_FAILED") && certificate.notValidAfter >= now
            && certificate.notValidBefore <= now
    }

    private func read<Value>(_ path: String, _ body: () throws -> Value) throws(MySQLError) -> Value {
        do {
            return try body()
        } catch {
            throw configurationError("\(path) cannot be read as PEM", error)
        }
    }

    private func configurationError(_ detail: String, _ error: (any Error)? = nil) -> MySQLError {
        MySQLError(.tlsConfiguration, outcome: .notSent, detail: detail, underlying: error)
    }

    /// Whether a host is an address and no name.
    static func isAddress(_ host: String) -> Bool {
        do {
            _ = try SocketAddress(ipAddress: host, port: 0)
            return true
        } catch {
            return false
        }
    }
}
