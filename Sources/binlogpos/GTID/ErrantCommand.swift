// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import ReplicationPositions

/// `binlogpos gtid errant`: what a replica has and its source has not.
struct ErrantCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "errant",
        abstract: "Finds transactions that a replica has and its source has not, with what they changed.",
        discussion: """
            The replica is asked first, then the source, so that what is replicated meanwhile does not count. What the \
            transactions did is read from the replica's own log. MariaDB is compared by gtid_binlog_state: what each \
            server made in each domain.

            Exit status: 0 there are none; 1 a server cannot be asked; 2 the command line is wrong; 5 there are some.
            """
    )

    @Option(help: ArgumentHelp("The source, as mysql://USER@HOST:PORT or h=HOST,u=USER.", valueName: "server"))
    var source: String

    @Option(help: ArgumentHelp("The replica, likewise.", valueName: "server"))
    var replica: String

    @Option(help: ArgumentHelp("The most transactions that are listed.", valueName: "number"))
    var limit = 1000

    @Option(help: "For people (text) or programs (json).")
    var format: ResultFormat = .text

    @OptionGroup(title: "Connecting to both")
    var connection: ConnectionOptions

    @Option(help: "Colours: auto, always or never.")
    var color: TerminalStyle.Choice = .auto

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0 on, not \(limit)") }
    }

    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        var search = ErrantSearch(
            source: try SourceInvocation.configuration(connection, source: source, selection: selection),
            replica: try SourceInvocation.configuration(connection, source: replica, selection: selection)
        )
        search.most = limit
        let errant = try await search.run()
        var output = OutputStream()
        switch format {
        case .text:
            var text = FindingsText(TerminalStyle(color, isTerminal: output.isTerminal))
            text.write(errant)
            output.text.append(text: String(decoding: text.bytes, as: UTF8.self))
        case .json: output.text.append(text: try ReportJSON.text(ErrantDocument(errant)))
        }
        try output.flush()
        return errant.count == 0 ? .success : .mismatch
    }
}

/// Errant transactions as an object.
struct ErrantDocument: Encodable {
    var source: VerificationDocument.Server
    var replica: VerificationDocument.Server
    var gtids: String
    var count: UInt64
    var purgedCount: UInt64
    var hasMore: Bool
    var transactions: [SeenTransaction]

    /// Takes what was found.
    init(_ errant: ErrantTransactions) {
        source = VerificationDocument.Server(errant.source)
        replica = VerificationDocument.Server(errant.replica)
        gtids = errant.gtids
        count = errant.count
        purgedCount = errant.purgedCount
        hasMore = errant.hasMore
        transactions = errant.transactions
    }
}
