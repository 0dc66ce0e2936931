// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import ReplicationPositions

/// Writes for people what a log says of a place.
struct FindingsText {
    private var text: StyledText

    /// Begins empty.
    init(_ style: TerminalStyle) {
        text = StyledText(style)
    }

    /// What was written.
    var bytes: [UInt8] { text.bytes }

    /// Appends what was verified.
    mutating func write(_ result: PositionVerification, of point: StartPoint) {
        text.append(FindingsText.name(point), .name)
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

    /// Appends a place in each of the ways in which it is told; of one that was found by content no time was looked for.
    mutating func write(_ place: TranslatedPlace, withTime: Bool = true) {
        text.append("\(place.server)", .name)
        text.endLine()
        text.endLine()
        if let file = place.file { text.paragraph("file", .name, "\(file)", indent: 2, hang: 11) }
        if place.file != nil, let executed = place.executed {
            let words = "\(executed)"
            text.paragraph("GTIDs", .name, words.isEmpty ? "none" : words, indent: 2, hang: 11)
        }
        if place.file != nil, withTime {
            let words =
                place.time.map { "\(MySQLTimestamp(seconds: $0)) UTC, which is @\($0)" }
                ?? (place.place?.after == nil ? "none: the log ends here" : "none that stands for this place alone")
            text.paragraph("time", .name, words, indent: 2, hang: 11)
        }
        text.endLine()
        for check in place.checks { write(check) }
        if let found = place.place {
            write("before", found.before)
            write("behind", found.after)
        }
    }

    /// Appends a place that was found again in another log.
    mutating func write(_ matched: MatchedPlace) {
        text.append("from ", .faint)
        write(matched.origin)
        text.endLine()
        guard matched.origin.isGood else { return }
        text.append("to ", .faint)
        write(matched.result, withTime: false)
    }

    /// Appends whether there is a place.
    mutating func writeEnd(isGood: Bool) {
        text.endLine()
        if isGood {
            text.line("  found", .added)
        } else {
            text.line("  NOT FOUND: no place is told", .alarming)
        }
    }

    /// Appends what a replica has and its source has not.
    mutating func write(_ errant: ErrantTransactions) {
        text.append("\(errant.replica)", .name)
        text.append(" against ")
        text.line("\(errant.source)", .name)
        text.endLine()
        guard errant.count > 0 else {
            text.line("  none: the source has everything that the replica has", .added)
            return
        }
        text.paragraph(
            "errant",
            .alarming,
            "\(errant.gtids) (\(errant.replica.isMariaDB && errant.purgedCount > 0 ? "at most " : "")"
                + "\(errant.count) transaction\(errant.count == 1 ? "" : "s"))",
            indent: 2,
            hang: 11
        )
        text.endLine()
        for transaction in errant.transactions { write("", transaction) }
        if errant.hasMore { text.line("  ... and more, which --limit cuts off") }
        if errant.purgedCount > 0 {
            text.paragraph(
                "unknown",
                .faint,
                (errant.replica.isMariaDB ? "at most " : "")
                    + "\(errant.purgedCount) of them are no longer in the replica's log: what they did is not known",
                indent: 2,
                hang: 11
            )
        }
    }

    private mutating func write(_ label: String, _ transaction: SeenTransaction?) {
        guard let transaction else {
            text.paragraph(label, .faint, "no transaction", indent: 2, hang: 11)
            return
        }
        var words = "\(transaction.file):\(transaction.begin)-\(transaction.end)"
        if let gtid = transaction.gtid { words += ", \(gtid)" }
        words += ", \(MySQLTimestamp(seconds: transaction.timestamp)) UTC"
        if let rows = transaction.rows {
            words += rows.map { row in
                let counts = [(row.inserted, "inserted"), (row.updated, "updated"), (row.deleted, "deleted")]
                return ", \(row.table): "
                    + counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " and ")
            }.joined()
            if transaction.hasUncountedRows { words += ", and rows that cannot be read" }
        } else if !transaction.tables.isEmpty {
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
