// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLClient

/// Where environment, option files and the command line say that a server is.
enum SourceInvocation {
    /// The groups of option files that are read.
    static let groups = OptionGroups(tool: "binlogpos", standingInFor: ["mysqlbinlog", "mariadb-binlog"])

    /// The server that options name.
    ///
    /// - Parameters:
    ///   - options: The connection options of the command line.
    ///   - source: A DSN or URL, which goes over them.
    ///   - selection: The option files that are read.
    /// - Returns: How the server is reached.
    /// - Throws: ``ConnectionOptionError``, ``OptionFileError`` or ``PasswordPromptError``.
    static func configuration(
        _ options: ConnectionOptions,
        source: String?,
        selection: OptionFileSelection
    ) throws -> MySQLConnection.Configuration {
        let environment = ProcessEnvironment.variables
        let defaults = try OptionDefaults(
            selection,
            groups: groups,
            environment: environment
        )
        for warning in defaults.warnings { StandardError.print("binlogpos: \(warning)") }
        if let word = defaults.words.first(where: { !$0.isLoose }) {
            throw ConnectionOptionError(
                "no option about connections, which are all that is read here",
                origin: word.origin
            )
        }
        var settings = defaults.settings
        try options.apply(to: &settings)
        if let source { _ = try settings.apply(source: source, groups: groups) }
        for warning in settings.warnings { StandardError.print("binlogpos: \(warning)") }
        return try settings.configuration(asking: { try PasswordPrompt.read($0) })
    }
}
