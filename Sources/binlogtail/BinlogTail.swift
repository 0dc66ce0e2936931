// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Shows the changes in binlogs.
@main
enum BinlogTail {
    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func run(_ arguments: [String]) -> ExitStatus {
        let options: Options
        do {
            let words = ArgumentSpelling.normalized(arguments, switches: Options.switches)
            var parsed = try Options.parseAsRoot(words)
            guard let wanted = parsed as? Options else {
                // A request for help is a command of its own, which throws its text.
                try parsed.run()
                return .usage
            }
            options = wanted
        } catch {
            return explain(error)
        }
        do {
            var run = try Run(options)
            return run.run()
        } catch let error as KeyFileError {
            StandardError.print("binlogtail: \(error)")
            return .failure
        } catch {
            return explain(error)
        }
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
