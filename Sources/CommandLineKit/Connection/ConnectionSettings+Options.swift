// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLProtocol

extension ConnectionSettings {
    /// Options that are known and cannot be obeyed; to leave them out in silence would pretend safety.
    private static let unsupported = ["ssl-crl", "ssl-crlpath", "ssl-cipher", "tls-ciphersuites", "ssl-fips-mode"]

    /// Takes an option, over what was said before.
    ///
    /// - Parameters:
    ///   - name: The option's name without dashes before it; `_` is `-`, and `skip-`, `disable-`, `enable-` and `loose-` may
    ///     stand before it.
    ///   - value: Its value; nil where none was given.
    ///   - origin: Where it was given, for messages.
    ///   - isTyped: Whether it stands on the command line.
    /// - Returns: False where there is no such option.
    /// - Throws: ``ConnectionOptionError`` for a value that there is not.
    public mutating func apply(
        _ name: String,
        _ value: String?,
        from origin: String,
        isTyped: Bool = false
    ) throws(ConnectionOptionError) -> Bool {
        let option = OptionName(name)
        if ConnectionSettings.unsupported.contains(option.name) {
            warnings.append("\(origin): \(option.name) is not supported and has no effect")
            return true
        }
        if try applySwitch(option, value, origin) { return true }
        if option.switching != nil { return false }
        if applyPassword(option.name, value) { return true }
        guard ConnectionSettings.valued.contains(option.name) else { return false }
        guard let value else { throw ConnectionOptionError("a value is missing", origin: origin) }
        try applyValue(option.name, value, origin, isTyped: isTyped)
        return true
    }

    private static let valued: Set<String> = [
        "host", "port", "user", "socket", "protocol", "ssl-mode", "ssl-ca", "ssl-capath", "ssl-cert", "ssl-key",
        "tls-version", "tls-sni-servername", "server-public-key-path", "compression-algorithms",
        "zstd-compression-level", "default-auth", "connect-timeout",
    ]

    private mutating func applyValue(
        _ name: String,
        _ value: String,
        _ origin: String,
        isTyped: Bool
    ) throws(ConnectionOptionError) {
        switch name {
        case "host": host = try ConnectionSettings.host(value, origin)
        case "port":
            port = try ConnectionSettings.port(value, origin)
            portIsTyped = isTyped
        case "user": user = value
        case "socket":
            socket = value
            socketIsTyped = isTyped
        case "protocol": transport = try ConnectionSettings.transport(value, origin)
        case "ssl-mode": sslMode = try ConnectionSettings.mode(value, origin)
        case "ssl-ca": authorityFile = value
        case "ssl-capath": authorityFolder = value
        case "ssl-cert": certificateFile = value
        case "ssl-key": keyFile = value
        case "tls-version": tlsVersions = try ConnectionSettings.versions(value, origin)
        case "tls-sni-servername": serverName = value
        case "server-public-key-path": serverKeyFile = value
        case "compression-algorithms": compression = try ConnectionSettings.algorithms(value, origin)
        case "zstd-compression-level":
            guard let level = Int(value), (1...22).contains(level) else {
                throw ConnectionOptionError("'\(value)' is no level from 1 to 22", origin: origin)
            }
            compressionLevel = level
        case "default-auth": defaultPlugin = value
        default:
            guard let seconds = Int(value), (0...31_536_000).contains(seconds) else {
                throw ConnectionOptionError("'\(value)' is no number of seconds up to 31536000", origin: origin)
            }
            connectTimeout = seconds == 0 ? nil : .seconds(seconds)
        }
    }

    private mutating func applyPassword(_ name: String, _ value: String?) -> Bool {
        let factors = ["password": 0, "password1": 0, "password2": 1, "password3": 2]
        guard let factor = factors[name] else { return false }
        passwords[factor] = value.map { .told(Secret($0)) } ?? .asked
        return true
    }

    private mutating func applySwitch(
        _ option: OptionName,
        _ value: String?,
        _ origin: String
    ) throws(ConnectionOptionError) -> Bool {
        // The option is spelled with the prefix that others may have.
        if option.name == "cleartext-plugin", let isOn = option.switching {
            allowsClearText = isOn
            return true
        }
        if option.name == "password", option.switching == false {
            passwords[0] = nil
            return true
        }
        guard ["ssl", "ssl-verify-server-cert", "get-server-public-key", "compress"].contains(option.name) else {
            return false
        }
        let isOn = try option.isOn(value, origin)
        switch option.name {
        case "ssl": ssl = isOn
        case "ssl-verify-server-cert": verifiesServer = isOn
        case "get-server-public-key": asksForServerKey = isOn
        default: compression = isOn ? [.zlib, .uncompressed] : []
        }
        return true
    }

    private static func transport(_ text: String, _ origin: String) throws(ConnectionOptionError) -> Transport {
        switch text.lowercased() {
        case "tcp": return .tcp
        case "socket": return .socket
        case "pipe", "memory":
            throw ConnectionOptionError("\(text) is for Windows; there are tcp and socket", origin: origin)
        default: throw ConnectionOptionError("'\(text)' is neither tcp nor socket", origin: origin)
        }
    }

    private static func mode(_ text: String, _ origin: String) throws(ConnectionOptionError) -> TLSPolicy.Mode {
        switch text.lowercased() {
        case "disabled": return .disabled
        case "preferred": return .preferred
        case "required": return .required
        case "verify_ca", "verify-ca": return .verifyCA
        case "verify_identity", "verify-identity": return .verifyIdentity
        default:
            let all = "DISABLED, PREFERRED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY"
            throw ConnectionOptionError("'\(text)' is none of \(all)", origin: origin)
        }
    }

    private static func versions(
        _ text: String,
        _ origin: String
    ) throws(ConnectionOptionError) -> Set<TLSPolicy.Version> {
        var versions: Set<TLSPolicy.Version> = []
        for name in text.split(separator: ",") {
            switch name.lowercased() {
            case "tlsv1.2": versions.insert(.tls12)
            case "tlsv1.3": versions.insert(.tls13)
            // Lists are written for many programs; the old ones are never spoken.
            case "tlsv1", "tlsv1.0", "tlsv1.1": continue
            default: throw ConnectionOptionError("'\(name)' is neither TLSv1.2 nor TLSv1.3", origin: origin)
            }
        }
        guard !versions.isEmpty else {
            throw ConnectionOptionError(
                "'\(text)' leaves neither TLSv1.2 nor TLSv1.3, which are spoken",
                origin: origin
            )
        }
        return versions
    }

    private static func algorithms(
        _ text: String,
        _ origin: String
    ) throws(ConnectionOptionError) -> [ProtocolCompression] {
        var algorithms: [ProtocolCompression] = []
        for name in text.split(separator: ",") {
            switch name.lowercased() {
            case "zstd": algorithms.append(.zstd)
            case "zlib": algorithms.append(.zlib)
            case "uncompressed": algorithms.append(.uncompressed)
            default: throw ConnectionOptionError("'\(name)' is none of zstd, zlib and uncompressed", origin: origin)
            }
        }
        guard !algorithms.isEmpty else {
            throw ConnectionOptionError("names one or more of zstd, zlib and uncompressed, best first", origin: origin)
        }
        return algorithms
    }
}
