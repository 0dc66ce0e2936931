// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLClient
import MySQLReplication
import MySQLTypes

extension MySQLSession {
    func create(_ table: NewTable) async throws(SinkError) {
        let text = try MySQLDeclaration.create(table)
        do throws(MySQLError) {
            try await connection.execute(
                text: "CREATE DATABASE IF NOT EXISTS \(SQLText.name(table.name.database))"
            )
            try await connection.execute(text: text)
        } catch {
            throw MySQLFailure.statement(error)
        }
    }

    func check(_ plan: TablePlan) async throws(SinkError) {
        // Strict mode refuses what does not fit; an engine without transactions cannot undo.
        let engine = try await values(
            """
            SELECT e.TRANSACTIONS FROM information_schema.TABLES t JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE \
            WHERE \(filter(plan.target.name, "t."))
            """,
            columns: 1
        )
        guard engine.first?.first == "YES" else {
            throw SinkError(
                .schema,
                "\(plan.target.name) of the target is of an engine without transactions",
                advice: "ALTER TABLE \(plan.target.name) ENGINE = InnoDB"
            )
        }
    }

    func describe(_ table: TableName) async throws(SinkError) -> TargetTable? {
        let columns = try await values(
            """
            SELECT COLUMN_NAME, COLUMN_TYPE, EXTRA, IS_NULLABLE, COLUMN_DEFAULT FROM information_schema.COLUMNS \
            WHERE \(filter(table)) ORDER BY ORDINAL_POSITION
            """,
            columns: 5
        )
        guard !columns.isEmpty else { return nil }
        var target = TargetTable(
            table,
            columns: columns.map { row in
                let extra = (row[2] ?? "").uppercased()
                // MariaDB writes the default NULL of a column as the word.
                let hasDefault = row[4] != nil && row[4] != "NULL" || extra.contains("AUTO_INCREMENT")
                var column = TargetTable.Column(
                    row[0] ?? "",
                    type: row[1] ?? "",
                    isGenerated: extra.contains("VIRTUAL GENERATED") || extra.contains("STORED GENERATED")
                        || extra.contains("PERSISTENT"),
                    isNullable: row[3] == "YES",
                    hasDefault: hasDefault
                )
                column.changesByItself = extra.contains("ON UPDATE")
                return column
            }
        )
        try await addKeys(to: &target)
        try await addForeignKeys(to: &target)
        target.referrers = try await referrers(of: table)
        return target
    }

    /// What refers to a table, of the tables that the account may see.
    private func referrers(of table: TableName) async throws(SinkError) -> TargetTable.Referrers {
        let rules = try await values(
            """
            SELECT UPDATE_RULE, DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS \
            WHERE UNIQUE_CONSTRAINT_SCHEMA = \(MySQLLiteral.text(table.database)) \
            AND REFERENCED_TABLE_NAME = \(MySQLLiteral.text(table.table))
            """,
            columns: 2
        )
        let changes = rules.joined().contains { $0 != "NO ACTION" && $0 != "RESTRICT" }
        return changes ? .changing : rules.isEmpty ? .none : .checking
    }

    private func addKeys(to target: inout TargetTable) async throws(SinkError) {
        let parts = try await values(
            """
            SELECT INDEX_NAME, COLUMN_NAME, CAST(SUB_PART AS CHAR) FROM information_schema.STATISTICS \
            WHERE \(filter(target.name)) AND NON_UNIQUE = 0 ORDER BY INDEX_NAME, SEQ_IN_INDEX
            """,
            columns: 3
        )
        var names: [String] = []
        var keys: [String: [Int]] = [:]
        var partial: Set<String> = []
        for part in parts {
            let index = part[0] ?? ""
            if keys[index] == nil { names.append(index) }
            // An index over an expression has no column, one over a column's beginning a length.
            guard part[2] == nil, let place = target.columns.firstIndex(where: { $0.name == part[1] }) else {
                partial.insert(index)
                keys[index, default: []] += []
                continue
            }
            keys[index, default: []].append(place)
        }
        for name in names.sorted(by: { $0 == "PRIMARY" && $1 != "PRIMARY" }) {
            guard !partial.contains(name), let key = keys[name] else {
                target.hasOtherUniqueIndexes = true
                continue
            }
            target.keys.append(TargetTable.Key(key, isPrimary: name == "PRIMARY"))
        }
    }

    private func addForeignKeys(to target: inout TargetTable) async throws(SinkError) {
        let parts = try await values(
            """
            SELECT k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, \
            k.REFERENCED_COLUMN_NAME, r.UPDATE_RULE, r.DELETE_RULE FROM information_schema.KEY_COLUMN_USAGE k \
            JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA \
            AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME \
            WHERE \(filter(target.name, "k.")) AND k.REFERENCED_TABLE_NAME IS NOT NULL \
            ORDER BY k.CONSTRAINT_NAME, k.ORDINAL_POSITION
            """,
            columns: 7
        )
        var last: String?
        for part in parts {
            if part[0] != last {
                last = part[0]
                let rules = [part[5] ?? "", part[6] ?? ""]
                target.foreignKeys.append(
                    TargetTable.ForeignKey(
                        [],
                        parent: TableName(database: part[2] ?? "", table: part[3] ?? ""),
                        parentColumns: [],
                        changesRows: rules.contains { $0 != "NO ACTION" && $0 != "RESTRICT" }
                    )
                )
            }
            guard let place = target.columns.firstIndex(where: { $0.name == part[1] }) else { continue }
            target.foreignKeys[target.foreignKeys.count - 1].columns.append(place)
            target.foreignKeys[target.foreignKeys.count - 1].parentColumns.append(part[4] ?? "")
        }
    }

    private func filter(_ table: TableName, _ alias: String = "") -> String {
        "\(alias)TABLE_SCHEMA = \(MySQLLiteral.text(table.database)) AND \(alias)TABLE_NAME = \(MySQLLiteral.text(table.table))"
    }

    private func values(_ sql: String, columns: Int) async throws(SinkError) -> [[String?]] {
        do throws(MySQLError) {
            var rows: [[String?]] = []
            for row in try await connection.query(text: sql).collect() {
                var values: [String?] = []
                for index in 0..<columns {
                    values.append(row.isNull(at: index) ? nil : try row.decode(String.self, at: index))
                }
                rows.append(values)
            }
            return rows
        } catch {
            throw MySQLFailure.statement(error)
        }
    }
}
