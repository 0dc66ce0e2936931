// SPDX-License-Identifier: Apache-2.0

/// Which option files and groups a tool reads, as the command line and the environment ask for it.
///
/// The options that decide it may stand anywhere on the command line, not only first as MySQL's programs want it.
///
/// Source: MySQL 9.7 manual, section "Command-Line Options that Affect Option-File Handling".
public struct OptionFileSelection: Sendable, Hashable {
    /// `--defaults-file`: no other option file than this one; nil for the usual ones.
    public var only: String?
    /// `--defaults-extra-file`: a file behind the system's and before the user's own.
    public var extra: String?
    /// `--no-defaults`: no option file; the login file is still read, as MySQL's programs do.
    public var isOff = false
    /// `--defaults-group-suffix`, or `MYSQL_GROUP_SUFFIX`: groups with this text behind their name are read too.
    public var groupSuffix: String?
    /// `--login-path`: a further group of the login file.
    public var loginPath: String?
    /// `--no-login-paths`: the login file is not read.
    public var ignoresLoginFile = false
    /// `--print-defaults`: the options that were found are printed, passwords hidden.
    public var prints = false
    /// Variables of the environment.
    private let environment: [String: String]

    /// Chooses the usual files.
    public init(environment: [String: String]) {
        self.environment = environment
        groupSuffix = environment["MYSQL_GROUP_SUFFIX"]
    }

    /// The option files that may be there, in the order in which they are read, and those that must.
    var paths: [(path: String, isRequired: Bool)] {
        if isOff { return [] }
        if let only { return [(expanded(only), true)] }
        var paths = [("/etc/my.cnf", false), ("/etc/mysql/my.cnf", false)]
        if let home = environment["MYSQL_HOME"] { paths.append((home + "/my.cnf", false)) }
        if let extra { paths.append((expanded(extra), true)) }
        if let home = environment["HOME"] { paths.append((home + "/.my.cnf", false)) }
        return paths
    }

    /// The login file's path; nil where none is to be read.
    var loginFile: String? {
        if ignoresLoginFile { return nil }
        return environment["MYSQL_TEST_LOGIN_FILE"] ?? environment["HOME"].map { $0 + "/.mylogin.cnf" }
    }

    private func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
        return home + path.dropFirst()
    }
}
