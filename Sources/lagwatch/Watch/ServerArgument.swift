// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLClient
import ReplicationLag

/// Servers as the command line names them.
struct ServerArgument {
    /// The groups of option files that are read.
    static let groups = OptionGroups(tool: "lagwatch", standingInFor: ["mysql", "mariadb"])

    private let settings: ConnectionSettings

    /// Takes what environment, option files and connection options say of all servers.
    ///
    /// - Throws: ``ConnectionOptionError`` or ``OptionFileError``.
    init(_ options: ConnectionOptions, _ selection: OptionFileSelection) throws {
        let defaults = try OptionDefaults(
            selection,
            groups: ServerArgument.groups,
            environment: ProcessEnvironment.variables
        )
        for warning in defaults.warnings { StandardError.print("lagwatch: \(warning)") }
        if let word = defaults.words.first(where: { !$0.isLoose }) {
            throw ConnectionOptionError(
                "no option about connections, which are all that is read here",
                origin: word.origin
            )
        }
        var settings = defaults.settings
        try options.apply(to: &settings)
        for warning in settings.warnings { StandardError.print("lagwatch: \(warning)") }
        self.settings = settings
    }

    /// The server that a word names: `NAME=mysql://…`, `mysql://…`, `NAME=h=…` or `h=…`.
    ///
    /// - Throws: ``ConnectionOptionError``, ``OptionFileError`` or ``PasswordPromptError``.
    func server(_ word: String) throws -> WatchedServer {
        let (label, address) = ServerArgument.parts(of: word)
        var settings = settings
        let place = try settings.apply(source: address, groups: ServerArgument.groups)
        let configuration = try settings.configuration(asking: { try PasswordPrompt.read("\(label ?? place): \($0)") })
        return WatchedServer(name: label ?? place, configuration)
    }

    /// The server that the connection options name by themselves.
    func server() throws -> WatchedServer {
        let configuration = try settings.configuration(asking: { try PasswordPrompt.read($0) })
        return WatchedServer(name: "\(configuration.endpoint)", configuration)
    }

    /// Splits a name off; a DSN's keys have one letter, so a name before one has more.
    static func parts(of word: String) -> (name: String?, address: String) {
        guard let equals = word.firstIndex(of: "=") else { return (nil, word) }
        let name = String(word[..<equals])
        let rest = String(word[word.index(after: equals)...])
        let isURL = rest.hasPrefix("mysql://") || rest.hasPrefix("mariadb://")
        guard !name.isEmpty, !name.contains("/"), isURL || (name.count > 1 && rest.contains("=")) else {
            return (nil, word)
        }
        return (name, rest)
    }
}
