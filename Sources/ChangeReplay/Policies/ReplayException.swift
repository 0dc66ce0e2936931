// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// A change that was left out, as it stands in ``BookkeepingTable/exceptions``.
public struct ReplayException: Sendable, Hashable {
    /// Why a change was left out.
    public enum Reason: String, Sendable, Hashable {
        /// A row with one of its keys is there.
        case exists
        /// Its row is not there.
        case missing
        /// The target refused it, or has no equal of its values.
        case refused
        /// Its table is suspended.
        case suspended
    }

    /// Why it was left out.
    public var reason: Reason
    /// What happened, in a sentence without a full stop.
    public var message: String
    /// What was to be done to the row.
    public var operation: ChangeBatch.Change.Kind
    /// The table of the source.
    public var source: TableName
    /// The table of the target.
    public var target: TableName
    /// The transaction's number, as ``Checkpoint/sequence`` counts.
    public var sequence: Int64
    /// The change's number within its transaction, from 1.
    public var number: Int
    /// Where its rows event begins in the source's log.
    public var position: BinlogFilePosition
    /// The transaction's GTID; nil where it has none.
    public var gtid: TransactionIdentity?
    /// The row before as a JSON object, whose keys are the source's columns; nil of an insert.
    public var before: String?
    /// The row after, likewise; nil of a delete.
    public var after: String?
    /// When the transaction was made on the source, in seconds since 1970 UTC.
    public var sourceTime: UInt32

    /// The row of ``BookkeepingTable/exceptions``, a value for each column.
    func fields(task: String) -> [BookkeepingValue] {
        [
            .text(task), .number(sequence), .text(position.file), .number(Int64(bitPattern: position.offset)),
            .number(Int64(number)), gtid.map { .text("\($0)") } ?? .null,
            .text(source.database), .text(source.table), .text(target.database), .text(target.table),
            .text("\(operation)"), .text(reason.rawValue), .text(message), before.map { .text($0) } ?? .null,
            after.map { .text($0) } ?? .null, .number(Int64(sourceTime)),
        ]
    }
}

extension ReplayException: CustomStringConvertible {
    /// What was left out, where, and why; no values of rows.
    public var description: String { "at \(position): \(operation) of \(source) was left out: \(message)" }
}
