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
    static func main() async {
        exit(await run(ProcessArguments.takenWithPasswordsHidden()).rawValue)
    }

    private static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            let invocation = try Invocation(arguments, environment: ProcessEnvironment.variables)
            if let listing = invocation.listing {
                print("binlogtail would have been started with these options:\n" + listing.joined(separator: " "))
                return .success
            }
            if invocation.options.isLive { return try await LiveRun(invocation).run() }
            var run = try FileRun(invocation.options)
            return run.run()
        } catch {
            return ExitStatus(telling: error, of: Options.self)
        }
    }
}
