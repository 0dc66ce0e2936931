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
        let invocation: Invocation
        do {
            invocation = try Invocation(arguments, environment: ProcessEnvironment.variables)
        } catch let error as ConnectionOptionError {
            return refuse("\(error)")
        } catch let error as OptionFileError {
            return refuse("\(error)")
        } catch {
            return explain(error)
        }
        if let listing = invocation.listing {
            print("binlogtail would have been started with these options:\n" + listing.joined(separator: " "))
            return .success
        }
        do {
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
        } catch let error as ValidationError {
            return explain(error)
        } catch let error as ConnectionOptionError {
            return refuse("\(error)")
        } catch let error as OptionFileError {
            return refuse("\(error)")
        } catch let error as OutputError {
            StandardError.print("binlogtail: the output cannot be written: \(SystemMessage.text(of: error.number))")
            return .failure
        } catch {
            StandardError.print("binlogtail: \(error)")
            return .failure
        }
    }

    private static func refuse(_ message: String) -> ExitStatus {
        StandardError.print("binlogtail: \(message)")
        return .usage
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
