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
            if let folder = invocation.options.live.raw { return try await ArchiveRun(invocation, into: folder).run() }
            if invocation.options.isLive { return try await LiveRun(invocation).run() }
            guard let server = try invocation.rehearsalServer() else {
                var run = try FileRun(invocation.options)
                return run.run()
            }
            let checks = UndoChecks()
            var run = try FileRun(invocation.options, checks: checks)
            let status = run.run()
            guard status == .success else { return status }
            var output = OutputStream(to: try invocation.options.target(appends: true))
            return try await UndoRehearsal.run(checks, at: server, to: &output)
        } catch {
            return ExitStatus(telling: error, of: Options.self)
        }
    }
}
