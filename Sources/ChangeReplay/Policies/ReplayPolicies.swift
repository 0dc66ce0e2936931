// SPDX-License-Identifier: Apache-2.0

/// What becomes of changes that cannot be made as the source made them.
///
/// Whatever is chosen, the checkpoint passes no change that was neither made nor written down: what is left out stands in the
/// target's table ``BookkeepingTable/exceptions``, in the transaction of the target that left it out.
public struct ReplayPolicies: Sendable, Hashable {
    /// What becomes of a change that finds the target otherwise than the source had it.
    public enum Conflict: String, Sendable, Hashable, CaseIterable {
        /// The run ends before its transaction.
        case stop
        /// The target is made like the source: a row takes the place of those with its keys, a changed row that is missing is put
        /// in, and a row that is to go and is missing is gone already.
        case overwrite
        /// It is left out and written down.
        case ignore
        /// It is left out and written down, and told at once (``ReplayNotice/leftOut(_:)``).
        case log
    }

    /// What becomes of a change that the target refuses, or whose values have no equal in it.
    public enum Refusal: String, Sendable, Hashable, CaseIterable {
        /// The run ends before its transaction.
        case stop
        /// It and all later changes of its table are left out and written down; the other tables go on.
        ///
        /// The table stays suspended in later runs, until its row of ``BookkeepingTable/suspensions`` is taken away.
        case suspendTable = "suspend-table"
        /// It is left out and written down, and told at once.
        case log
    }

    /// A new row, or the new keys of a changed one, are there already.
    public var insertExists = Conflict.stop
    /// A row that changes is not there.
    public var updateMissing = Conflict.stop
    /// A row that goes is not there.
    public var deleteMissing = Conflict.stop
    /// The target refuses a change, or has no equal of its values, or no table that fits it.
    public var refused = Refusal.stop

    /// Ends the run at whatever is not as it should be.
    public init() {}

    /// What becomes of a change of a kind that found a conflict.
    func policy(for conflict: ApplyConflict, of kind: ChangeBatch.Change.Kind) -> Conflict {
        switch conflict {
        case .exists: insertExists
        case .missing: kind == .delete ? deleteMissing : updateMissing
        }
    }
}
