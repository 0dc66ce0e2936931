// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import Testing

struct ExitStatusErrorsTests {
    private struct Command: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "any")

        @Option var number = 0
    }

    private struct OwnFailure: Error {}

    @Test(arguments: [["--number", "x"], ["--nothing"]])
    func `what the parser refuses is a wrong command line`(_ words: [String]) {
        #expect(throws: (any Error).self) { try Command.parse(words) }
        do {
            _ = try Command.parse(words)
        } catch {
            #expect(CommandLineKit.ExitStatus(telling: error, of: Command.self) == .usage)
        }
    }

    @Test func `each error has its status, and one that nobody expected is no wrong command line`() {
        let errors: [(any Error, CommandLineKit.ExitStatus)] = [
            (ValidationError("no"), .usage), (UsageError("no"), .usage), (ConnectionOptionError("no"), .usage),
            (OptionFileError("no", file: "f"), .usage), (OwnFailure(), .failure), (CleanExit.message("yes"), .success),
        ]
        for (error, status) in errors {
            #expect(CommandLineKit.ExitStatus(telling: error, of: Command.self) == status, "\(error)")
        }
    }
}
