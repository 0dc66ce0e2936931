// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The command line of `binlogpos`.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "binlogpos",
        abstract: "Finds, judges and writes the places in binary logs where replication may begin.",
        discussion: """
            parse reads what people save: SHOW SLAVE STATUS and its successors in any form, dumps, backups. It tells which \
            place is safe for what, and refuses what is not proved. verify asks the server whose log it is, or its files. \
            translate tells a place by file, by GTIDs and by time, and finds it again in the log of another server. capture \
            takes the place from a live replica. emit writes the statements that start replication there, for each version \
            of MySQL, MariaDB, Amazon RDS and Aurora. gtid does arithmetic on GTIDs, and finds errant transactions.

            Exit status: 0 done, and the answer is yes; 1 something cannot be read; 2 the command line is wrong; 5 all was \
            read, and the answer is no (a position is not proved to be safe, a set does not contain the other).
            """,
        version: "binlogpos 0.1.0",
        subcommands: [
            ParseCommand.self, VerifyCommand.self, TranslateCommand.self, CaptureCommand.self, EmitCommand.self,
            GTIDCommand.self,
        ],
        helpNames: [.customShort("?"), .long]
    )

    /// The subcommands that connect, and so take connection options.
    static let connecting: Set<String> = ["verify", "translate", "capture", "gtid"]
}
