// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A real server that tests talk to through its own command line programs.
///
/// Servers come from the environment, as `scripts/servers env` writes it: `MYSQL_TEST_URLS` holds
/// `NAME=mysql://USER:PASSWORD@HOST:PORT` pairs, separated by spaces; for each name, in upper case and with `_` for
/// what is no letter or digit, `NAME_CLIENT`, `NAME_BINLOG`, `NAME_DATADIR`, `NAME_SOCKET` and `NAME_KEYS` are paths,
/// and so are the certificates, named below.
///
///     let server = try LiveServer.named("mysql97")
///     try server?.withSchema { schema in
///         try server?.execute("CREATE TABLE \(schema).t (a INT)")
///     }
public struct LiveServer: Sendable, CustomStringConvertible {
    /// The two families of servers.
    public enum Flavour: Sendable {
        /// Oracle's MySQL.
        case mysql

        /// MariaDB.
        case mariaDB
    }

    /// The name in `MYSQL_TEST_URLS`, such as `mysql97`.
    public let name: String

    /// The address as it stands in the environment, password included.
    public let url: String

    /// The family: MariaDB if the scheme is `mariadb` or the name begins with it, else MySQL.
    public let flavour: Flavour

    /// The host part of the address.
    public let host: String

    /// The port of the address, 3306 if it names none.
    public let port: Int

    /// The user of the address, `root` if it names none.
    public let user: String

    /// The password of the address; empty if it names none.
    public let password: String

    /// The command line client, a path or a program that is looked for on `PATH`.
    public let client: String

    /// The `mysqlbinlog` of this server's version, a path or a program that is looked for on `PATH`.
    public let binlogTool: String

    /// The folder with the server's files, binlogs among them; nil for a server on another machine.
    public let dataDirectory: String?

    /// The path of the unix socket, where it is known.
    public let socket: String?

    /// The file that binlogs are encrypted with: MySQL's keyring or MariaDB's key file.
    public let keys: String?

    /// The authority that signed the server's certificate, PEM; nil where it is not known.
    public let authority: String?

    /// The certificate of a client that the server's authority signed, PEM.
    public let clientCertificate: String?

    /// The key of ``clientCertificate``, PEM.
    public let clientKey: String?

    /// The server's own certificate, PEM.
    public let serverCertificate: String?

    /// The key of ``serverCertificate``, PEM.
    public let serverKey: String?

    /// A second port of a MySQL server, where it shows an expired certificate.
    public let expiredPort: Int?

    /// The RSA key that passwords are encrypted for, PEM; MySQL only.
    public let publicKey: String?

    /// The name.
    public var description: String { name }

    /// Reads one server from one word of `MYSQL_TEST_URLS`; nil if the word has no name or no address.
    ///
    /// - Parameters:
    ///   - word: `NAME=SCHEME://USER:PASSWORD@HOST:PORT`.
    ///   - environment: where the paths of this server are looked up.
    public init?(word: String, environment: [String: String]) {
        guard let equals = word.firstIndex(of: "="), equals > word.startIndex,
            let parts = URLComponents(string: String(word[word.index(after: equals)...])),
            let host = parts.host, !host.isEmpty
        else { return nil }
        let name = String(word[..<equals])
        let isMariaDB = parts.scheme == "mariadb" || name.lowercased().hasPrefix("mariadb")
        let variable = String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        self.name = name
        url = String(word[word.index(after: equals)...])
        flavour = isMariaDB ? .mariaDB : .mysql
        self.host = host
        port = parts.port ?? 3306
        user = parts.user ?? "root"
        password = parts.password ?? ""
        client = environment[variable + "_CLIENT"] ?? (isMariaDB ? "mariadb" : "mysql")
        binlogTool = environment[variable + "_BINLOG"] ?? (isMariaDB ? "mariadb-binlog" : "mysqlbinlog")
        dataDirectory = environment[variable + "_DATADIR"]
        socket = environment[variable + "_SOCKET"]
        keys = environment[variable + "_KEYS"]
        authority = environment[variable + "_CA"]
        clientCertificate = environment[variable + "_CLIENT_CERT"]
        clientKey = environment[variable + "_CLIENT_KEY"]
        serverCertificate = environment[variable + "_SERVER_CERT"]
        serverKey = environment[variable + "_SERVER_KEY"]
        expiredPort = environment[variable + "_EXPIRED_PORT"].flatMap { Int($0) }
        publicKey = environment[variable + "_PUBLIC_KEY"]
    }
}

extension LiveServer {
    /// Every server of the environment, in its order; empty where none is given.
    ///
    /// A word of `MYSQL_TEST_URLS` that cannot be read is left out here and an error in ``named(_:)``.
    public static let all: [LiveServer] = {
        let environment = ProcessInfo.processInfo.environment
        let words = (environment["MYSQL_TEST_URLS"] ?? "").split(separator: " ")
        return words.compactMap { LiveServer(word: String($0), environment: environment) }
    }()

    /// Whether a missing server is a failure and no reason to skip: `MYSQL_TEST_REQUIRED=1`.
    public static var isRequired: Bool {
        ProcessInfo.processInfo.environment["MYSQL_TEST_REQUIRED"] == "1"
    }

    /// The server of that name; nil if there is none and none is required.
    ///
    /// - Parameter name: as in `MYSQL_TEST_URLS`.
    /// - Returns: the server, or nil.
    /// - Throws: ``LiveServerError`` if there is none and ``isRequired`` is true.
    public static func named(_ name: String) throws -> LiveServer? {
        if let server = all.first(where: { $0.name == name }) { return server }
        guard !isRequired else { throw LiveServerError.missing(name: name) }
        return nil
    }
}
