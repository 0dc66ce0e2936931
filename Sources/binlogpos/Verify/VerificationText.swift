// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import ReplicationPositions

/// Writes for people what a server says of a position.
struct VerificationText {
    private var text: StyledText

    /// Begins empty.
    init(_ style: TerminalStyle) {
        text = StyledText(style)
    }

    /// What was written.
    var bytes: [UInt8] { text.bytes }

    /// Appends what was verified.
    mutating func write(_ result: PositionVerification, of point: StartPoint) {
        text.append(VerificationText.name(point), .name)
        text.append(" on ")
        text.append("\(result.server)", .name)
        text.line(", version \(result.version)", .faint)
        text.endLine()
        for check in result.checks { write(check) }
        if let place = result.place {
            text.endLine()
            write("before", place.before)
            write("behind", place.after)
        }
        text.endLine()
        if result.isGood {
            text.line("  good: replication may begin here", .added)
        } else {
            text.line("  BAD: replication must not begin here", .alarming)
        }
    }

    private mutating func write(_ check: VerifiedCheck) {
        let (label, role) =
            switch check.outcome {
            case .good: ("good", TerminalStyle.Role.added)
            case .warning: ("warning", TerminalStyle.Role.changed)
            case .bad: ("BAD", TerminalStyle.Role.alarming)
            case .unknown: ("unknown", TerminalStyle.Role.faint)
            }
        text.paragraph(label, role, check.message, indent: 2, hang: 11)
        if let advice = check.advice { text.paragraph("->", .faint, advice, indent: 8, hang: 11) }
    }

    private mutating func write(_ label: String, _ transaction: SeenTransaction?) {
        guard let transaction else {
            text.paragraph(label, .faint, "no transaction", indent: 2, hang: 11)
            return
        }
        var words = "\(transaction.file):\(transaction.begin)-\(transaction.end)"
        if let gtid = transaction.gtid { words += ", \(gtid)" }
        words += ", \(MySQLTimestamp(seconds: transaction.timestamp)) UTC"
        if !transaction.tables.isEmpty {
            words += ", tables " + transaction.tables.joined(separator: " ") + (transaction.hasMoreTables ? " ..." : "")
        }
        if let statement = transaction.statement { words += ", \(statement)" }
        text.paragraph(label, .faint, words, indent: 2, hang: 11)
    }

    /// The position, for people.
    static func name(_ point: StartPoint) -> String {
        [point.file.map { "\($0)" }, point.gtid.map { "GTIDs \($0)" }].compactMap { $0 }.joined(separator: " and ")
    }
}
