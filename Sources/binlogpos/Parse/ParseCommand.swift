// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import ReplicationPositions

/// `binlogpos parse`: what a saved text tells.
struct ParseCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Tells which place of a saved status, dump or backup is safe for what.",
        discussion: """
            Reads SHOW SLAVE STATUS and SHOW REPLICA STATUS of MySQL 5.5 to 9.7, MariaDB, RDS and Aurora, with \\G, as tables, \
            with tabs, as XML or JSON, whole or in parts; SHOW MASTER STATUS and its successors; the heads of dumps of \
            mysqldump and mariadb-dump; mydumper's metadata; xtrabackup_binlog_info and xtrabackup_slave_info; position \
            records.

            Exit status: 0 the place is safe to begin at; 1 the text cannot be read, or nothing in it is known; 2 the \
            command line is wrong; 5 what it tells is not proved to be safe.
            """
    )

    @Argument(help: ArgumentHelp("What was saved; - is standard input.", valueName: "file"))
    var file: String

    @Option(help: "For people (text) or programs (json).")
    var format: ResultFormat = .text

    @Option(help: "Colours: auto, always or never.")
    var color: TerminalStyle.Choice = .auto

    func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
        let status = try PositionInput.status(file)
        let report = PositionReport(status)
        var output = OutputStream()
        switch format {
        case .text:
            var text = ReportText(TerminalStyle(color, isTerminal: output.isTerminal))
            text.write(report)
            output.text.append(text: String(decoding: text.bytes, as: UTF8.self))
        case .json: output.text.append(text: try ReportJSON.text(report, notation: status.notation))
        }
        try output.flush()
        return report.isSafe ? .success : .mismatch
    }
}

/// A saved text as an argument.
enum PositionInput {
    /// What a file tells.
    ///
    /// - Throws: ``InputError`` where it cannot be read, or nothing in it is known.
    static func status(_ path: String) throws(InputError) -> StatusFile {
        let status = StatusFile(bytes: try InputFile.bytes(of: path))
        guard !status.isEmpty else {
            throw InputError(
                "\(path == "-" ? "standard input" : path): no status of a replica or a binary log, no dump, no backup is "
                    + "recognised; save SHOW REPLICA STATUS\\G whole"
            )
        }
        return status
    }
}
