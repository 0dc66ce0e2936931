// SPDX-License-Identifier: Apache-2.0

/// A table by database and name.
public struct TableName: Sendable, Hashable, CustomStringConvertible {
    /// The database.
    public var database: String
    /// The table.
    public var table: String

    /// Takes both names as they are, without quotes.
    public init(database: String, table: String) {
        self.database = database
        self.table = table
    }

    /// The names in small letters, for servers that do not tell the case of names apart (`lower_case_table_names`).
    public var folded: TableName { TableName(database: database.lowercased(), table: table.lowercased()) }

    /// Both names with a point between.
    public var description: String { "\(database).\(table)" }
}
