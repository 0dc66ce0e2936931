// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import ReplicationPositions

/// `binlogpos verify`: what the log says of a position.
struct VerifyCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Asks a server, or files of its log, whether replication may begin at a position.",
        discussion: """
            The position is FILE:OFFSET, GTIDs, or a file that parse reads: a saved status, a dump, a backup's info, a resume \
            file. Asked is the server whose log it is: whether it is that server, has the file, whether a transaction \
            begins there, what comes before and after, and how long the file will be kept. The file is read from its \
            beginning, as a replica does. Files (--files) tell less, and what they do not tell is said.

            Exit status: 0 replication may begin there; 1 the server cannot be asked; 2 the command line is wrong; 5 it may \
            not.
            """
    )

    @Argument(help: ArgumentHelp("FILE:OFFSET, GTIDs, or a file; - is standard input.", valueName: "position"))
    var position: String

    @OptionGroup var log: LogOptions

    @Option(help: ArgumentHelp("The channel or connection of a saved status.", valueName: "name"))
    var channel: String?

    @Option(
        name: .customLong("log"),
        help: ArgumentHelp("own or source: in whose log the place is to be, where it tells both.", valueName: "whose")
    )
    var whose: StartCoordinates.Log?

    @Option(
        help: ArgumentHelp("The account that is to replicate, whose grants are looked at instead.", valueName: "name")
    )
    var replicationUser: String?

    @Option(help: ArgumentHelp("The server that is to replicate: can it apply this log?", valueName: "server"))
    var target: String?

    @Option(help: ArgumentHelp("Instead: its version, as 8.4.3 or 11.8.6-MariaDB.", valueName: "version"))
    var targetVersion: String?

    @Option(help: "For people (text) or programs (json).")
    var format: ResultFormat = .text

    @OptionGroup(title: "Connecting")
    var connection: ConnectionOptions

    @Option(help: "Colours: auto, always or never.")
    var color: TerminalStyle.Choice = .auto

    func validate() throws {
        guard target == nil || targetVersion == nil else {
            throw ValidationError("--target asks the server, --target-version tells its version: give one of them")
        }
        guard targetVersion.map({ $0.first?.isNumber == true }) ?? true else {
            throw ValidationError(
                "--target-version takes a version, as 8.4.3 or 11.8.6-MariaDB, not '\(targetVersion ?? "")'"
            )
        }
        guard replicationUser == nil || log.files.isEmpty else {
            throw ValidationError("--replication-user asks a server, files tell nothing of accounts")
        }
    }

    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        let wanted = try PlaceArgument(position, PlaceChoice(channel: channel, log: whose))
        var verifier = PositionVerifier(try log.origin(connection, selection))
        verifier.replicationUser = replicationUser
        if let target {
            verifier.target = .server(
                try SourceInvocation.configuration(connection, source: target, selection: selection)
            )
        }
        if let targetVersion { verifier.target = .version(targetVersion) }
        let result = try await verifier.verify(wanted.point, mark: wanted.mark)
        var output = OutputStream()
        switch format {
        case .text:
            var text = FindingsText(TerminalStyle(color, isTerminal: output.isTerminal))
            text.write(result, of: wanted.point)
            output.text.append(text: String(decoding: text.bytes, as: UTF8.self))
        case .json: output.text.append(text: try ReportJSON.text(VerificationDocument(result, of: wanted.point)))
        }
        try output.flush()
        return result.isGood && wanted.isSafe ? .success : .mismatch
    }
}
