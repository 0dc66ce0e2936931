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

    /// The host that the certificate must have been made out to; nil over a unix socket without a name.
    var expectedHost: String? {
        switch (policy.serverName, endpoint) {
        case (let name?, _): name
        case (nil, .tcp(let host, _)): host
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

    /// The name for SNI; nil for an address, which has no place there.
    ///
    /// Source: RFC 6066, section 3: without the dot at the end.
    private var announcedName: String? {
        guard let expectedHost, CertificateNames.address(expectedHost) == nil else { return nil }
        return expectedHost.hasSuffix(".") ? String(expectedHost.dropLast()) : expectedHost
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
        if let announcedName, !announcedName.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) {
            throw configurationError(
                "'\(announcedName)' is not how certificates write a host; give it in its ASCII form (xn--…)"
            )
        }
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.minimumTLSVersion = policy.minimumVersion == .tls12 ? .tlsv12 : .tlsv13
        settings.maximumTLSVersion = policy.maximumVersion == .tls12 ? .tlsv12 : .tlsv13
        settings.certificateVerification =
            switch policy.mode {
            case _ where !verifies: .none
            case .disabled, .preferred, .required: .none
            // The host is checked by ``checkIdentity(of:)``: NIOSSL takes any certificate for the peer's address, whatever name
            // was asked for, and common names.
            case .verifyCA, .verifyIdentity: .noHostnameVerification
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
            return try NIOSSLClientHandler(context: context, serverHostname: announcedName)
        } catch {
            throw configurationError("\(announcedName ?? "") is no name that a certificate can bear", error)
        }
    }

    /// Checks that the certificate was made out to the host, where that is asked for.
    ///
    /// Source: RFC 6125, section 6; RFC 9525, section 6.
    func checkIdentity(of certificate: NIOSSLCertificate?) throws(MySQLError) {
        guard policy.mode == .verifyIdentity, let expectedHost else { return }
        guard let certificate else { throw refusal("the server showed none") }
        let names = CertificateNames(certificate)
        guard !names.include(expectedHost) else { return }
        guard !names.isEmpty else {
            throw refusal(
                "it names no host at all (a common name is none), so it cannot be checked for \(expectedHost); it needs a subject "
                    + "alternative name, and VERIFY_CA goes without"
            )
        }
        throw refusal("it is made out to \(names), not to \(expectedHost)")
    }

    private func refusal(_ detail: String) -> MySQLError {
        MySQLError(.certificateRefused, outcome: .notSent, detail: detail)
    }

    /// The error for what ended a handshake.
    ///
    /// - Parameters:
    ///   - cause: what NIOSSL said.
    ///   - certificate: what the server showed, if it came to that.
    ///   - now: seconds since 1970.
    /// - Returns: the error in our terms.
    func error(for cause: any Error, certificate: NIOSSLCertificate?, now: Int) -> MySQLError {
        if let certificate, "\(cause)".contains("CERTIFICATE_VERIFY_FAILED") {
            let reason =
                if isOfUnknownAuthority(certificate, cause, now: now) {
                    "no authority that is trusted here signed it"
                } else if certificate.notValidAfter < now {
                    "it has expired"
                } else {
                    "it is not valid yet, or this machine's clock is wrong"
                }
            let detail = "\(reason) (it is made out to \(CertificateNames(certificate)))"
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
            throw configurationError("\(path) is not there, may not be read, or is no PEM file", error)
        }
    }

    private func configurationError(_ detail: String, _ error: (any Error)? = nil) -> MySQLError {
        MySQLError(.tlsConfiguration, outcome: .notSent, detail: detail, underlying: error)
    }
}
