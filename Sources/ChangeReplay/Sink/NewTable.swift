// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLReplication

/// A table that is to be made in the target.
public struct NewTable: Sendable {
    /// The name in the target.
    public var name: TableName
    /// The table of the source, with the names of its columns.
    public var source: TableMap
    /// The primary key's columns in its order, as indices of the source's columns; empty where there is none.
    public var primaryKey: [Int]

    /// Describes a table.
    public init(_ name: TableName, like source: TableMap, primaryKey: [Int]) {
        self.name = name
        self.source = source
        self.primaryKey = primaryKey
    }
}
