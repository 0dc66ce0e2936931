// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import MySQLTypes

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Colours on a terminal, and nothing where there is none.
public struct TerminalStyle: Sendable {
    /// When to colour.
    public enum Choice: String, Sendable, CaseIterable, ExpressibleByArgument {
        /// On a terminal, unless `NO_COLOR` is set.
        case auto
        /// In any case.
        case always
        /// In no case.
        case never
    }

    /// What a piece of text is.
    public enum Role: Sendable {
        /// New rows.
        case added
        /// Changed rows.
        case changed
        /// Rows that are gone.
        case removed
        /// Statements.
        case statement
        /// Something is wrong.
        case alarming
        /// Names.
        case name
        /// What one seldom looks for.
        case faint
    }

    private let isColoured: Bool

    /// Colours by choice; `isTerminal` decides for ``Choice/auto``.
    public init(_ choice: Choice, isTerminal: Bool) {
        switch choice {
        case .always: isColoured = true
        case .never: isColoured = false
        case .auto:
            let isRefused = unsafe getenv("NO_COLOR") != nil
            isColoured = isTerminal && !isRefused
        }
    }

    /// Begins text of a role.
    public func begin(_ role: Role, in text: inout TextWriter) {
        guard isColoured else { return }
        switch role {
        case .added: text.append("\u{1b}[32m")
        case .changed: text.append("\u{1b}[33m")
        case .removed: text.append("\u{1b}[31m")
        case .statement: text.append("\u{1b}[36m")
        case .alarming: text.append("\u{1b}[1;31m")
        case .name: text.append("\u{1b}[1m")
        case .faint: text.append("\u{1b}[2m")
        }
    }

    /// Ends what ``begin(_:in:)`` began.
    public func end(in text: inout TextWriter) {
        if isColoured { text.append("\u{1b}[0m") }
    }
}
