// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
public import MySQLProtocol

/// What environment, option files and command line say about a connection, the later over the earlier.
///
/// ```swift
/// var settings = ConnectionSettings(environment: environment)
/// try settings.apply("ssl-mode", "required", from: "--ssl-mode")
/// let configuration = try settings.configuration(asking: { try PasswordPrompt.read($0) })
/// ```
public struct ConnectionSettings: Sendable {
    /// Where a password comes from.
    public enum Password: Sendable, Hashable {
        /// It was told.
        case told(Secret)
        /// The person at the terminal is asked.
        case asked
    }

    /// `--protocol`.
    public enum Transport: String, Sendable, Hashable {
        /// TCP.
        case tcp
        /// A unix socket.
        case socket
    }

    /// The host; nil for this machine.
    public internal(set) var host: String?
    /// The port; nil for 3306.
    public internal(set) var port: Int?
    /// Whether the port was asked for on the command line, which says that TCP is meant.
    var portIsTyped = false
    /// Whether the socket was asked for on the command line.
    var socketIsTyped = false
    /// The account's name; nil for that of the person who runs the tool.
    public internal(set) var user: String?
    /// The passwords of up to three factors.
    public internal(set) var passwords: [Password?] = [nil, nil, nil]
    /// The unix socket's path.
    public internal(set) var socket: String?
    /// `--protocol`.
    public internal(set) var transport: Transport?
    /// `--ssl-mode`.
    public internal(set) var sslMode: TLSPolicy.Mode?
    /// MariaDB's `--ssl`.
    public internal(set) var ssl: Bool?
    /// MariaDB's `--ssl-verify-server-cert`.
    public internal(set) var verifiesServer: Bool?
    var authorityFile: String?
    var authorityFolder: String?
    var certificateFile: String?
    var keyFile: String?
    var tlsVersions: Set<TLSPolicy.Version> = []
    var serverName: String?
    var asksForServerKey = false
    var serverKeyFile: String?
    var compression: [ProtocolCompression] = []
    var compressionLevel = 3
    var allowsClearText = false
    var defaultPlugin: String?
    var connectTimeout: Duration?
    /// What cannot be done as asked, for the person who runs the tool.
    public internal(set) var warnings: [String] = []
    /// Variables of the environment.
    let environment: [String: String]

    /// Takes what the environment says.
    ///
    /// Source: MySQL 9.7 manual, section "Environment Variables".
    ///
    /// - Throws: ``ConnectionOptionError`` where `MYSQL_HOST` is no host or `MYSQL_TCP_PORT` no port.
    public init(environment: [String: String]) throws(ConnectionOptionError) {
        self.environment = environment
        if let host = environment["MYSQL_HOST"] { self.host = try ConnectionSettings.host(host, "MYSQL_HOST") }
        if let port = environment["MYSQL_TCP_PORT"], !port.isEmpty {
            self.port = try ConnectionSettings.port(port, "MYSQL_TCP_PORT")
        }
        if let socket = environment["MYSQL_UNIX_PORT"], !socket.isEmpty { self.socket = socket }
        if let password = environment["MYSQL_PWD"] { passwords[0] = .told(Secret(password)) }
        if let letter = environment["LIBMYSQL_ENABLE_CLEARTEXT_PLUGIN"]?.first, "1Yy".contains(letter) {
            allowsClearText = true
        }
    }

    /// The host that a text tells; nil for none.
    static func host(_ text: String, _ origin: String) throws(ConnectionOptionError) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        // Two colons and more are those of an address.
        if parts.count == 2 {
            let message = "'\(text)' is a host and a port; give them apart, as \(parts[0]) and --port=\(parts[1])"
            throw ConnectionOptionError(message, origin: origin)
        }
        return text.isEmpty ? nil : text
    }

    /// The port that a text tells.
    static func port(_ text: String, _ origin: String) throws(ConnectionOptionError) -> Int {
        guard let port = Int(text), (1...65_535).contains(port) else {
            // 0 asks for the default, as MySQL's programs take it.
            if text == "0" { return 3306 }
            throw ConnectionOptionError("'\(text)' is no port from 1 to 65535", origin: origin)
        }
        return port
    }
}
