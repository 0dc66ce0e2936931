// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// A subcommand that tells how it ended.
protocol ToolCommand: ParsableCommand {
    /// Does what was asked for; option files are those of `selection`.
    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus
}

/// What the command line asks for that is not possible.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// How results are written.
enum ResultFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never

    /// The same as the terminal knows it.
    var style: TerminalStyle.Choice {
        switch self {
        case .auto: .auto
        case .always: .always
        case .never: .never
        }
    }
}
