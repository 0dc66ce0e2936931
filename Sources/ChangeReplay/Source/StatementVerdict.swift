// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// What a statement of the log means to a replay of rows.
enum StatementVerdict: Sendable, Equatable {
    /// Nothing: it changes no rows and no definition of a table that is replayed.
    case pass
    /// A table that is replayed is new: definitions are read again behind it.
    case definition
    /// It changes tables that are replayed, and the user does the same to the target's.
    case left
    /// It cannot be replayed; why, and what to do.
    case refuse(String, advice: String)

    /// Judges a statement that is no transaction control.
    ///
    /// The options tell which tables are replayed, and whether their changes are left to the user. `sql` is shown.
    init(_ summary: StatementSummary, sql: String, _ options: TransactionCollector.Options) {
        let shown = String(sql.prefix(200))
        let isDefining = summary.verb.map { StatementVerdict.definingVerbs.contains($0) } ?? summary.changes.isEmpty
        guard isDefining else {
            self = .refuse(
                "a statement changes data, where its rows should be logged: \(shown)",
                advice:
                    "set binlog_format=ROW for all sessions of the source, and begin behind this place once the data is equal again"
            )
            return
        }
        let movesRows = summary.unloggedRows.contains(where: options.selects)
        if movesRows || summary.changes.contains(where: { StatementVerdict.needsHelp($0, options) }) {
            guard !options.ignoresDefinitions else {
                self = .left
                return
            }
            self = .refuse(
                movesRows
                    ? "rows of a replayed table come or go by a statement: \(shown)"
                    : "the definition of a replayed table changes: \(shown)",
                advice: "do the same to the target's table, then go on with --ddl ignore"
            )
            return
        }
        let makes = summary.changes.contains { change in
            guard case .create(let name, _) = change else { return false }
            return options.selects(name)
        }
        self = makes ? .definition : .pass
    }

    /// Whether the target needs the same change.
    private static func needsHelp(_ change: DefinitionChange, _ options: TransactionCollector.Options) -> Bool {
        switch change {
        case .create: false
        case .alter(let name), .drop(let name): options.selects(name)
        case .rename(let old, to: let new): options.selects(old) || options.selects(new)
        case .dropDatabase(let name): options.selectsDatabase(name)
        case .unknown: true
        }
    }

    /// First words of statements that change no rows but by ``StatementSummary/unloggedRows``.
    private static let definingVerbs: Set = [
        "ALTER", "ANALYZE", "CHANGE", "CHECK", "CREATE", "DROP", "FLUSH", "GRANT", "INSTALL", "OPTIMIZE", "RENAME",
        "REPAIR", "REVOKE", "SET", "TRUNCATE", "UNINSTALL",
    ]
}
