// SPDX-License-Identifier: Apache-2.0

/// What stands in option files and login file for one tool.
public struct OptionDefaults: Sendable {
    /// An option of the tool's own group that is not about connections.
    public struct Word: Sendable {
        /// As it would stand on the command line.
        public var argument: String
        /// Where it stands, as `file:line: name`.
        public var origin: String
        /// Whether it is no mistake if there is no such option.
        public var isLoose: Bool
    }

    /// Environment, option files and login file, the later over the earlier.
    public private(set) var settings: ConnectionSettings
    /// Options of the tool's own group.
    public private(set) var words: [Word] = []
    /// Everything that was found as `--name=value`, with passwords hidden: what `--print-defaults` prints.
    public private(set) var listing: [String] = []
    /// What was passed over.
    public private(set) var warnings: [String] = []

    /// Reads environment, files and login file.
    ///
    /// - Throws: ``OptionFileError`` or ``ConnectionOptionError`` with file and line.
    public init(_ selection: OptionFileSelection, groups: OptionGroups, environment: [String: String]) throws {
        settings = try ConnectionSettings(environment: environment)
        for (path, isRequired) in selection.paths {
            guard let file = isRequired ? try OptionFile(path: path) : try OptionFile(ifPresent: path) else { continue }
            warnings += file.warnings
            for entry in file.entries {
                try take(entry, groups.owner(of: entry.group, suffix: selection.groupSuffix))
            }
        }
        if let path = selection.loginFile {
            var groups = groups
            if let loginPath = selection.loginPath { groups.shared.append(loginPath) }
            let login = try LoginPathFile.read(path)
            warnings += login.warnings
            for entry in login.entries {
                try take(entry, groups.owner(of: entry.group, suffix: selection.groupSuffix))
            }
        }
        warnings += settings.warnings
        settings.warnings = []
    }

    private mutating func take(_ entry: OptionFileEntry, _ owner: OptionGroups.Owner) throws {
        guard owner != .others else { return }
        guard entry.isText else { throw OptionFileError("the line is not UTF-8", file: entry.file, line: entry.line) }
        let isKnown = try settings.apply(entry.name, entry.value, from: "\(entry)")
        if !isKnown, owner == .shared { return }
        let isSecret = OptionName(entry.name).name.hasPrefix("password") && entry.value != nil
        listing.append("--\(entry.name)" + (entry.value.map { isSecret ? "=*****" : "=" + $0 } ?? ""))
        guard !isKnown else { return }
        let name = OptionName(entry.name)
        let argument = (name.switching == false ? "skip-" : "") + name.name
        words.append(
            Word(
                argument: "--" + argument + (entry.value.map { "=" + $0 } ?? ""),
                origin: "\(entry)",
                isLoose: name.isLoose
            )
        )
    }
}
