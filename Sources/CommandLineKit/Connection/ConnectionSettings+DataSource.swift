// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLProtocol

extension ConnectionSettings {
    /// Takes a server from one word, over what was said before.
    ///
    /// The word is Percona's DSN, as `h=db1,P=3307,u=reader,p=se\,cret,S=/run/mysqld/mysqld.sock,F=/etc/db1.cnf`, or a URL, as
    /// `mysql://reader:secret@db1:3307/?ssl-mode=REQUIRED`.
    ///
    /// - Parameters:
    ///   - word: The word.
    ///   - groups: Whose groups are read of the option file that `F` names.
    /// - Returns: A short name for the server: host and port, or the socket's path.
    /// - Throws: ``ConnectionOptionError`` or ``OptionFileError``; without the word, which may hold a password.
    public mutating func apply(source word: String, groups: OptionGroups) throws -> String {
        host = nil
        port = nil
        socket = nil
        transport = nil
        portIsTyped = false
        socketIsTyped = false
        if word.contains("://") {
            try apply(url: word)
        } else {
            try apply(dsn: word, groups)
        }
        return "\(endpoint)"
    }

    private mutating func apply(url: String) throws(ConnectionOptionError) {
        guard let parts = URLComponents(string: url), ["mysql", "mariadb"].contains(parts.scheme) else {
            throw ConnectionOptionError("no URL as mysql://USER:PASSWORD@HOST:PORT", origin: "--source")
        }
        if let name = parts.host, !name.isEmpty { host = name }
        port = parts.port
        if let name = parts.user { user = name }
        if let password = parts.password { passwords[0] = .told(Secret(password)) }
        for item in parts.queryItems ?? [] {
            guard try apply(item.name, item.value, from: "--source: " + item.name) else {
                throw ConnectionOptionError("there is no option \(item.name)", origin: "--source")
            }
        }
        if host != nil, transport == nil, socket == nil { transport = .tcp }
    }

    private mutating func apply(dsn: String, _ groups: OptionGroups) throws {
        for part in ConnectionSettings.parts(dsn) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard sides.count == 2 else {
                throw ConnectionOptionError("takes h=HOST,P=PORT,u=USER,p=PASSWORD,S=SOCKET,F=FILE", origin: "--source")
            }
            let (key, value) = (sides[0], sides[1])
            switch key {
            case "h": _ = try apply("host", value, from: "--source: h")
            case "P": _ = try apply("port", value, from: "--source: P", isTyped: true)
            case "u": _ = try apply("user", value, from: "--source: u")
            case "p": passwords[0] = .told(Secret(value))
            case "S": _ = try apply("socket", value, from: "--source: S", isTyped: true)
            case "A": continue
            case "F":
                var selection = OptionFileSelection(environment: environment)
                selection.only = value
                selection.ignoresLoginFile = true
                self.take(from: try OptionDefaults(selection, groups: groups, environment: [:]).settings)
            default:
                let known = "h, P, u, p, S, F and A"
                throw ConnectionOptionError("'\(key.prefix(20))' is none of \(known)", origin: "--source")
            }
        }
    }

    /// Takes what a file says of a server.
    private mutating func take(from file: ConnectionSettings) {
        host = file.host ?? host
        port = file.port ?? port
        user = file.user ?? user
        socket = file.socket ?? socket
        if file.passwords[0] != nil { passwords = file.passwords }
        sslMode = file.sslMode ?? sslMode
        authorityFile = file.authorityFile ?? authorityFile
        authorityFolder = file.authorityFolder ?? authorityFolder
        certificateFile = file.certificateFile ?? certificateFile
        keyFile = file.keyFile ?? keyFile
    }

    /// The parts between commas; `\` takes a comma's meaning away.
    private static func parts(_ text: String) -> [String] {
        var parts = [""]
        var isEscaped = false
        for character in text {
            if isEscaped {
                if character != "," { parts[parts.count - 1].append("\\") }
                parts[parts.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "," {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        if isEscaped { parts[parts.count - 1].append("\\") }
        return parts.filter { !$0.isEmpty }
    }
}
