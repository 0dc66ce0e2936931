// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import ReplicationPositions

/// `binlogpos capture`: takes a position from a live replica.
struct CaptureCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Takes the executed position from a live replica, with its applier stopped, as a record.",
        discussion: """
            The record is JSON: whose log, file, offset, GTIDs, time, and with --source the mark of the event before it. verify, emit and --resume-file of binlogtail take it. \
            Everything before the position is in the replica's data and nothing behind it, for as long as the applier \
            stays stopped: take the copy meanwhile.

            Exit status: 0 the position was taken; 1 the replica cannot be asked; 2 the command line is wrong; 5 the applier \
            runs and --stop was not given, or nothing was executed yet.
            """
    )

    @Option(
        help: ArgumentHelp(
            "The replica, as mysql://USER@HOST:PORT or h=HOST,u=USER; or name it by the options below.",
            valueName: "server"
        )
    )
    var replica: String?

    @Option(
        help: ArgumentHelp(
            "The source, which is asked for the event before the position, by which verify knows its log again.",
            valueName: "server"
        )
    )
    var source: String?

    @Option(help: ArgumentHelp("The channel or connection, where it has several.", valueName: "name"))
    var channel: String?

    @Flag(help: "Stop the applier where it runs, and leave it stopped.")
    var stop = false

    @Flag(help: "With --stop: start it again once the position is taken. A copy made later is not at that position.")
    var startAgain = false

    @OptionGroup(title: "Connecting")
    var connection: ConnectionOptions

    func validate() throws {
        guard stop || !startAgain else { throw ValidationError("--start-again goes with --stop") }
    }

    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        let server = try SourceInvocation.configuration(connection, source: replica, selection: selection)
        let captured = try await PositionCapture(server, channel: channel).run(stops: stop, startsAgain: startAgain)
        let report = PositionReport(captured.status)
        for finding in report.channels.flatMap(\.findings) where finding.severity == .warning {
            StandardError.print("binlogpos: \(finding.message)" + (finding.advice.map { "; \($0)" } ?? ""))
        }
        guard var record = captured.record else {
            StandardError.print(
                captured.status.applier == .stopped
                    ? "binlogpos: the replica has executed nothing yet"
                    : "binlogpos: the applier runs, so that its place moves on; --stop stops it"
            )
            return .mismatch
        }
        if let source, let mark = try await mark(of: record, source, selection) {
            guard mark.isGood else {
                for check in mark.checks where check.outcome == .bad {
                    StandardError.print("binlogpos: \(check.message)")
                }
                return .mismatch
            }
            record.mark = mark.place?.mark
        }
        var output = OutputStream()
        output.text.append(
            text: String(decoding: try PositionDocument(ResumeRecord(record)).json(), as: UTF8.self)
        )
        try output.flush()
        if captured.wasStarted {
            StandardError.print("binlogpos: the applier runs again: a copy made from now on is behind this position")
        } else {
            StandardError.print("binlogpos: the applier is stopped\(captured.wasStopped ? ", by this command" : "")")
        }
        return .success
    }

    /// What the source says of the position.
    private func mark(
        of record: PositionRecord,
        _ source: String,
        _ selection: OptionFileSelection
    ) async throws -> PositionVerification? {
        let server = try SourceInvocation.configuration(connection, source: source, selection: selection)
        var point = try StartPoint(record)
        // The GTIDs are the replica's, of all its sources.
        point.gtid = nil
        return try await PositionVerifier(.server(server)).verify(point)
    }
}
