// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay

/// Statements in SQLite's words.
enum SQLiteText {
    /// A name in quotes.
    static func name(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }

    private static func names(_ table: BookkeepingTable) -> String {
        table.columns.map { name($0.name) }.joined(separator: ", ")
    }

    static func create(_ table: BookkeepingTable) -> String {
        var parts = table.columns.map { column in
            "\(name(column.name)) \(column.isNumber ? "INTEGER" : "TEXT")\(column.isKey ? " NOT NULL" : "")"
        }
        parts.append("PRIMARY KEY (\(table.columns.filter(\.isKey).map { name($0.name) }.joined(separator: ", ")))")
        return "CREATE TABLE IF NOT EXISTS \(name(table.name)) (\(parts.joined(separator: ", "))) WITHOUT ROWID"
    }

    static func select(_ table: BookkeepingTable) -> String {
        "SELECT \(names(table)) FROM \(name(table.name))"
    }

    static func insert(_ table: BookkeepingTable) -> String {
        let places = table.columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(name(table.name)) (\(names(table))) VALUES (\(places))"
    }

    static func replace(_ table: BookkeepingTable) -> String {
        "REPLACE" + insert(table).dropFirst(6)
    }

    /// A table of the target like one of the source.
    ///
    /// - Throws: `SinkError` with code `schema` for a column of a type that is not known.
    static func create(_ table: NewTable) throws(SinkError) -> String {
        var parts: [String] = []
        for column in table.source.columns {
            guard let storage = SQLiteStorage(column) else {
                throw SinkError(
                    .schema,
                    "\(table.name.table).\(column.name ?? "") is of type \(column.type), which has no mapping"
                )
            }
            var part = name(column.name ?? "")
            if !storage.declaration.isEmpty { part += " " + storage.declaration }
            if !column.isNullable { part += " NOT NULL" }
            parts.append(part)
        }
        if !table.primaryKey.isEmpty {
            let key = table.primaryKey.map { name(table.source.columns[$0].name ?? "") }
            parts.append("PRIMARY KEY (\(key.joined(separator: ", ")))")
        }
        return "CREATE TABLE IF NOT EXISTS \(name(table.name.table)) (\(parts.joined(separator: ", ")))"
    }
}
#endif
