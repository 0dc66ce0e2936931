// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import MySQLBinlog
import MySQLTypes

/// How events are written.
enum FormatName: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case mysqlbinlog
    case debezium
    case maxwell
    case canalJSON = "canal-json"
    case sql
    case undo
    case none

    /// Whether columns have names in it.
    var showsNames: Bool { self != .mysqlbinlog && self != .none }
    /// Whether lines of several servers can be told apart in it.
    var mixesSources: Bool { [.text, .json, .none].contains(self) }
}

/// What is done with events of unknown types.
enum UnknownPolicy: String, ExpressibleByArgument, CaseIterable {
    case stop
    case skip
}

/// The command line of `binlogtail`.
struct Options: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "binlogtail",
        abstract: "Shows the changes in binlogs and relay logs of MySQL and MariaDB, from files or live from servers.",
        usage: """
            binlogtail [<options>] <file> ...
            binlogtail [-h <host>] [-u <user>] [-p] [<options>] [<binlog-name> ...]
            """,
        discussion: """
            Reads files of MySQL 4.0 to 9.7 and MariaDB 5.1 to 12, compressed or encrypted, in one pass and bounded \
            memory. What is not understood stops it with its position.

            With a connection option, -R, or no file it follows a server from now on (unlike mysqlbinlog, which begins with \
            the oldest: --from earliest), until a stop option or a signal ends it. It writes whole transactions only, connects \
            again where the connection is lost, and goes on exactly behind the last one. With --resume-file it does so in \
            the next run too: where output goes to a file (>> file, or --result-file), each transaction stands there exactly \
            once, even behind SIGKILL; into a pipe, each is written exactly once by runs that end in order, and at least \
            once behind SIGKILL.

            Option files are read as MySQL's programs do, groups [client], [client-server], [client-mariadb] and \
            [binlogtail]; of [mysqlbinlog] and [mariadb-binlog], what is about connections.

            Exit status: 0 all was read, or a signal ended it in order; 1 a file cannot be read, is cut or damaged, or a \
            server cannot be followed; 2 the command line is wrong.
            """,
        version: "binlogtail 0.1.0",
        helpNames: [.customShort("?"), .long]
    )

    /// Long names of the options that are on or off.
    static let switches: Set<String> = ["verify-binlog-checksum", "summary", "verbose"]

    @Argument(
        help: ArgumentHelp(
            "Binlogs or relay logs, read in this order; - is standard input. Of a server: the log to begin with, and, where "
                + "more are named, the one to end with.",
            valueName: "file"
        )
    )
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "One line a change (text), one object a line (json), as mysqlbinlog -vv does, messages of Debezium, Maxwell or "
                + "canal, SQL that does it again (sql) or takes it back (undo), or nothing (none)."
        )
    )
    var format: FormatName = .text

    @Flag(name: [.customShort("v"), .long], help: "Text: show events that change nothing too, and all columns.")
    var verbose: Int

    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        help: ArgumentHelp("Begin at this position of the first file; an event must begin there.", valueName: "n")
    )
    var startPosition: PositionArgument?

    @Option(
        help: ArgumentHelp("End before the first event at or behind this position of the last file.", valueName: "n")
    )
    var stopPosition: UInt64?

    @Option(
        help: ArgumentHelp(
            "Begin at the first event at or after this local time, as '2024-02-29 23:59:59'; @ begins seconds since "
                + "1970 UTC.",
            valueName: "time"
        )
    )
    var startDatetime: String?

    @Option(help: ArgumentHelp("End at the first event at or after this local time.", valueName: "time"))
    var stopDatetime: String?

    @Option(
        name: [.customShort("d", allowingJoined: true), .long],
        help: ArgumentHelp("Only this database; may be repeated.", valueName: "name")
    )
    var database: [String] = []

    @Option(
        help: ArgumentHelp("Only tables that fit, as shop.* or *.orders_?; may be repeated.", valueName: "db.table")
    )
    var include: [String] = []

    @Option(help: ArgumentHelp("No tables that fit; may be repeated.", valueName: "db.table"))
    var exclude: [String] = []

    @Flag(
        name: [.customShort("c"), .long],
        help: "Compare checksums; they are, unless --skip-verify-binlog-checksum is given."
    )
    var verifyBinlogChecksum = false

    @Flag(name: .long, help: "Read on where a checksum does not fit.")
    var skipVerifyBinlogChecksum = false

    @Flag(name: .long, help: "Count events, rows and bytes, and name the largest and longest transaction, at the end.")
    var summary = false

    @Option(help: "What to do with events of unknown types that are not marked as ignorable: stop or skip.")
    var onUnknown: UnknownPolicy = .stop

    @Option(help: ArgumentHelp("Keys of MariaDB's file_key_management, for encrypted files.", valueName: "file"))
    var mariadbKeys: String?

    @Option(help: ArgumentHelp("MySQL's keyring file, for encrypted files.", valueName: "file"))
    var mysqlKeyring: String?

    @Option(
        help: ArgumentHelp(
            "What the log does not tell of a column: uuid, inet4, inet6, signed, unsigned, time(0) to time(6) for "
                + "MariaDB's old temporal format, or a character set; may be repeated. The column is a name or @1, @2…",
            valueName: "db.table.column=type"
        )
    )
    var columnType: [String] = []

    @Option(
        name: [.customShort("r", allowingJoined: true), .long],
        help: ArgumentHelp("Write to this file; with --resume-file, behind what it holds.", valueName: "file")
    )
    var resultFile: String?

    @Flag(
        help: ArgumentHelp(
            "Text, json, sql and debezium: tell the statement behind the rows and its connection, where the log has them "
                + "(binlog_rows_query_log_events, binlog_annotate_row_events)."
        )
    )
    var explain = false

    @OptionGroup(title: "Choosing transactions, rows and columns")
    var rowFilter: FilterOptions

    @OptionGroup(title: "Statistics")
    var statistics: StatsOptions

    @OptionGroup(title: "Messages of other systems")
    var envelope: EnvelopeOptions

    @OptionGroup(title: "SQL")
    var sql: SQLOptions

    @OptionGroup(title: "Following servers")
    var live: LiveOptions

    @OptionGroup(title: "Connecting")
    var connection: ConnectionOptions

    @Option(help: "Colours: auto, always or never.")
    var color: TerminalStyle.Choice = .auto

    @Option(help: .hidden)
    var base64Output: String?
}
