// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReplicationLag
import Synchronization
import Testing
import lagwatch

/// Lines that were told, from whichever task.
private final class Told: Sendable {
    private let held = Mutex<[String]>([])

    func add(_ line: String) { held.withLock { $0.append(line) } }

    var lines: [String] { held.withLock { $0 } }
}

struct HookRunnerTests {
    private func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let folder = NSTemporaryDirectory() + "hooks-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    private func event(_ trigger: StateHook.Trigger, _ replica: String = "db2") -> StateEvent {
        StateEvent(trigger, LagSamples.sample(replica, .stopped("it \"broke\";\n$(touch no)")), previous: nil)
    }

    @Test func `commands that wait for what happened are run, with what happened in their environment`() async throws {
        try await withFolder { folder in
            let told = Told()
            let runner = HookRunner(
                [
                    StateHook(
                        .stopped,
                        "printf '%s|%s' \"$LAGWATCH_REPLICA\" \"$LAGWATCH_REASON\" > \(folder)/stopped"
                    ),
                    StateHook(.idle, "touch \(folder)/idle"), StateHook(.any, "touch \(folder)/any"),
                ],
                telling: { told.add($0) }
            )
            runner.note(event(.stopped))
            runner.finish()
            await runner.run()
            let text = try String(contentsOfFile: folder + "/stopped", encoding: .utf8)
            #expect(text == "db2|it \"broke\";\n$(touch no)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["any", "stopped"])
            #expect(told.lines == [])
        }
    }

    @Test func `no more than four run at once, and all of them run`() async throws {
        try await withFolder { folder in
            // Each notes how many of them there are while it runs.
            let command = """
                mkdir \(folder)/run.$LAGWATCH_REPLICA && ls -d \(folder)/run.* | wc -l > \(folder)/count.$LAGWATCH_REPLICA
                sleep 0.1; rmdir \(folder)/run.$LAGWATCH_REPLICA
                """
            let runner = HookRunner([StateHook(.stopped, command)], telling: { _ in })
            for number in 0..<20 { runner.note(event(.stopped, "r\(number)")) }
            runner.finish()
            await runner.run()
            let counts = try (0..<20).map { number in
                let text = try String(contentsOfFile: folder + "/count.r\(number)", encoding: .utf8)
                return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            }
            #expect((counts.max() ?? 0) <= 4)
        }
    }

    @Test func `what fails, and what finds no room to wait, is told`() async throws {
        let told = Told()
        var limits = HookRunner.Limits()
        limits.waiting = 2
        let runner = HookRunner([StateHook(.stopped, "exit 7")], limits: limits, telling: { told.add($0) })
        for _ in 0..<3 { runner.note(event(.stopped)) }
        #expect(told.lines == ["--exec-on stopped: 2 commands wait already; this one is left out"])
        runner.finish()
        await runner.run()
        #expect(
            told.lines.dropFirst()
                == Array(repeating: "--exec-on stopped: the command for db2 ended with status 7: exit 7", count: 2)[...]
        )
    }

    @Test func `a task that is cancelled ends its commands`() async throws {
        let told = Told()
        let runner = HookRunner([StateHook(.stopped, "sleep 600")], telling: { told.add($0) })
        runner.note(event(.stopped))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            group.cancelAll()
        }
        // It was either not begun or ended; either way this point is reached.
        #expect(told.lines.allSatisfy { $0.contains("was ended, as the tool ends") })
    }
}
