// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// What a user knows of columns and the log does not tell, by database, table and column.
public struct ColumnHints: Sendable, Hashable {
    private var byTable: [String: [String: ColumnHint]] = [:]

    /// Knows nothing.
    public init() {}

    /// Whether nothing was told.
    public var isEmpty: Bool { byTable.isEmpty }

    /// Tells one column: `column` is its name, or `@1` for the first.
    public mutating func set(_ hint: ColumnHint, database: String, table: String, column: String) {
        byTable["\(database).\(table)", default: [:]][column] = hint
    }

    /// Puts what is known into `columns`.
    func apply(to columns: inout [Column], database: String, table: String) {
        guard !byTable.isEmpty, let hints = byTable["\(database).\(table)"] else { return }
        for index in columns.indices {
            let named = columns[index].name.flatMap { hints[$0] }
            guard let hint = named ?? hints["@\(index + 1)"] else { continue }
            columns[index].hint = hint
            switch hint {
            case .unsigned: columns[index].isUnsigned = true
            case .signed: columns[index].isUnsigned = false
            case .uuid, .inet4, .inet6: columns[index].collation = .binary
            case .hiresTemporal, .characterSet: break
            }
        }
    }
}
