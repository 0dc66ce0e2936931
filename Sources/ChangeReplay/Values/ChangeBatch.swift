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
    /// Changes that may be made in any order, or at once, where that is known.
    ///
    /// Those of a run are of one kind, in one table, and of different rows, and none takes a unique value that another gives up.
    /// Runs have all changes, one after the other; there are none where each change must be made in its turn.
    public internal(set) var runs: [Range<Int>] = []
    var values: [ChangeValue] = []
    /// Why changes cannot be handed to a target at all, by their indices.
    var refusals: [Int: ReplayError] = [:]
    var text = TextWriter()

    /// Has no changes.
    public init() {}

    /// Has no changes of these tables.
    package init(tables: [TablePlan]) {
        self.tables = tables
    }

    /// Appends a change of a row, whose images have a value for each column of the source's table.
    package mutating func append(
        _ kind: Change.Kind,
        table: Int,
        before: [ChangeValue]?,
        after: [ChangeValue]?,
        key: Int?
    ) {
        func place(_ row: [ChangeValue]?) -> Int? {
            guard let row else { return nil }
            values += row
            return values.count - row.count
        }
        let (before, after) = (place(before), place(after))
        changes.append(
            Change(
                kind: kind,
                table: table,
                before: before,
                after: after,
                key: key,
                skipsForeignKeys: false,
                position: 0
            )
        )
    }

    /// Keeps a text, as a value of changes to come.
    package mutating func text(_ content: String) -> ChangeValue {
        let start = text.count
        text.append(text: content)
        return .text(start..<text.count)
    }

    /// The value of a column of the source in a row, which is ``Change/before`` or ``Change/after``.
    public func value(_ row: Int, _ column: Int) -> ChangeValue { values[row + column] }

    /// The bytes that a value has.
    @_lifetime(borrow self)
    public borrowing func bytes(_ range: Range<Int>) -> Span<UInt8> { text.span.extracting(range) }

    /// Bytes of memory that the changes take, roughly.
    public var byteCount: Int {
        text.count + values.count * MemoryLayout<ChangeValue>.stride + changes.count * MemoryLayout<Change>.stride
    }

    /// Whether two values are the same to the last bit; of two that are absent too.
    public func isSame(_ one: ChangeValue, _ other: ChangeValue) -> Bool {
        switch (one, other) {
        case (.absent, .absent), (.null, .null): true
        case (.signed(let a), .signed(let b)): a == b
        case (.unsigned(let a), .unsigned(let b)): a == b
        case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
        case (.double(let a), .double(let b)): a.bitPattern == b.bitPattern
        case (.bits(let a), .bits(let b)): a.value == b.value
        case (.year(let a), .year(let b)): a == b
        case (.date(let a), .date(let b)): a == b
        case (.time(let a), .time(let b)): a == b
        case (.dateTime(let a), .dateTime(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.enumeration(let a, _), .enumeration(let b, _)): a == b
        case (.set(let a, _), .set(let b, _)): a == b
        case (.decimal(let a), .decimal(let b)), (.text(let a), .text(let b)), (.bytes(let a), .bytes(let b)),
            (.json(let a), .json(let b)), (.geometry(let a), .geometry(let b)), (.vector(let a), .vector(let b)):
            isSame(a, b)
        default: false
        }
    }

    /// The run that a change is in; the change alone where there are no runs.
    public func run(of change: Int) -> Range<Int> {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound <= change { low = middle + 1 } else { high = middle }
        }
        return low < runs.count ? runs[low] : change..<change + 1
    }

    private func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        let bytes = text.span
        for index in 0..<one.count where bytes[one.lowerBound + index] != bytes[other.lowerBound + index] {
            return false
        }
        return true
    }

    /// The same batch with some of its changes alone, none of which is refused.
    func part(_ range: Range<Int>) -> ChangeBatch {
        guard range != changes.indices else { return self }
        var part = self
        part.changes = Array(changes[range])
        part.runs = []
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
