// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import ReplicationLag

/// Runs the commands of `--exec-on`, a few at a time, while samples go on.
package struct HookRunner: Sendable {
    /// What commands may use up.
    package struct Limits: Sendable {
        /// Commands that run at once.
        package var running = 4
        /// Commands that wait for their turn; with more, the newest are left out and that is told.
        package var waiting = 64
        /// How long a command may take.
        package var time: Duration = .seconds(60)

        /// The usual limits.
        package init() {}
    }

    private let hooks: [StateHook]
    private let limits: Limits
    private let queue: AsyncStream<Job>
    private let entrance: AsyncStream<Job>.Continuation
    private let tell: @Sendable (String) -> Void

    private struct Job: Sendable {
        var hook: StateHook
        var event: StateEvent
    }

    /// Takes the commands.
    ///
    /// - Parameters:
    ///   - hooks: What is run, and when.
    ///   - limits: What they may use up.
    ///   - tell: Takes a line about a command that did not do what it should.
    package init(_ hooks: [StateHook], limits: Limits = Limits(), telling tell: @escaping @Sendable (String) -> Void) {
        self.hooks = hooks
        self.limits = limits
        self.tell = tell
        (queue, entrance) = AsyncStream.makeStream(of: Job.self, bufferingPolicy: .bufferingOldest(limits.waiting))
    }

    /// Notes what happened; the commands that wait for it are run in their turn.
    package func note(_ event: StateEvent) {
        for hook in hooks where hook.isMeant(by: event.trigger) {
            if case .dropped = entrance.yield(Job(hook: hook, event: event)) {
                tell(
                    "--exec-on \(hook.trigger.rawValue): \(limits.waiting) commands wait already; this one is left out"
                )
            }
        }
    }

    /// No more comes: ``run()`` ends behind the last command.
    package func finish() {
        entrance.finish()
    }

    /// Runs commands until ``finish()`` was called and the last has ended; a task that is cancelled ends them.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await job in queue {
                if running == limits.running {
                    await group.next()
                    running -= 1
                }
                running += 1
                group.addTask { await perform(job) }
            }
            await group.waitForAll()
        }
    }

    private func perform(_ job: Job) async {
        let ending = await ShellCommand(job.hook.command, environment: job.event.environment).run(timeout: limits.time)
        guard !ending.isSuccess else { return }
        tell(
            "--exec-on \(job.hook.trigger.rawValue): the command for \(job.event.sample.name) \(ending): \(job.hook.command)"
        )
    }
}
