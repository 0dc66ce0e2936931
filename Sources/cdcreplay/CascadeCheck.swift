// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ChangeReplay
import MySQLClient
import MySQLReplication
import MySQLTypes

/// What is done where foreign keys of the source change rows that its log does not tell of.
enum CascadeChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// The run ends before anything is replayed.
    case stop
    /// The target has the same foreign keys, which do the same there.
    case target
}

/// Foreign keys of a source that change rows of other tables by themselves (`ON DELETE CASCADE`, `SET NULL` and the like).
///
/// InnoDB does that below the binary log, so a replay would miss those rows. MySQL 9.6 and later log them, unless
/// `innodb_native_foreign_keys` is on.
/// Source: MySQL Reference Manual, "InnoDB and MySQL Replication"; MySQL 9.6 release notes, "Foreign keys".
enum CascadeCheck {
    /// Foreign keys named in a message; the rest is counted.
    private static let shownCount = 5

    /// Refuses a source whose cascades a replay of the selected tables would miss.
    ///
    /// - Throws: `ReplayError` with the foreign keys, or why the source could not be asked.
    static func run(
        _ configuration: MySQLConnection.Configuration,
        selects: @Sendable (TableName) -> Bool
    ) async throws {
        let keys: [String]
        do {
            keys = try await MySQLConnection.withConnection(configuration) { connection in
                let setting = try await connection.answer(to: "SHOW GLOBAL VARIABLES LIKE 'innodb_native_foreign_keys'")
                if let value = setting.rows.first?.last, value == "OFF" { return [] }
                let rules = try await connection.answer(
                    to: "SELECT constraint_schema, table_name, constraint_name, delete_rule, update_rule "
                        + "FROM information_schema.referential_constraints "
                        + "WHERE delete_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT') "
                        + "OR update_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT') ORDER BY 1, 2, 3"
                )
                return rules.rows.compactMap { row -> String? in
                    guard row.count == 5, let database = row[0], let table = row[1], let name = row[2],
                        selects(TableName(database: database, table: table))
                    else { return nil }
                    return "\(name) of \(database).\(table) "
                        + "(ON DELETE \(row[3] ?? "?"), ON UPDATE \(row[4] ?? "?"))"
                }
            }
        } catch {
            throw ReplayError(
                .source,
                "the source could not be asked for its foreign keys: \(error)",
                advice: "check address and account, or say --cascades target where the target has the same foreign keys"
            )
        }
        guard !keys.isEmpty else { return }
        let shown = keys.prefix(shownCount).joined(separator: ", ")
        let more = keys.count > shownCount ? " and \(keys.count - shownCount) more" : ""
        throw ReplayError(
            .schema,
            "the source's log does not tell of rows that these foreign keys change: \(shown)\(more)",
            advice: "make the same foreign keys in the target and say --cascades target, "
                + "or leave their tables out (--tables)"
        )
    }
}
