// SPDX-License-Identifier: Apache-2.0

/// Why no password was typed.
public enum PasswordPromptError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no terminal to ask at.
    case noTerminal
    /// The terminal was closed before a line ended.
    case closed
    /// More was typed than ``PasswordPrompt/maximumLength``.
    case tooLong

    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .noTerminal:
            "there is no terminal to ask for a password; put it into an option file (--defaults-file, ~/.my.cnf), "
                + "the login file (mysql_config_editor) or MYSQL_PWD"
        case .closed: "no password was typed"
        case .tooLong: "the password is longer than \(PasswordPrompt.maximumLength) bytes"
        }
    }
}
