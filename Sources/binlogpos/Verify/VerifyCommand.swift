// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import Foundation
import ReplicationPositions

/// `binlogpos verify`: what the server says of a position.
struct VerifyCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Asks the server whether replication may begin at a position of its log.",
        discussion: """
            The position is FILE:OFFSET, GTIDs, or a file that parse reads: a saved status, a dump, a backup's info, a resume \
            file. Asked is the server whose log it is: whether it is that server, has the file, whether a transaction \
            begins there, what comes before and after, and how long the file will be kept. The file is read from its \
            beginning, as a replica does.

            Exit status: 0 replication may begin there; 1 the server cannot be asked; 2 the command line is wrong; 5 it may \
            not.
            """
    )

    @Argument(help: ArgumentHelp("FILE:OFFSET, GTIDs, or a file; - is standard input.", valueName: "position"))
    var position: String

    @Option(
        help: ArgumentHelp(
            "The server, as mysql://USER@HOST:PORT or h=HOST,u=USER; or name it by the options below.",
            valueName: "server"
        )
    )
    var source: String?

    @Option(help: ArgumentHelp("The channel or connection of a saved status.", valueName: "name"))
    var channel: String?

    @Option(
        help: ArgumentHelp("own or source: in whose log the place is to be, where it tells both.", valueName: "whose")
    )
    var log: StartCoordinates.Log?

    @Option(help: "For people (text) or programs (json).")
    var format: ResultFormat = .text

    @OptionGroup(title: "Connecting")
    var connection: ConnectionOptions

    @Option(help: "Colours: auto, always or never.")
    var color: ColorChoice = .auto

    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        let wanted = try wanted()
        let server = try SourceInvocation.configuration(connection, source: source, selection: selection)
        let result = try await PositionVerifier(server).verify(wanted.point, lastEvent: wanted.event)
        var output = OutputStream()
        switch format {
        case .text:
            var text = VerificationText(TerminalStyle(color.style, isTerminal: output.isTerminal))
            text.write(result, of: wanted.point)
            output.text.append(text: String(decoding: text.bytes, as: UTF8.self))
        case .json: output.text.append(text: try ReportJSON.text(VerificationDocument(result, of: wanted.point)))
        }
        try output.flush()
        return result.isGood && wanted.isSafe ? .success : .mismatch
    }

    /// The position that the argument tells, with the event that was recorded before it, and whether the text proves it safe.
    private func wanted() throws -> (point: StartPoint, event: PositionRecord.Event?, isSafe: Bool) {
        if position == "-" || FileManager.default.fileExists(atPath: position) {
            if position != "-", let record = try? PositionDocument(json: InputFile.bytes(of: position)).record.place {
                do throws(PositionRecordError) {
                    return (try StartPoint(record), record.lastEvent, true)
                } catch {
                    throw InputError("\(position): \(error)")
                }
            }
            let taken = try PlaceChoice(channel: channel, log: log).point(of: position)
            guard taken.0.file != nil || taken.0.gtid != nil else {
                throw InputError("\(position): tells no whole place to ask for")
            }
            return (taken.0, nil, taken.isSafe)
        }
        if let place = BinlogFilePosition(position) { return (StartPoint(file: place), nil, true) }
        do throws(GTIDSyntaxError) {
            return (StartPoint(gtid: try GTIDText.read(position)), nil, true)
        } catch {
            throw UsageError("'\(position)' is no file, no FILE:OFFSET and no GTIDs: \(error)")
        }
    }
}
