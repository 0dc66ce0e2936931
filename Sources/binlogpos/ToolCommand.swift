// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// A subcommand that tells how it ended.
protocol ToolCommand: ParsableCommand {
    /// Does what was asked for; option files are those of `selection`.
    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus
}

/// How results are written.
enum ResultFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}
