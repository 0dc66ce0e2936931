// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// The options that act on states: `--exec-on` and `--alert`.
struct HookOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "Run a command by /bin/sh when a replica enters a state: caught-up, idle, behind, stopped, delayed, unknown, any; "
                + "or when its lag exceeds --alert (alert) and no longer does (recovered). May be repeated; what happened is told "
                + "by LAGWATCH_STATE, LAGWATCH_REPLICA, LAGWATCH_LAG_SECONDS and further variables.",
            valueName: "state> <command"
        )
    )
    var execOn: [String] = []

    @Option(help: ArgumentHelp("End commands of --exec-on that take longer.", valueName: "duration"))
    var execTimeout: String = "60s"

    @Option(
        help: ArgumentHelp(
            "End with status 6 when the lag of a replica exceeds this (30s, 500ms, 2m), or it is stopped with transactions left; "
                + "with --exec-on alert, run that instead and go on.",
            valueName: "duration"
        )
    )
    var alert: String?

    /// What is run, and when.
    var hooks: [StateHook] {
        get throws { try execOn.map { try StateHook($0) } }
    }

    /// Microseconds of lag that raise an alert.
    var limit: Int64? {
        get throws {
            try alert.map { try Int64(HookOptions.duration($0, of: "--alert") / .microseconds(1)) }
        }
    }

    func validate() throws {
        do {
            let hooks = try hooks
            _ = try limit
            _ = try HookOptions.duration(execTimeout, of: "--exec-timeout")
            if alert == nil, let hook = hooks.first(where: { $0.trigger == .alert || $0.trigger == .recovered }) {
                throw ValidationError("--exec-on \(hook.trigger.rawValue) goes with --alert")
            }
        } catch let error as HookError {
            throw ValidationError(error.description)
        }
    }

    private static func duration(_ text: String, of option: String) throws(HookError) -> Duration {
        guard let duration = DurationText(text) else {
            throw HookError("\(option) takes a duration such as 30s, 500ms or 2m; '\(text)' is none")
        }
        return duration.value
    }

    /// Runs the watching, and the commands that its sink calls for meanwhile; ends when the last of them has ended.
    ///
    /// - Parameter body: Takes the sink; nil where nothing is asked for.
    /// - Returns: What the body returns, or ``ExitStatus/alert`` where an alert ended it.
    /// - Throws: What the body throws.
    func run(_ body: ((any SampleSink)?) async throws -> ExitStatus) async throws -> ExitStatus {
        let hooks = try hooks
        let limit = try limit
        guard !hooks.isEmpty || limit != nil else { return try await body(nil) }
        var limits = HookRunner.Limits()
        limits.time = try HookOptions.duration(execTimeout, of: "--exec-timeout")
        let runner = HookRunner(hooks, limits: limits) { StandardError.print("lagwatch: \($0)") }
        let endsOnAlert = limit != nil && !hooks.contains { $0.trigger == .alert }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            let result: Result<ExitStatus, any Error>
            do {
                result = .success(try await body(HookSink(limit: limit, runner, endsOnAlert: endsOnAlert)))
            } catch let alert as AlertRaised {
                StandardError.print("lagwatch: alert: \(alert)")
                result = .success(.alert)
            } catch {
                result = .failure(error)
            }
            runner.finish()
            try await group.waitForAll()
            return try result.get()
        }
    }
}
