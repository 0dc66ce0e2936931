// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes
import MySQLWire

/// What a statement of the log means to a replay of rows.
enum StatementVerdict: Sendable, Equatable {
    /// Nothing: it changes no rows and no definition of a table that is replayed.
    case pass
    /// Tables may be others behind it.
    case definition
    /// It cannot be replayed; why, and what to do.
    case refuse(String, advice: String)

    /// Judges a statement that is no transaction control.
    ///
    /// `ignoresDefinitions` says that changes of tables that are replayed are left to the user.
    init(
        _ summary: StatementSummary,
        sql: String,
        ignoresDefinitions: Bool,
        selects: (TableName) -> Bool
    ) {
        let words = StatementVerdict.words(sql)
        let shown = String(sql.prefix(200))
        guard summary.changes.isEmpty else {
            var touches = false
            for change in summary.changes {
                switch change {
                case .create(let name, _): touches = touches || selects(name)
                case .alter(let name), .drop(let name), .rename(let name, to: _):
                    var isIn = selects(name)
                    if case .rename(_, let other) = change { isIn = isIn || selects(other) }
                    guard isIn else { continue }
                    touches = true
                    if !ignoresDefinitions {
                        self = StatementVerdict.definitionRefused(shown)
                        return
                    }
                case .dropDatabase, .unknown:
                    touches = true
                    if !ignoresDefinitions {
                        self = StatementVerdict.definitionRefused(shown)
                        return
                    }
                }
            }
            self = touches ? .definition : .pass
            return
        }
        switch words.first {
        case "CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "SET", "FLUSH", "ANALYZE", "OPTIMIZE", "REPAIR", "CHECK",
            "RENAME", "INSTALL", "UNINSTALL", "CHANGE", nil:
            self = .pass
        case "TRUNCATE":
            if ignoresDefinitions {
                self = .pass
            } else {
                self = StatementVerdict.definitionRefused(shown)
            }
        default:
            self = .refuse(
                "a statement changes data, where its rows should be logged: \(shown)",
                advice:
                    "set binlog_format=ROW for all sessions of the source, and begin behind this place once the data is equal again"
            )
        }
    }

    private static func definitionRefused(_ sql: String) -> StatementVerdict {
        .refuse(
            "the definition of a replayed table changes: \(sql)",
            advice: "do the same to the target's table, then go on with --ddl ignore"
        )
    }

    /// The first two words in capitals, comments left out.
    private static func words(_ sql: String) -> [String] {
        var rest = sql[...]
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "(" || $0 == ";" }
            if rest.hasPrefix("/*"), !rest.hasPrefix("/*!"), !rest.hasPrefix("/*M!"),
                let end = rest.firstRange(of: "*/")
            {
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("/*!") || rest.hasPrefix("/*M!") {
                rest = rest.drop { !$0.isWhitespace }
            } else if rest.hasPrefix("#") || rest.hasPrefix("-- ") {
                rest = rest.drop { !$0.isNewline }
            } else {
                break
            }
        }
        return rest.prefix(100).split { !$0.isLetter }.prefix(2).map { $0.uppercased() }
    }
}
