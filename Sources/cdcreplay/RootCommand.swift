// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The command line of `cdcreplay`.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cdcreplay",
        abstract: "Replays the row changes of a MySQL or MariaDB into another database, exactly once.",
        discussion: """
            run follows a server, or reads binlog files, and applies each transaction to the target together with a \
            checkpoint. Run again, it goes on behind the last transaction that was committed, however the run before ended.

            Exit status: 0 done, or stopped by a signal; 1 something stands in the way, which is told with its place in the \
            log; 2 the command line is wrong.
            """,
        version: "cdcreplay 0.1.0",
        subcommands: [RunCommand.self],
        helpNames: [.customShort("?"), .long]
    )
}
