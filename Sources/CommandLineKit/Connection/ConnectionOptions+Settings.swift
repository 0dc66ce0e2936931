// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol

extension ConnectionOptions {
    /// Whether any of them was given, those about option files left out.
    public var isGiven: Bool { !given.isEmpty || secrets.contains { $0 != nil } }

    /// Passwords by their factor, counted from 0.
    private var secrets: [Secret?] { [password ?? password1, password2, password3] }

    /// Lays the command line over what environment and option files say.
    ///
    /// - Throws: ``ConnectionOptionError`` for a value that there is not.
    public func apply(to settings: inout ConnectionSettings) throws(ConnectionOptionError) {
        for (name, value) in given {
            _ = try settings.apply(name, value, from: "--" + name, isTyped: true)
        }
        for (factor, secret) in secrets.enumerated() {
            if let secret { settings.passwords[factor] = .told(secret) }
        }
    }

    /// The options that were given, by name.
    private var given: [(name: String, value: String?)] {
        let values: [(String, String?)] = [
            ("host", host), ("port", port), ("user", user), ("socket", socket), ("protocol", transport),
            ("ssl-mode", sslMode), ("ssl-ca", sslCa), ("ssl-capath", sslCapath),
            ("ssl-cert", sslCert), ("ssl-key", sslKey), ("tls-version", tlsVersion),
            ("tls-sni-servername", tlsSniServername), ("server-public-key-path", serverPublicKeyPath),
            ("compression-algorithms", compressionAlgorithms), ("zstd-compression-level", zstdCompressionLevel),
            ("default-auth", defaultAuth), ("connect-timeout", connectTimeout),
        ]
        let flags = [
            ("password", askPassword), ("password1", askPassword1), ("password2", askPassword2),
            ("password3", askPassword3), ("ssl", ssl), ("skip-ssl", skipSsl),
            ("ssl-verify-server-cert", sslVerifyServerCert), ("skip-ssl-verify-server-cert", skipSslVerifyServerCert),
            ("get-server-public-key", getServerPublicKey), ("skip-get-server-public-key", skipGetServerPublicKey),
            ("compress", compress), ("skip-compress", skipCompress),
            ("enable-cleartext-plugin", enableCleartextPlugin), ("disable-cleartext-plugin", disableCleartextPlugin),
        ]
        return values.filter { $0.1 != nil } + flags.filter { $0.1 }.map { ($0.0, nil) }
    }
}
