// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import CommandLineKit
public import ReplicationPositions

extension ReplicationDialect: ExpressibleByArgument {}
extension StartRequest.Method: ExpressibleByArgument {}
extension StartStatements.Step: ExpressibleByArgument {}
extension StartCoordinates.Log: ExpressibleByArgument {}

/// `binlogpos emit`: the statements that start replication.
struct EmitCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "emit",
        abstract: "Writes the statements that start replication at a place, for a kind of server.",
        discussion: """
            The place comes from what parse reads (--from), or from --position or --gtid. What parse would refuse is \
            refused here too, with status 5, unless --force is given. The password is left as <password>.
            """
    )

    @Option(
        help: ArgumentHelp(
            "What the replica is: " + ReplicationDialect.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "name"
        )
    )
    var dialect: ReplicationDialect

    @Option(help: ArgumentHelp("A saved status, dump, backup or record; - is standard input.", valueName: "file"))
    var from: String?

    @Option(help: ArgumentHelp("The channel or connection to take from it.", valueName: "name"))
    var channel: String?

    @Option(
        help: ArgumentHelp("own or source: in whose log the place is to be, where it tells both.", valueName: "whose")
    )
    var log: StartCoordinates.Log?

    @Flag(help: "Take a place that is not proved to be safe.")
    var force = false

    @Option(help: ArgumentHelp("The place by file.", valueName: "file:offset"))
    var position: String?

    @Option(
        help: ArgumentHelp("The place by GTIDs: all that the replica's data holds; @file reads it.", valueName: "gtids")
    )
    var gtid: GTIDArgument?

    @Option(help: "By what the place is told: file or gtid; gtid where it can be.")
    var method: StartRequest.Method?

    @Option(help: ArgumentHelp("The source's host.", valueName: "name"))
    var sourceHost: String?

    @Option(help: ArgumentHelp("Its port.", valueName: "number"))
    var sourcePort: Int?

    @Option(help: ArgumentHelp("The account of replication there; repl if none is told.", valueName: "name"))
    var sourceUser: String?

    @Option(help: ArgumentHelp("Who signed the source's certificate: a file on the replica.", valueName: "path"))
    var sourceCa: String?

    @Flag(help: "Replicate without TLS.")
    var skipSsl = false

    @Option(help: ArgumentHelp("The channel or connection to make; '' is the one without a name.", valueName: "name"))
    var asChannel: String?

    @Option(help: ArgumentHelp("Hold transactions back.", valueName: "seconds"))
    var delay: UInt64 = 0

    @Flag(
        help: "MySQL by GTIDs: set gtid_purged, for data that was loaded without its GTIDs. Empties the replica's log."
    )
    var setGtidPurged = false

    @Option(help: ArgumentHelp("One step only: source, stop, set, start, check or reset.", valueName: "step"))
    var only: StartStatements.Step?

    @Option(help: "A script (text) or an object (json).")
    var format: ResultFormat = .text

    func validate() throws {
        guard from != nil || position != nil || gtid != nil else {
            throw ValidationError("where is replication to begin? give --from, --position or --gtid")
        }
        guard sourcePort.map({ 1...65_535 ~= $0 }) ?? true else {
            throw ValidationError("--source-port takes 1 to 65535, not \(sourcePort ?? 0)")
        }
    }

    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        let taken =
            try from.map { try PlaceChoice(channel: channel, log: log).point(of: $0) } ?? (StartPoint(), isSafe: true)
        guard taken.isSafe || force else {
            StandardError.print("binlogpos: the place is not proved to be safe; nothing is written (--force does it)")
            return .mismatch
        }
        var point = taken.0
        try apply(to: &point)
        var request = StartRequest(dialect: dialect, point: point)
        request.method = method
        request.usesTLS = !skipSsl
        request.certificateAuthority = sourceCa
        request.delay = delay
        request.setsPurged = setGtidPurged
        let statements: StartStatements
        do throws(StartStatementError) {
            statements = try StartStatements(request)
        } catch {
            throw UsageError("\(error)")
        }
        var output = OutputStream()
        switch format {
        case .text: output.text.append(text: statements.sql(only: only))
        case .json: output.text.append(text: try ReportJSON.text(EmitDocument(statements, dialect, only: only)))
        }
        try output.flush()
        return .success
    }

    /// Puts what the options tell over what the file told.
    private func apply(to point: inout StartPoint) throws {
        if let position {
            guard let file = BinlogFilePosition(position) else {
                throw UsageError("--position takes FILE:OFFSET, as binlog.000042:4, not '\(position)'")
            }
            point.file = file
            // The GTIDs of the file would be those of another place.
            if gtid == nil { point.gtid = nil }
        }
        if let gtid {
            let gtids = try gtid.gtids()
            point.gtid = gtids
            point.flavour = point.flavour ?? gtids.flavour
            if position == nil { point.file = nil }
        }
        point.host = sourceHost ?? point.host
        point.port = sourcePort ?? point.port
        point.user = sourceUser ?? point.user
        if let asChannel { point.channel = asChannel.isEmpty ? nil : asChannel }
        if from == nil, asChannel == nil { point.channel = channel.flatMap { $0.isEmpty ? nil : $0 } }
    }
}
