// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct ShellCommandTests {
    @Test(arguments: [
        ("exit 0", ShellCommand.Ending.exited(0)), ("exit 3", .exited(3)), ("kill -9 $$", .signalled(9)),
        ("/nowhere/program 2>/dev/null", .exited(127)),
    ])
    func `how a command ends is told`(_ text: String, _ ending: ShellCommand.Ending) async {
        #expect(await ShellCommand(text).run(timeout: .seconds(60)) == ending)
    }

    @Test func `it has an empty input, its variables, and no file of ours`() async throws {
        let folder = NSTemporaryDirectory() + "shell-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let command = ShellCommand(
            "cat > \(folder)/input; printf %s \"$WORD\" > \(folder)/word",
            environment: ["WORD": "a\nb\0c"]
        )
        #expect(await command.run(timeout: .seconds(60)) == .exited(0))
        #expect(try String(contentsOfFile: folder + "/input", encoding: .utf8) == "")
        #expect(try String(contentsOfFile: folder + "/word", encoding: .utf8) == "a\nb c")
    }

    @Test func `signals that we ignore or block end it all the same`() async {
        signal(SIGPIPE, SIG_IGN)
        for name in ["PIPE", "TERM", "INT"] {
            let ending = await ShellCommand("kill -\(name) $$; sleep 600").run(timeout: .seconds(60))
            guard case .signalled = ending else {
                Issue.record("\(name): \(ending)")
                continue
            }
        }
    }

    @Test func `one that takes too long is ended with all that it started, even where it does not listen`() async throws
    {
        let file = NSTemporaryDirectory() + "shell-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let command = ShellCommand(
            "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > \(file); sleep 600' & wait; sleep 600"
        )
        #expect(await command.run(timeout: .milliseconds(500), grace: .milliseconds(200)) == .timedOut)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let grandchild = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Who adopted it may not have buried it yet: then it is a zombie, which no longer runs.
        let deadline = ContinuousClock.now + .seconds(60)
        while kill(grandchild, 0) == 0, ContinuousClock.now < deadline {
            let state = (try? String(contentsOfFile: "/proc/\(grandchild)/stat", encoding: .utf8)) ?? ") Z"
            if state.contains(") Z") { break }
            await Task.yield()
        }
        #expect(ContinuousClock.now < deadline, "\(grandchild) runs on")
    }

    @Test func `a task that is cancelled ends its command, even one that does not listen`() async throws {
        let file = NSTemporaryDirectory() + "shell-\(UUID().uuidString)"
        let made = unsafe mkfifo(file, 0o600)
        try #require(made == 0)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let ending = await withTaskGroup(of: ShellCommand.Ending?.self) { group in
            group.addTask {
                await ShellCommand("trap '' TERM; echo > \(file); sleep 600; sleep 600")
                    .run(timeout: .seconds(600), grace: .milliseconds(100))
            }
            group.addTask {
                // Opening ends when the command has come to writing.
                _ = FileHandle(forReadingAtPath: file)
                return nil
            }
            var ending: ShellCommand.Ending?
            while let one = await group.next() {
                ending = one ?? ending
                group.cancelAll()
            }
            return ending
        }
        #expect(ending == .cancelled)
    }

    @Test func `many at once are each reaped with their own status`() async {
        let endings = await withTaskGroup(of: Bool.self) { group in
            for number in Int32(0)..<24 {
                group.addTask { await ShellCommand("exit \(number)").run(timeout: .seconds(60)) == .exited(number) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(endings == Array(repeating: true, count: 24))
    }
}
