// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// Where a server's log is followed from, by name.
enum StartName: String, ExpressibleByArgument, CaseIterable, Sendable {
    case now
    case earliest
}

/// What is done about columns whose names the log does not tell.
enum ColumnNames: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto
    case required
    case off
}

/// The options for following servers.
struct LiveOptions: ParsableArguments, Sendable {
    @Flag(
        name: [.customShort("R"), .long],
        help: "Read a server's log; so do connection options, and to name no file."
    )
    var readFromRemoteServer = false

    @Option(help: .hidden)
    var readFromRemoteSource: String?

    @Option(help: .hidden)
    var readFromRemoteMaster: String?

    @Option(
        help: ArgumentHelp(
            "A server as h=HOST,P=PORT,u=USER,p=PASSWORD,S=SOCKET,F=OPTION-FILE or mysql://USER:PASSWORD@HOST:PORT; what is "
                + "left out is as the other options say. May be repeated: lines are labelled then.",
            valueName: "server"
        )
    )
    var source: [String] = []

    @Option(
        help:
            "Begin with what is committed from now on, as tail -f does, or with the earliest that there is (default: now)."
    )
    var from: StartName?

    @Option(
        help: ArgumentHelp(
            "Begin behind these transactions: MySQL's set of executed GTIDs, or MariaDB's position.",
            valueName: "gtids"
        )
    )
    var startGtid: String?

    @Option(help: .hidden)
    var excludeGtids: String?

    @Option(
        help: ArgumentHelp(
            "Names of columns where the log has none (binlog_row_metadata=MINIMAL): auto asks the server, and shows numbers where "
                + "the table was changed since; required stops there; off shows numbers (default: auto).",
            valueName: "choice"
        )
    )
    var columnNames: ColumnNames?

    @Option(help: ArgumentHelp("End when all of these transactions have come.", valueName: "gtids"))
    var stopGtid: String?

    @Flag(help: "End where the log ends, instead of waiting for more.")
    var stopAtEnd = false

    @Flag(name: [.customShort("t"), .long], help: "The same, as mysqlbinlog spells it.")
    var toLastLog = false

    @Flag(help: "Wait for more, which is what happens in any case.")
    var stopNever = false

    @Option(
        help: ArgumentHelp(
            "Remember there where to go on, and go on there if it is there already; options that say where to begin count "
                + "for the first run only.",
            valueName: "file"
        )
    )
    var resumeFile: String?

    @Option(
        help: ArgumentHelp(
            "Write no changes, but keep the server's log in this folder, file by file as the server has it; go on where the folder "
                + "ends, else with the log that is named or the earliest. Files that are not whole yet end in .part.",
            valueName: "folder"
        )
    )
    var raw: String?

    @Option(
        help: ArgumentHelp(
            "The longest silence, without even a heartbeat, before the connection counts as lost and is made again (default: "
                + "30).",
            valueName: "seconds"
        )
    )
    var replicaNetTimeout: UInt32?

    @Option(help: .hidden)
    var slaveNetTimeout: UInt32?

    @Option(help: ArgumentHelp("Register with this server id; else with a free one.", valueName: "number"))
    var connectionServerId: UInt32?

    @Option(help: .hidden)
    var stopNeverSlaveServerId: UInt32?

    /// Whether any of them asks for a server.
    var isGiven: Bool {
        readFromRemoteServer || readFromRemoteSource != nil || readFromRemoteMaster != nil || !source.isEmpty
            || from != nil || startGtid != nil || excludeGtids != nil || stopGtid != nil || stopAtEnd || toLastLog
            || stopNever || columnNames != nil || resumeFile != nil || connectionServerId != nil
            || stopNeverSlaveServerId != nil || netTimeout != nil || raw != nil
    }

    /// Whether the end of the log is the end.
    var endsWithLog: Bool { stopAtEnd || toLastLog }

    /// `--replica-net-timeout`, which older servers and MariaDB call by its old name.
    var netTimeout: UInt32? { replicaNetTimeout ?? slaveNetTimeout }

    /// The server id to register with.
    var serverID: UInt32? { connectionServerId ?? stopNeverSlaveServerId }
}
