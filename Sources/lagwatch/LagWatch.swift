// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import MySQLReplication

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Tells how far replicas are behind, and waits until they are not.
@main
enum LagWatch {
    static func main() async {
        exit(await run(ProcessArguments.takenWithPasswordsHidden()).rawValue)
    }

    private static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            var selection = OptionFileSelection(environment: ProcessEnvironment.variables)
            var words = ArgumentSpelling.normalized(HookArguments.normalized(arguments), switches: [])
            words = ConnectionArguments.normalized(words)
            try selection.take(from: &words)
            let options = try Options.parse(words)
            return try await options.execute(selection)
        } catch let error as ConnectionOptionError {
            return fail("\(error)", .usage)
        } catch let error as OptionFileError {
            return fail("\(error)", .usage)
        } catch let error as ServeError {
            return fail("\(error)", .failure)
        } catch let error as PasswordPromptError {
            return fail("\(error)", .failure)
        } catch let error as ReplicationError {
            return fail("\(error)", .failure)
        } catch let error as OutputError {
            // Who closes a pipe has seen enough.
            return error.isClosedPipe
                ? .success : fail("the output cannot be written: \(SystemMessage.text(of: error.number))", .failure)
        } catch {
            return explain(error)
        }
    }

    private static func fail(_ message: String, _ status: ExitStatus) -> ExitStatus {
        StandardError.print("lagwatch: \(message)")
        return status
    }

    /// Tells what is wrong with the command line; help and version are no errors.
    private static func explain(_ error: any Error) -> ExitStatus {
        let message = Options.fullMessage(for: error)
        guard Options.exitCode(for: error) != .success else {
            print(message)
            return .success
        }
        StandardError.print(message)
        return .usage
    }
}
