// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finds, judges and writes places in binary logs where replication may begin.
@main
enum BinlogPos {
    static func main() async {
        exit(await run(ProcessArguments.takenWithPasswordsHidden()).rawValue)
    }

    private static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            var selection = OptionFileSelection(environment: ProcessEnvironment.variables)
            var words = ArgumentSpelling.normalized(arguments, switches: [])
            if let name = words.first, RootCommand.connecting.contains(name) {
                words = ConnectionArguments.normalized(words)
                try selection.take(from: &words)
            }
            var parsed = try RootCommand.parseAsRoot(words)
            guard let command = parsed as? any ToolCommand else {
                // A request for help is a command of its own, which throws its text.
                try parsed.run()
                return .success
            }
            return try await command.execute(selection)
        } catch {
            return ExitStatus(telling: error, of: RootCommand.self)
        }
    }
}
