// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Changes of rows of one transaction, in their order, decoded.
///
/// ```swift
/// for index in batch.changes.indices {
///     let change = batch.changes[index]
///     let table = batch.tables[change.table]
///     if let row = change.after { print(table.target.name, batch.value(row, 0)) }
/// }
/// ```
///
/// A row is a run of values, one for each column of the source's table, in the source's order. Bytes of all values stand in one
/// buffer; nothing is allocated for a value.
public struct ChangeBatch: Sendable {
    /// What was done to one row.
    public struct Change: Sendable, Hashable {
        /// What was done.
        public enum Kind: UInt8, Sendable, Hashable {
            /// The row is new.
            case insert
            /// The row changed.
            case update
            /// The row is gone.
            case delete
        }

        /// What was done.
        public var kind: Kind
        /// The table, as an index of ``ChangeBatch/tables``.
        public var table: Int
        /// The row before the change, as ``ChangeBatch/value(_:_:)`` takes it; nil of an insert.
        public var before: Int?
        /// The row after the change; nil of a delete.
        public var after: Int?
        /// By which of ``TablePlan/keys`` the row is found, of which the row before has all columns.
        ///
        /// Nil where the whole row before is what it is found by, of which exactly one must be taken. Of an insert nil.
        public var key: Int?
        /// Whether the source checked no foreign keys (`foreign_key_checks=0`).
        public var skipsForeignKeys: Bool
        /// Where the rows event begins in the source's log.
        public var position: UInt64
    }

    /// The tables of the changes.
    public internal(set) var tables: [TablePlan] = []
    /// The changes in their order.
    public internal(set) var changes: [Change] = []
    var values: [ChangeValue] = []
    /// Why changes cannot be handed to a target at all, by their indices.
    var refusals: [Int: ReplayError] = [:]
    var text = TextWriter()

    /// Has no changes.
    public init() {}

    /// The value of a column of the source in a row, which is ``Change/before`` or ``Change/after``.
    public func value(_ row: Int, _ column: Int) -> ChangeValue { values[row + column] }

    /// The bytes that a value has.
    @_lifetime(borrow self)
    public borrowing func bytes(_ range: Range<Int>) -> Span<UInt8> { text.span.extracting(range) }

    /// Bytes of memory that the changes take, roughly.
    public var byteCount: Int {
        text.count + values.count * MemoryLayout<ChangeValue>.stride + changes.count * MemoryLayout<Change>.stride
    }

    /// The same batch with some of its changes alone, none of which is refused.
    func part(_ range: Range<Int>) -> ChangeBatch {
        guard range != changes.indices else { return self }
        var part = self
        part.changes = Array(changes[range])
        part.refusals = [:]
        return part
    }

    /// Drops the changes and keeps tables and room.
    mutating func removeChanges() {
        changes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        text.removeAll()
    }
}
