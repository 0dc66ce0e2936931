// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ChangeReplay
import CommandLineKit

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Replays the changes of a MySQL or MariaDB into another database.
@main
enum CDCReplay {
    static func main() async {
        exit(await run(ProcessArguments.takenWithPasswordsHidden()).rawValue)
    }

    private static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            var selection = OptionFileSelection(environment: ProcessEnvironment.variables)
            var words = ArgumentSpelling.normalized(arguments, switches: [])
            if words.first == "run" {
                words = ConnectionArguments.normalized(words)
                try selection.take(from: &words)
            }
            var parsed = try RootCommand.parseAsRoot(words)
            guard let command = parsed as? RunCommand else {
                // A request for help is a command of its own, which throws its text.
                try parsed.run()
                return .success
            }
            return try await command.execute(selection)
        } catch let error as ReplayError where error.code == .usage {
            return ExitStatus(telling: UsageError("\(error)"), of: RootCommand.self)
        } catch {
            return ExitStatus(telling: error, of: RootCommand.self)
        }
    }
}
