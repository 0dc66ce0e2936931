// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import ReplicationPositions

/// `binlogpos translate`: a place in other ways, or in the log of another server.
struct TranslateCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate",
        abstract: "Tells a place by file, by GTIDs and by time; or finds it again in the log of another server.",
        discussion: """
            The place is FILE:OFFSET, GTIDs, a local time ('2024-02-29 23:59:59') or seconds since 1970 UTC (@1709251199), or \
            a file that parse reads. It is looked up on a live server (--source) or in files (--files), of which the last one \
            may be cut. GTIDs stand for the place behind all of them; a set of one transaction for the place behind that one. \
            A time stands for the first transaction that began then or later; the time that is told leads back to the place.

            With --to-source or --to-files the place is found again in another log, without GTIDs: behind the same \
            transaction, known again by what it changed, when, and on which server. That server must log what it replicates \
            (log_replica_updates). Where the order differs there, or several places would do, none is told.

            Exit status: 0 the place was found; 1 a server cannot be asked; 2 the command line is wrong; 5 no place is right.
            """
    )

    @Argument(help: ArgumentHelp("FILE:OFFSET, GTIDs, a time, or a file; - is standard input.", valueName: "place"))
    var place: String

    @OptionGroup var log: LogOptions

    @Option(help: ArgumentHelp("The other server, in whose log the place is to be found again.", valueName: "server"))
    var toSource: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Instead: files of its log, or a folder of them.", valueName: "path")
    )
    var toFiles: [String] = []

    @Option(
        help: ArgumentHelp(
            "The most transactions that are compared on each side of the place.",
            valueName: "number"
        )
    )
    var compare = 200

    @Option(help: ArgumentHelp("The channel or connection of a saved status.", valueName: "name"))
    var channel: String?

    @Option(help: "For people (text) or programs (json).")
    var format: ResultFormat = .text

    @OptionGroup(title: "Connecting")
    var connection: ConnectionOptions

    @Option(help: "Colours: auto, always or never.")
    var color: TerminalStyle.Choice = .auto

    func validate() throws {
        guard toSource == nil || toFiles.isEmpty else {
            throw ValidationError("--to-source asks a server, --to-files reads files: give one of them")
        }
        guard 1...10_000 ~= compare else { throw ValidationError("--compare takes 1 to 10000, not \(compare)") }
    }

    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        let sought = try sought()
        let origin = try log.origin(connection, selection)
        guard toSource != nil || !toFiles.isEmpty else {
            let result = try await PositionTranslator(origin).translate(sought)
            return try write(result.isGood, TranslationDocument(result)) { $0.write(result) }
        }
        let other: LogOrigin =
            toFiles.isEmpty
            ? .server(try SourceInvocation.configuration(connection, source: toSource, selection: selection))
            : .files(try LogOptions.files(toFiles, keys: try log.keys()))
        guard let file = try await file(of: sought, origin) else { return .mismatch }
        var matcher = PositionMatcher(from: origin, to: other)
        matcher.window = compare
        let matched = try await matcher.match(file)
        return try write(matched.isGood, MatchDocument(matched)) { $0.write(matched) }
    }

    /// The place by file; nil where there is none, which was told.
    private func file(of sought: SoughtPlace, _ origin: LogOrigin) async throws -> BinlogFilePosition? {
        if case .file(let file) = sought { return file }
        let result = try await PositionTranslator(origin).translate(sought)
        if result.isGood, let file = result.file { return file }
        _ = try write(false, TranslationDocument(result)) { $0.write(result) }
        return nil
    }

    /// What the argument tells; of a file that tells both, the file and offset.
    private func sought() throws -> SoughtPlace {
        if let time = LocalTime.seconds(of: place) { return .time(time) }
        let argument = try PlaceArgument(place, PlaceChoice(channel: channel, log: nil))
        if let file = argument.point.file { return .file(file) }
        guard let gtid = argument.point.gtid else { throw UsageError("'\(place)' tells no place") }
        return .gtids(gtid)
    }

    private func write(
        _ isGood: Bool,
        _ document: some Encodable,
        _ body: (inout FindingsText) -> Void
    ) throws -> ExitStatus {
        var output = OutputStream()
        switch format {
        case .text:
            var text = FindingsText(TerminalStyle(color, isTerminal: output.isTerminal))
            body(&text)
            text.writeEnd(isGood: isGood)
            output.text.append(text: String(decoding: text.bytes, as: UTF8.self))
        case .json: output.text.append(text: try ReportJSON.text(document))
        }
        try output.flush()
        return isGood ? .success : .mismatch
    }
}
