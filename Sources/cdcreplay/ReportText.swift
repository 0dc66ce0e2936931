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
            let rows = tables.map { name, table in
                ["\(name)", String(table.inserts), String(table.updates), String(table.deletes)]
            }
            TerminalTable(["table", "inserted", "updated", "deleted"], rows).write(to: &text)
        }
        let what = report.transactions == 1 ? "1 transaction" : "\(report.transactions) transactions"
        text.append(text: "\(report.wasStopped ? "stopped" : "ended") behind \(what)")
        if let place = report.place {
            text.append(text: "; everything before \(place.file) is in the target")
        }
        text.append("\n")
    }
}
