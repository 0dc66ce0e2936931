// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import CommandLineKit
import MySQLTypes

/// The end report for people.
enum ReportText {
    /// Appends what was done to each table, and up to where.
    static func write(_ report: ReplayReport, to text: inout TextWriter) {
        let tables = report.tables.sorted { "\($0.key)" < "\($1.key)" }
        if !tables.isEmpty {
            // Columns of what seldom happens stand there when it did.
            let hasOverwritten = tables.contains { $0.value.overwritten > 0 }
            let hasLeftOut = tables.contains { $0.value.leftOut > 0 }
            let rows = tables.map { name, table in
                ["\(name)", String(table.inserts), String(table.updates), String(table.deletes)]
                    + (hasOverwritten ? [String(table.overwritten)] : []) + (hasLeftOut ? [String(table.leftOut)] : [])
            }
            let titles = ["table", "inserted", "updated", "deleted"]
            let more = (hasOverwritten ? ["overwritten"] : []) + (hasLeftOut ? ["left out"] : [])
            TerminalTable(titles + more, rows).write(to: &text)
            if hasLeftOut { text.append("what was left out stands in the target's cdcreplay_exception\n") }
        }
        for table in report.suspended.sorted(by: { "\($0.source)" < "\($1.source)" }) {
            text.append(text: "\(table.source) is suspended since \(table.position): \(table.message)\n")
        }
        write(report.substitutions, to: &text)
        let what = report.transactions == 1 ? "1 transaction" : "\(report.transactions) transactions"
        text.append(text: "\(report.wasStopped ? "stopped" : "ended") behind \(what)")
        if let place = report.place {
            text.append(text: "; everything before \(place.file) is in the target")
        }
        text.append("\n")
    }
    /// Appends how often values were replaced.
    private static func write(_ counts: Substitutions, to text: inout TextWriter) {
        let lines = [
            (counts.zeroDates, "dates that the target does not have became NULL"),
            (counts.textDates, "dates that the target does not have stand there as text"),
            (counts.nulBytes, "characters U+0000 were left out of text"),
        ]
        for (count, what) in lines where count > 0 { text.append(text: "\(count) \(what)\n") }
    }
}
