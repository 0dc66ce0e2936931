// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
import MySQLTypes

/// How far a worker of a task came; it is committed with the changes that it tells of.
///
/// Transactions of a task are counted from 1, those without changes for the target too, in the source's order. Whoever goes on
/// takes the highest ``sequence`` of the task's workers and begins at its ``place``; what any worker has in ``applied`` above it is
/// left out, since it is in the target.
public struct Checkpoint: Sendable, Hashable {
    /// The task.
    public var task: String
    /// The worker, from 0.
    public var worker: Int
    /// Every transaction up to this one is in the target.
    public var sequence: Int64
    /// Transactions above ``sequence`` that this worker has put into the target.
    public var applied: [Int64]
    /// The place in the source's log behind transaction ``sequence``.
    public var place: ResumePoint
    /// The XA transactions that are prepared at that place, and neither committed nor rolled back.
    public var inDoubt: HeldBranches
    /// When transaction ``sequence`` was made on the source, in seconds since 1970 UTC; 0 where that is not known.
    public var sourceTime: UInt32

    /// Says how far a worker came.
    public init(
        task: String,
        worker: Int,
        sequence: Int64,
        applied: [Int64] = [],
        place: ResumePoint,
        inDoubt: HeldBranches = HeldBranches(),
        sourceTime: UInt32 = 0
    ) {
        self.task = task
        self.worker = worker
        self.sequence = sequence
        self.applied = applied
        self.place = place
        self.inDoubt = inDoubt
        self.sourceTime = sourceTime
    }
}
