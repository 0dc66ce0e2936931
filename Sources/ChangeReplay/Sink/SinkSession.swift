// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// A connection to the target, used by one task, one call after the other.
///
/// Outside of ``begin()`` … ``commit(_:)`` the calls that read and make tables commit by themselves. Within it all changes and the
/// checkpoint belong to one transaction of the target: either all of it is there after ``commit(_:)``, or nothing.
///
/// Errors are ``SinkError`` and nothing else. After `unavailable` and `outcomeUnknown` the session is not used again: the engine
/// opens another, and finds out by ``checkpoints()`` what was committed. After any other error within a transaction the engine
/// calls ``rollback()``.
public protocol SinkSession: AnyObject {
    /// Makes the tables of ``BookkeepingTable/all`` where they are missing.
    ///
    /// Safe to call again, and from several sessions at once. Refuses tables of those names with other columns, with code `schema`.
    func prepareBookkeeping() async throws(SinkError)

    /// Every checkpoint in the target, of all tasks and workers, as committed at this moment or later.
    ///
    /// Must not be answered from what an own transaction under way, or a lagging replica, sees.
    func checkpoints() async throws(SinkError) -> [Checkpoint]

    /// Which table of the target belongs to which task and table of the source.
    func claims() async throws(SinkError) -> [TableClaim]

    /// Writes a claim down; nothing happens where the very same is there.
    ///
    /// - Throws: `SinkError` with code `claimed` where the target's table belongs to another task or another table of the source.
    ///   Of two sessions that claim at once, one at the most succeeds.
    func claim(_ claim: TableClaim) async throws(SinkError)

    /// The table as it is now; nil where there is none of that name.
    ///
    /// Columns that cannot be named in INSERT are left out. `keys` has every unique index of whole columns whose conflicts
    /// ``apply(_:from:as:)`` tells; others set `hasOtherUniqueIndexes`.
    func describe(_ table: TableName) async throws(SinkError) -> TargetTable?

    /// Makes a table by the documented mapping (docs/TYPE-MAPPING.md): columns in the source's order, the primary key, no other index.
    ///
    /// Nothing happens where there is one of that name. Types must be able to hold every value of the source's type exactly, or the
    /// column is refused with code `schema`.
    func create(_ table: NewTable) async throws(SinkError)

    /// Refuses a plan that would change values in silence, such as 64 unsigned bits into a column of 63, with code `schema`.
    func check(_ plan: TablePlan) async throws(SinkError)

    /// Begins a transaction; one session has one at a time.
    ///
    /// May be held back until the first change. Where sessions of one target may wait for each other's rows, the wait must end by
    /// itself with code `contention`.
    func begin() async throws(SinkError)

    /// Makes changes of a batch, from `index` on, in their order, and stops before the first that finds a conflict.
    ///
    /// - An insert finds a conflict where a row with one of the target's unique keys is there (`exists`).
    /// - An update or delete must take exactly one row: that with the values of its ``ChangeBatch/Change/key``, or one that equals
    ///   its whole row before, value by value and NULL by NULL. It finds a conflict where there is none (`missing`), and an update
    ///   also where its new values have a unique key of another row (`exists`). An update that changes nothing has taken its row.
    ///   More than one row is error `schema`.
    /// - `overwrite`: an insert, or an update whose row is missing, replaces what rows have its keys; a delete of a missing row is
    ///   done. So no change finds a conflict, but an update that does not carry all columns and whose row is missing.
    ///
    /// Values absent from a row after an update stay as they are in the target. Foreign keys are checked by the target as it is set
    /// up, but for changes that `skipsForeignKeys`, where the target can leave the check out.
    ///
    /// - Returns: `applied` where all changes from `index` on are made. Else the first that was not: all before it are made,
    ///   it and all behind it are not. The transaction goes on in both cases.
    /// - Throws: `rejected` with ``SinkError/change`` where a value, or a constraint other than a unique key, is refused; `contention`;
    ///   `unavailable`. What of the batch was made is not known then.
    func apply(_ batch: ChangeBatch, from index: Int, as mode: ApplyMode) async throws(SinkError) -> ApplyOutcome

    /// Marks the place in the transaction that ``rollbackToMark()`` goes back to, in place of an earlier one.
    ///
    /// - Throws: `unavailable`, `contention`.
    func mark() async throws(SinkError)

    /// Undoes what was done in the transaction since ``mark()``, also behind an error `rejected` or `schema`.
    ///
    /// - Throws: `unavailable`, `contention`.
    func rollbackToMark() async throws(SinkError)

    /// Writes rows of a table of the engine's as a part of the transaction, each in place of that with its key.
    ///
    /// - Throws: `rejected`, `unavailable`, `contention`.
    func write(_ rows: [[BookkeepingValue]], to table: BookkeepingTable) async throws(SinkError)

    /// Every row of a table of the engine's, as committed.
    ///
    /// - Throws: `unavailable`.
    func rows(of table: BookkeepingTable) async throws(SinkError) -> [[BookkeepingValue]]

    /// Writes the checkpoint, in place of what its task and worker had, and commits the transaction.
    ///
    /// - Throws: `outcomeUnknown` where nobody can tell whether it was committed (the connection was lost behind the COMMIT);
    ///   `unavailable`, `contention`, `rejected` where it certainly was not.
    func commit(_ checkpoint: Checkpoint) async throws(SinkError)

    /// Undoes the transaction; nothing happens where there is none.
    func rollback() async throws(SinkError)
}

/// What becomes of changes that find a conflict.
public enum ApplyMode: Sendable, Hashable {
    /// They are not made, and told.
    case strict
    /// They take the place of what is there.
    case overwrite
}

/// How far changes of a batch were made.
public enum ApplyOutcome: Sendable, Hashable {
    /// All of them.
    case applied
    /// Up to this one, by its index in the batch.
    case conflict(at: Int, ApplyConflict)
}

/// Why a change could not be made as the source made it.
public enum ApplyConflict: String, Sendable, Hashable {
    /// A row with one of its unique keys is there.
    case exists
    /// Its row is not there.
    case missing
}
