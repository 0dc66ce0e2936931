// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

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
        } catch {
            return ExitStatus(telling: error, of: Options.self)
        }
    }
}
