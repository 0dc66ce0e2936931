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

    @OptionGroup(title: "Heartbeat tables")
    var heartbeat: HeartbeatOptions

    @OptionGroup(title: "Observing")
    var observation: ObserveOptions

    @OptionGroup(title: "The gate")
    var gate: GateOptions

    @OptionGroup(title: "Serving")
    var serve: ServeOptions

    @OptionGroup(title: "Acting")
    var hooks: HookOptions

    @OptionGroup(title: "Connecting")
    var connection: ConnectionOptions

    /// Watches, or waits, as the options say.
    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        let watch = try WatchRun(self, selection)
        if observation.observe != nil {
            return try await ObserveRun(self.watch, sources: watch.sources, replicas: watch.replicas).run()
        }
        guard gate.until != nil else { return try await watch.run() }
        return try await GateRun(gate, sources: watch.sources, replicas: watch.replicas).run()
    }
}
