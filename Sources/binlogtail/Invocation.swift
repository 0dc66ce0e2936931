// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import MySQLClient
import MySQLReplication
import MySQLTypes

/// What environment, option files and command line ask for.
struct Invocation: Sendable {
    /// The groups of option files that are read.
    static let groups = OptionGroups(tool: "binlogtail", standingInFor: ["mysqlbinlog", "mariadb-binlog"])

    /// The options, those of `[binlogtail]` included.
    let options: Options
    /// Where to connect, if that is asked for.
    private let settings: ConnectionSettings
    /// What `--print-defaults` prints; nil where it was not given.
    let listing: [String]?

    /// Reads a command line without the program's name.
    ///
    /// - Throws: what is wrong with it, or a request for help or version.
    init(_ arguments: [String], environment: [String: String]) throws {
        var words = ConnectionArguments.normalized(
            StatsOptions.normalized(ArgumentSpelling.normalized(arguments, switches: Options.switches))
        )
        var selection = OptionFileSelection(environment: environment)
        try selection.take(from: &words)
        // Who asks for help gets it, whatever stands in option files.
        if words.contains(where: { ["-?", "--help", "--version"].contains($0) }) { selection.isOff = true }
        let defaults = try OptionDefaults(selection, groups: Invocation.groups, environment: environment)
        for warning in defaults.warnings { StandardError.print("binlogtail: \(warning)") }
        let known = try defaults.words.filter { try Invocation.isKnown($0) }
        listing = selection.prints ? defaults.listing : nil
        var parsed = try Options.parseAsRoot(known.map(\.argument) + words)
        guard let options = parsed as? Options else {
            // A request for help is a command of its own, which throws its text.
            try parsed.run()
            throw ValidationError("no such command")
        }
        self.options = options
        var settings = defaults.settings
        try options.connection.apply(to: &settings)
        for warning in settings.warnings { StandardError.print("binlogtail: \(warning)") }
        self.settings = settings
    }

    /// Whether there is an option of `[binlogtail]`; where there is not, only `loose-` makes that no error.
    private static func isKnown(_ word: OptionDefaults.Word) throws -> Bool {
        do {
            _ = try Options.parse([word.argument])
            return true
        } catch {
            if word.isLoose { return false }
            throw ConnectionOptionError(Options.message(for: error), origin: word.origin)
        }
    }

    /// The servers to follow.
    ///
    /// - Throws: ``ConnectionOptionError``, ``OptionFileError``, ``ResumeFileError`` or ``PasswordPromptError``.
    func sources() throws -> [LiveSource] {
        let start = try options.startPosition(for: options.files.first)
        guard !options.live.source.isEmpty else {
            return [try source(settings, label: nil, start: start, resume: options.live.resumeFile)]
        }
        let isOne = options.live.source.count == 1
        return try options.live.source.map { word in
            var settings = settings
            let label = try settings.apply(source: word, groups: Invocation.groups)
            let suffix = isOne ? "" : "." + String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
            return try source(
                settings,
                label: isOne ? nil : label,
                start: start,
                resume: options.live.resumeFile.map { $0 + suffix }
            )
        }
    }

    /// The server of `--dry-run-against`; nil where it was not given.
    ///
    /// - Throws: ``ConnectionOptionError``, ``OptionFileError`` or ``PasswordPromptError``.
    func rehearsalServer() throws -> MySQLConnection.Configuration? {
        guard let word = options.sql.dryRunAgainst else { return nil }
        var settings = settings
        _ = try settings.apply(source: word, groups: Invocation.groups)
        return try settings.configuration(asking: { try PasswordPrompt.read($0) })
    }

    private func source(
        _ settings: ConnectionSettings,
        label: String?,
        start: StartPosition,
        resume: String?
    ) throws -> LiveSource {
        let file = resume.map { ResumeFile(path: $0) }
        // What is wrong with the file is told before anybody is asked for a password.
        let record = try file?.read()
        let connection = try settings.configuration(asking: { try PasswordPrompt.read($0) })
        return LiveSource(label: label, connection: connection, start: start, resumeFile: file, record: record)
    }
}
