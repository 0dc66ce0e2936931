// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// The command line of `lagwatch`.
struct Options: ParsableArguments {
    static let name = "lagwatch"

    /// Watches, or waits, as the options say.
    func run(_ selection: OptionFileSelection) async throws -> ExitStatus {
        .success
    }
}
