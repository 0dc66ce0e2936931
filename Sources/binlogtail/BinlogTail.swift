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
            guard let parsed = try Options.parseAsRoot(words) as? Options else { return .usage }
            options = parsed
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
