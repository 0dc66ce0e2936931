// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog

/// The columns of a table at one time, with names and everything else that reading rows needs.
///
/// Never changes once it is made.
///
/// ```swift
/// let schema = try await catalog.resolve(table, at: position)
/// let index = schema.index(of: "balance")
/// ```
public final class TableSchema: Sendable {
    /// Where the description is from.
    public enum Origin: Sendable, Hashable {
        /// The table map's own metadata (`binlog_row_metadata=FULL`).
        case log
        /// The server's `information_schema`, checked against the table map.
        case server
    }

    /// The table.
    public let name: TableName
    /// The columns in the order of the row images.
    public let columns: [ColumnSchema]
    /// Indices of the primary key's columns in the key's order; empty where there is none.
    public let primaryKey: [Int]
    /// Where the description is from.
    public let origin: Origin
    /// Columns behind the others that the server puts into rows and does not tell of.
    let hidden: [ColumnSchema]

    /// Describes a table; `hidden` are columns behind the others that the server puts into rows and does not tell of.
    public init(
        _ name: TableName,
        columns: [ColumnSchema],
        primaryKey: [Int],
        origin: Origin,
        hidden: [ColumnSchema] = []
    ) {
        self.name = name
        self.columns = columns
        self.primaryKey = primaryKey
        self.origin = origin
        self.hidden = hidden
    }

    /// Takes over what a table map tells; nil where it does not tell the names of all columns.
    public convenience init?(_ table: TableMap) {
        var columns: [ColumnSchema] = []
        columns.reserveCapacity(table.columns.count)
        for column in table.columns {
            guard let described = ColumnSchema(column) else { return nil }
            columns.append(described)
        }
        let name = TableName(database: table.database, table: table.table)
        self.init(name, columns: columns, primaryKey: table.primaryKey, origin: .log)
    }

    /// The place of a column; nil where there is none of that name.
    public func index(of column: String) -> Int? {
        columns.firstIndex { $0.name == column }
    }

    /// The table map's columns with what it does not tell filled in; as many as the table map has.
    public func completing(_ table: TableMap) -> [Column] {
        table.columns.indices.map { index in
            columns.indices.contains(index) ? columns[index].completing(table.columns[index]) : table.columns[index]
        }
    }
}

extension TableSchema: Equatable {
    /// Whether both describe the same table with the same columns.
    public static func == (left: TableSchema, right: TableSchema) -> Bool {
        left.name == right.name && left.columns == right.columns && left.primaryKey == right.primaryKey
    }
}
