// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// The command line of `lagwatch`.
struct Options: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "lagwatch",
        abstract: "Tells how far replicas are behind, by every method that they allow.",
        discussion: """
            States: CAUGHT UP, IDLE (caught up, and the source writes nothing), BEHIND, DELAYED (on purpose), STOPPED (a thread \
            is stopped, or not connected), UNKNOWN (with the reason). docs/LAGWATCH.md tells what each method measures, and how \
            far it may be wrong.
            """
    )

    /// Groups of options; each has a file of its own.
    @OptionGroup(title: "Watching")
    var watch: WatchOptions

    @OptionGroup(title: "Connecting")
    var connection: ConnectionOptions

    /// Watches, or waits, as the options say.
    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        try await WatchRun(self, selection).run()
    }
}
