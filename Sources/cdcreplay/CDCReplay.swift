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
        } catch let error as UsageError {
            return fail("\(error)", .usage)
        } catch let error as ConnectionOptionError {
            return fail("\(error)", .usage)
        } catch let error as OptionFileError {
            return fail("\(error)", .usage)
        } catch let error as PasswordPromptError {
            return fail("\(error)", .failure)
        } catch let error as ReplayError {
            return fail("\(error)", error.code == .usage ? .usage : .failure)
        } catch let error as OutputError {
            return error.isClosedPipe
                ? .success : fail("the output cannot be written: \(SystemMessage.text(of: error.number))", .failure)
        } catch {
            return explain(error)
        }
    }

    private static func fail(_ message: String, _ status: ExitStatus) -> ExitStatus {
        StandardError.print("cdcreplay: \(message)")
        return status
    }

    /// Tells what is wrong with the command line; help and version are no errors.
    private static func explain(_ error: any Error) -> ExitStatus {
        let message = RootCommand.fullMessage(for: error)
        guard RootCommand.exitCode(for: error) != .success else {
            print(message)
            return .success
        }
        StandardError.print(message)
        return .usage
    }
}
