// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// A table of the target and who writes it: no two tasks, and no two tables of a source, share one.
public struct TableClaim: Sendable, Hashable {
    /// The table of the target.
    public var target: TableName
    /// The task.
    public var task: String
    /// The table of the source.
    public var source: TableName

    /// Says what belongs to whom.
    public init(target: TableName, task: String, source: TableName) {
        self.target = target
        self.task = task
        self.source = source
    }
}
