// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// Reads what `information_schema` says of tables.
package struct SchemaReader: Sendable {
    private let session: any StatementSession
    private let isMariaDB: Bool
    /// Whether the server does not tell the case of names apart.
    let foldsCase: Bool

    /// Reads through `session`, whose character set is utf8mb4.
    package init(_ session: any StatementSession, isMariaDB: Bool, foldsCase: Bool) {
        self.session = session
        self.isMariaDB = isMariaDB
        self.foldsCase = foldsCase
    }

    /// What the server says of a table at this moment; nil where it does not show one of that name.
    package func read(_ name: TableName) async throws(StatementFailure) -> TableSchema? {
        let filter =
            "TABLE_SCHEMA = \(SchemaReader.literal(name.database)) AND TABLE_NAME = \(SchemaReader.literal(name.table))"
        // All columns: which there are depends on the version.
        let columns = try await session.answer(
            to: "SELECT * FROM information_schema.COLUMNS WHERE \(filter) ORDER BY ORDINAL_POSITION"
        )
        guard !columns.rows.isEmpty else { return nil }
        let keys = try await session.answer(
            to: "SELECT * FROM information_schema.STATISTICS WHERE \(filter) ORDER BY INDEX_NAME, SEQ_IN_INDEX"
        )
        let tables = try await session.answer(
            to: "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES WHERE \(filter)"
        )
        return schema(name, columns: columns, keys: keys, tables: tables)
    }

    /// Puts the answers together; nil where they tell of no such table.
    package func schema(
        _ name: TableName,
        columns: StatementAnswer,
        keys: StatementAnswer,
        tables: StatementAnswer
    ) -> TableSchema? {
        let rows = rows(of: name, in: columns)
        guard !rows.isEmpty else { return nil }
        let declared = rows.map { declaration(columns, $0) }
        let schemas = declared.map { ColumnSchema($0, isMariaDB: isMariaDB) }
        let keyRows = self.rows(of: name, in: keys)
        let marked = columns.index(of: "COLUMN_KEY")
        let isMarked = rows.map { columns.value($0, marked) == "PRI" }
        let primaryKey = primaryKey(of: schemas, isMarked: isMarked, keys: keys, keyRows: keyRows)
        var hidden: [ColumnSchema] = []
        if isMariaDB {
            let expression = columns.index(of: "GENERATION_EXPRESSION")
            let showsPeriod = rows.contains { columns.value($0, expression) == "ROW START" }
            hidden = hiddenColumns(name, keys: keys, keyRows: keyRows, tables: tables, showsPeriod: showsPeriod)
        }
        return TableSchema(name, columns: schemas, primaryKey: primaryKey, origin: .server, hidden: hidden)
    }

    /// The primary key's columns in its order: of the index PRIMARY, or of the UNIQUE one that stands in for it, whose
    /// columns are marked as well.
    private func primaryKey(
        of schemas: [ColumnSchema],
        isMarked: [Bool],
        keys: StatementAnswer,
        keyRows: [Int]
    ) -> [Int] {
        let index = keys.index(of: "INDEX_NAME")
        let column = keys.index(of: "COLUMN_NAME")
        let unique = keys.index(of: "NON_UNIQUE")
        var byName: [String: [Int]] = [:]
        for row in keyRows where keys.value(row, unique) == "0" {
            guard let name = keys.value(row, index),
                let place = schemas.firstIndex(where: { $0.name == keys.value(row, column) })
            else { continue }
            byName[name, default: []].append(place)
        }
        if let primary = byName["PRIMARY"] { return primary }
        let wanted = Set(isMarked.indices.filter { isMarked[$0] })
        guard !wanted.isEmpty else { return [] }
        return byName.sorted { $0.key < $1.key }.map(\.value).first { Set($0) == wanted } ?? []
    }

    /// The rows that tell of this very table: servers may compare names without regard to case.
    private func rows(of name: TableName, in answer: StatementAnswer) -> [Int] {
        let database = answer.index(of: "TABLE_SCHEMA")
        let table = answer.index(of: "TABLE_NAME")
        return answer.rows.indices.filter { row in
            let found = TableName(
                database: answer.value(row, database) ?? "",
                table: answer.value(row, table) ?? ""
            )
            return foldsCase ? found.folded == name.folded : found == name
        }
    }

    private func declaration(_ answer: StatementAnswer, _ row: Int) -> ColumnSchema.Declared {
        func text(_ name: String) -> String? { answer.value(row, answer.index(of: name)) }
        return ColumnSchema.Declared(
            name: text("COLUMN_NAME") ?? "",
            isNullable: text("IS_NULLABLE") == "YES",
            dataType: text("DATA_TYPE") ?? "",
            columnType: text("COLUMN_TYPE") ?? "",
            octetLength: text("CHARACTER_OCTET_LENGTH").flatMap { Int($0) },
            precision: text("NUMERIC_PRECISION").flatMap { Int($0) },
            scale: text("NUMERIC_SCALE").flatMap { Int($0) },
            fractionalDigits: text("DATETIME_PRECISION").flatMap { Int($0) },
            characterSet: text("CHARACTER_SET_NAME"),
            extra: text("EXTRA") ?? ""
        )
    }

    /// The columns that MariaDB puts behind the others and does not tell of: the period of a system-versioned table, and a
    /// hash for each UNIQUE key over long columns.
    ///
    /// Seen on MariaDB 11.8: `information_schema.columns` beside the table maps of such tables.
    private func hiddenColumns(
        _ name: TableName,
        keys: StatementAnswer,
        keyRows: [Int],
        tables: StatementAnswer,
        showsPeriod: Bool
    ) -> [ColumnSchema] {
        guard let row = rows(of: name, in: tables).first else { return [] }
        var hidden: [ColumnSchema] = []
        if tables.value(row, tables.index(of: "TABLE_TYPE")) == "SYSTEM VERSIONED", !showsPeriod {
            let shape = ColumnShape(.timestamp2, scale: 6)
            hidden = ["row_start", "row_end"].map { ColumnSchema(hidden: $0, shape, isNullable: false) }
        }
        guard tables.value(row, tables.index(of: "ENGINE")) != "MEMORY" else { return hidden }
        let type = keys.index(of: "INDEX_TYPE")
        let unique = keys.index(of: "NON_UNIQUE")
        let index = keys.index(of: "INDEX_NAME")
        let hashed = keyRows.filter { keys.value($0, type) == "HASH" && keys.value($0, unique) == "0" }
        for number in 0..<Set(hashed.map { keys.value($0, index) }).count {
            var hash = ColumnSchema(hidden: "DB_ROW_HASH_\(number + 1)", ColumnShape(.longLong), isNullable: true)
            hash.isUnsigned = true
            hidden.append(hash)
        }
        return hidden
    }

    /// A text as a literal that reads the same under every `sql_mode`.
    static func literal(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\\") && $0 != 0 }
        if isPlain { return "'\(text)'" }
        let digits = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "CONVERT(X'\(digits)' USING utf8mb4)"
    }
}
