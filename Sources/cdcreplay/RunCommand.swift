// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ChangeReplay
import CommandLineKit
import MySQLReplication
import MySQLTypes
import ReplaySinkMySQL

/// `cdcreplay run`: replays until the source ends or a signal comes.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Replays changes into the target until the source ends, or a signal comes."
    )

    @Option(
        help: ArgumentHelp(
            "The server to follow, as mysql://USER@HOST:PORT or h=HOST,u=USER; or name it by the options below.",
            valueName: "server"
        )
    )
    var source: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Binlog files to read instead, in the order of the log.", valueName: "file")
    )
    var sourceFiles: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where to: sqlite:FILE, mysql://USER@HOST:PORT of a MySQL or MariaDB, or postgres://USER@HOST/DATABASE.",
            valueName: "target"
        )
    )
    var target: String

    @Option(
        help: ArgumentHelp(
            "Only these tables, as DATABASE.TABLE with * and ?, several with commas between; may be repeated.",
            valueName: "patterns"
        )
    )
    var tables: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where a new task begins: now, earliest, FILE:POSITION, GTIDs, or a resume file (default: now). Later runs go on at the checkpoint.",
            valueName: "place"
        )
    )
    var startFrom: String?

    @Option(
        help: ArgumentHelp(
            "End before the first transaction that begins there or behind it.",
            valueName: "file:position"
        )
    )
    var until: String?

    @Flag(help: "End where the log ends, instead of waiting for more.")
    var stopAtEnd = false

    @Flag(help: "Make tables that the target does not have, without indexes but the primary key.")
    var createTables = false

    @Option(
        help:
            "What happens where a replayed table is changed by DDL: stop, or ignore, for which the target's table is changed by you (default: stop)."
    )
    var ddl: DefinitionChoice = .stop

    @Option(
        help:
            "What happens where foreign keys of the source cascade below its log (before MySQL 9.6, and MariaDB): stop, or target, where the target has the same foreign keys (default: stop)."
    )
    var cascades: CascadeChoice = .stop

    @Option(
        help:
            "What is committed in the target at once: transactional, each transaction of the source, or batched, what several come to for each row, in bulk (default: transactional)."
    )
    var applyMode: ApplyModeChoice = .transactional

    @Option(
        help: ArgumentHelp(
            "Changes of rows after which a batch ends, at a transaction's end (default: 20000).",
            valueName: "number"
        )
    )
    var batchRows = ReplayOptions.Window().rows

    @Option(
        help: ArgumentHelp(
            "How many sessions change the target side by side where nothing in common is changed; they commit in the source's order (default: 1).",
            valueName: "number"
        )
    )
    var workers = 1

    @Option(help: ArgumentHelp("The task's name, by which its checkpoint is found again.", valueName: "name"))
    var task = "main"

    @Flag(help: "End where the target does not answer, instead of waiting for it.")
    var failFast = false

    @OptionGroup(title: "Rows that do not fit")
    var policies: PolicyOptions

    @OptionGroup(title: "Connecting to the source")
    var connection: ConnectionOptions

    /// Replays; says how it went.
    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        let options = try options()
        let server = try sourceServer(selection)
        let source = try replaySource(server)
        let sink = try sink()
        if let server, let target = sink as? MySQLSink {
            try await SameServerCheck.run(source: server, target: target.connection)
        }
        if let server, cascades == .stop { try await CascadeCheck.run(server, selects: options.selects) }
        let engine = ReplayEngine(source, into: sink, options: options)
        let stop = ReplayStop()
        let ended = ReplayStop()
        return try await withThrowingTaskGroup(of: ReplayReport?.self) { group in
            group.addTask(priority: nil) {
                // The replay itself is not cancelled: it ends behind a transaction.
                let (_, signal) = await SignalScope.run { await ended.wait() }
                if signal != nil { stop.request() }
                return nil
            }
            group.addTask(priority: nil) {
                defer { ended.request() }
                return try await engine.run(stop)
            }
            var report: ReplayReport?
            while let value = try await group.next() { report = value ?? report }
            guard let report else { return .failure }
            var output = OutputStream()
            ReportText.write(report, to: &output.text)
            try output.flush()
            return .success
        }
    }
}

/// What is committed at once.
enum ApplyModeChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case transactional
    case batched
}

/// What is done about DDL of tables that are replayed.
enum DefinitionChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case stop
    case ignore
}
