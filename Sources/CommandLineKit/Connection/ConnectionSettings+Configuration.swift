// SPDX-License-Identifier: Apache-2.0

import Foundation
public import MySQLClient
public import MySQLProtocol

extension ConnectionSettings {
    /// Where servers put their sockets if nobody tells them; the first that is there is taken.
    static let usualSockets = [
        "/run/mysqld/mysqld.sock", "/var/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock",
    ]

    /// The settings as a connection takes them.
    ///
    /// - Parameter ask: Asks the person at the terminal; is given the question.
    /// - Returns: The configuration; TLS is preferred unless something else was asked for.
    /// - Throws: ``ConnectionOptionError`` where options do not go together, and what `ask` throws.
    public func configuration(asking ask: (String) throws -> Secret) throws -> MySQLConnection.Configuration {
        let endpoint = self.endpoint
        var configuration = MySQLConnection.Configuration(endpoint, as: try credentials(ask))
        configuration.tls = try tls()
        if case .unixSocket = endpoint, sslMode == nil, ssl != true, verifiesServer != true {
            // Nobody listens on a socket of this machine.
            configuration.tls = .disabled
        }
        if configuration.tls.mode != .disabled { try requireReadableFiles() }
        if !compression.isEmpty {
            configuration.compression = compression.map { $0 == .zstd ? .zstd(level: compressionLevel) : $0 }
        }
        if let connectTimeout { configuration.connectTimeout = connectTimeout }
        return configuration
    }

    /// Where to connect.
    ///
    /// `localhost`, or no host, is the unix socket, as for the C clients; a port on the command line and no socket there says
    /// that TCP is meant, as for MariaDB's since 10.6.
    public var endpoint: MySQLConnection.Configuration.Endpoint {
        let isLocal = host == nil || host?.lowercased() == "localhost"
        let isSocket =
            switch transport {
            case .tcp: false
            case .socket: true
            case nil: isLocal && (!portIsTyped || socketIsTyped)
            }
        guard isSocket else { return .tcp(host: host ?? "localhost", port: port ?? 3306) }
        if let socket, !socket.isEmpty { return .unixSocket(path: socket) }
        let usual = ConnectionSettings.usualSockets
        return .unixSocket(path: usual.first { FileManager.default.fileExists(atPath: $0) } ?? usual[0])
    }

    private func credentials(_ ask: (String) throws -> Secret) throws -> Credentials {
        var secrets: [Secret] = []
        for (index, password) in passwords.enumerated() {
            switch password {
            case .told(let secret): secrets.append(secret)
            case .asked:
                let factor = index == 0 ? "" : " of factor \(index + 1)"
                secrets.append(try ask("Enter password\(factor): "))
            case nil: secrets.append(Secret(""))
            }
        }
        while secrets.last?.isEmpty == true { secrets.removeLast() }
        var credentials = Credentials(user: user ?? ConnectionSettings.login(environment), passwords: secrets)
        credentials.allowsClearText = allowsClearText
        credentials.defaultPlugin = defaultPlugin
        if let serverKeyFile {
            let origin = "--server-public-key-path"
            guard let data = FileManager.default.contents(atPath: serverKeyFile) else {
                throw ConnectionSettings.unreadable(serverKeyFile, origin)
            }
            credentials.serverPublicKey = .pinned(pem: Array(data))
            guard credentials.serverPublicKey.isUsable else {
                throw ConnectionOptionError(
                    "\(serverKeyFile) holds no RSA key in PEM (-----BEGIN PUBLIC KEY-----); it is the server's public_key.pem",
                    origin: origin
                )
            }
        } else if asksForServerKey {
            credentials.serverPublicKey = .request
        }
        return credentials
    }

    /// The name of the person who runs the tool, as the C clients find it.
    private static func login(_ environment: [String: String]) -> String {
        if geteuid() == 0 { return "root" }
        let name = NSUserName()
        if !name.isEmpty { return name }
        return environment["USER"] ?? environment["LOGNAME"] ?? "UNKNOWN_USER"
    }

    /// Throws where a file that TLS needs cannot be read.
    private func requireReadableFiles() throws(ConnectionOptionError) {
        let files = [
            (authorityFile, "--ssl-ca"), (authorityFolder, "--ssl-capath"), (certificateFile, "--ssl-cert"),
            (keyFile, "--ssl-key"),
        ]
        for (path, origin) in files {
            guard let path, !FileManager.default.isReadableFile(atPath: path) else { continue }
            throw ConnectionSettings.unreadable(path, origin)
        }
    }

    private static func unreadable(_ path: String, _ origin: String) -> ConnectionOptionError {
        let reason = FileManager.default.fileExists(atPath: path) ? "permission denied" : "there is no such file"
        return ConnectionOptionError("\(path) cannot be read: \(reason)", origin: origin)
    }

    /// What is encrypted and checked.
    ///
    /// Who names authorities wants them used: without a mode that is `VERIFY_CA`.
    func tls() throws(ConnectionOptionError) -> TLSPolicy {
        let checks = authorityFile != nil || authorityFolder != nil
        let mode: TLSPolicy.Mode =
            if let sslMode {
                sslMode
            } else if ssl == false {
                .disabled
            } else if verifiesServer == true {
                .verifyIdentity
            } else if checks, verifiesServer != false {
                .verifyCA
            } else if ssl == true || checks {
                .required
            } else {
                .preferred
            }
        var policy = TLSPolicy(mode)
        if let authorityFile {
            policy.authorities = .file(authorityFile)
        } else if let authorityFolder {
            policy.authorities = .folder(authorityFolder)
        } else if let sslMode, sslMode == .verifyCA {
            throw ConnectionOptionError(
                "VERIFY_CA needs --ssl-ca or --ssl-capath; VERIFY_IDENTITY goes by the system's authorities without them",
                origin: "--ssl-mode"
            )
        }
        guard (certificateFile == nil) == (keyFile == nil) else {
            throw ConnectionOptionError("--ssl-cert and --ssl-key go together")
        }
        policy.certificateFile = certificateFile
        policy.keyFile = keyFile
        policy.serverName = serverName
        if let oldest = tlsVersions.min(), let newest = tlsVersions.max() {
            policy.minimumVersion = oldest
            policy.maximumVersion = newest
        }
        return policy
    }
}
