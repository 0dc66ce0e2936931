// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The options of the formats that write SQL.
struct SQLOptions: ParsableArguments, Sendable {
    @Flag(help: "SQL, undo: let updates set all columns that the log tells, not only those that changed.")
    var allColumns = false

    @Option(
        help: ArgumentHelp(
            "SQL, undo: neither set nor look at this column, as one that is generated, which the log does not tell; may be "
                + "repeated.",
            valueName: "db.table.column"
        )
    )
    var excludeColumn: [String] = []

    @Option(
        help: ArgumentHelp(
            "Undo: change nothing, and tell which rows of this server are not as the log left them; a server as in --source.",
            valueName: "server"
        )
    )
    var dryRunAgainst: String?

    /// Whether a column is neither set nor looked at.
    func excludes(_ column: String, of table: String, in database: String) -> Bool {
        !excludeColumn.isEmpty && excludeColumn.contains("\(database).\(table).\(column)")
    }
}
