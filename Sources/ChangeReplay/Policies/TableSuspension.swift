// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// A table whose changes are left out since one of them was refused.
public struct TableSuspension: Sendable, Hashable {
    /// The table of the source.
    public var source: TableName
    /// The place of the first change that was left out.
    public var position: BinlogFilePosition
    /// Why it was refused, in a sentence without a full stop.
    public var message: String

    /// The row of ``BookkeepingTable/suspensions``, a value for each column.
    func fields(task: String) -> [BookkeepingValue] {
        [
            .text(task), .text(source.database), .text(source.table), .text(position.file),
            .number(Int64(bitPattern: position.offset)), .text(message),
        ]
    }

    /// Says why a table is suspended.
    init(source: TableName, position: BinlogFilePosition, message: String) {
        self.source = source
        self.position = position
        self.message = message
    }

    /// Reads a row of ``BookkeepingTable/suspensions``; nil where it is of another task.
    ///
    /// - Throws: `SinkError` with code `schema` where it is no such row.
    init?(fields: [BookkeepingValue], task: String) throws(SinkError) {
        guard fields.count == 6, case .text(let owner) = fields[0], case .text(let database) = fields[1],
            case .text(let table) = fields[2], case .text(let file) = fields[3], case .number(let offset) = fields[4],
            case .text(let message) = fields[5]
        else { throw SinkError(.schema, "a row of \(BookkeepingTable.suspensions.name) cannot be read") }
        guard owner == task else { return nil }
        source = TableName(database: database, table: table)
        position = BinlogFilePosition(file: file, offset: UInt64(bitPattern: offset))
        self.message = message
    }
}
