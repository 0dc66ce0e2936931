// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// How a replay is done.
public struct ReplayOptions: Sendable {
    /// The task's name, by which its checkpoint is found again.
    public var task = "main"
    /// Which tables of the source are replayed.
    public var selects: @Sendable (TableName) -> Bool = { _ in true }
    /// Whether ``selects`` may name tables of this database, so that dropping it whole matters.
    public var selectsDatabase: @Sendable (String) -> Bool = { _ in true }
    /// How much of the source is committed in the target at once, where changes are folded; nil keeps the source's transactions.
    ///
    /// The changes of a window of whole transactions are made as what they come to for each row, in bulk. Who reads the target
    /// sees states that the source had between transactions, but not every one.
    public var window: Window?
    /// How many sessions change the target at the same time; no more than the sink's ``Sink/maximumWriters``.
    ///
    /// Transactions that have nothing in common are applied beside each other; they are committed in the source's order.
    public var workers = 1
    /// Whether tables that the target does not have are made.
    public var createsTables = false
    /// Whether statements that change replayed tables are left to the user, instead of ending the run.
    public var ignoresDefinitions = false
    /// Where the run ends: before the first transaction that begins here or behind it; nil replays on.
    public var until: BinlogFilePosition?
    /// Bytes of one transaction that are held in memory; what is beyond goes to a temporary file.
    public var transactionMemory = 4 << 20
    /// Bytes of transactions that wait for their turn; reading holds then.
    public var queueMemory = 64 << 20
    /// The folder of temporary files; nil takes the system's.
    public var temporaryFolder: String?
    /// Whether the run waits for a target that is away, instead of ending.
    public var waitsForTarget = true
    /// What becomes of changes that cannot be made as the source made them.
    public var policies = ReplayPolicies()
    /// Hears how the run fares.
    public var notices: (@Sendable (ReplayNotice) -> Void)?

    /// How much is folded at once: a window takes what waits while the one before is applied, and ends where one of these is reached.
    ///
    /// It also ends at statements, and between tables whose changes can be folded and those whose cannot. It never waits for more.
    public struct Window: Sendable, Hashable {
        /// Changes of rows.
        public var rows = 20_000
        /// Bytes in memory, roughly.
        public var bytes = 16 << 20

        /// The defaults.
        public init() {}
    }

    /// Replays everything into tables that are there.
    public init() {}
}

/// What a replay tells while it runs.
public enum ReplayNotice: Sendable {
    /// The task begins for the first time, or goes on behind this place.
    case began(at: ResumePoint?)
    /// A table was made in the target.
    case created(TableName)
    /// A statement changes replayed tables, and is left to the user (``ReplayOptions/ignoresDefinitions``); long ones are cut.
    case leftToUser(String, at: BinlogFilePosition)
    /// The target does not answer, or refuses for now; the run tries again after the delay.
    case targetAway(SinkError, retryAfter: Duration)
    /// The target answers again.
    case targetBack
    /// A change was left out, by a policy that tells so at once; it stands in the target's exceptions.
    case leftOut(ReplayException)
    /// A table's changes are left out from here on.
    case suspended(TableSuspension)
}

/// What a replay did.
public struct ReplayReport: Sendable {
    /// Changes of a table.
    public struct Table: Sendable, Hashable {
        /// Rows that were new.
        public var inserts = 0
        /// Rows that changed.
        public var updates = 0
        /// Rows that went.
        public var deletes = 0
        /// Changes among these that were put in the place of what was there, or found nothing to do.
        public var overwritten = 0
        /// Changes that were left out, and stand in the target's exceptions.
        public var leftOut = 0
    }

    /// Transactions that were committed, those without changes of selected tables too.
    public var transactions: Int64 = 0
    /// What was done to each table of the source.
    public var tables: [TableName: Table] = [:]
    /// The tables whose changes are left out.
    public var suspended: [TableSuspension] = []
    /// How often values were put in the place of others because the target has no such values.
    public var substitutions = Substitutions()
    /// Behind which place of the source everything is in the target; nil where nothing ever was.
    public var place: ResumePoint?
    /// The XA transactions that are prepared there, and neither committed nor rolled back.
    public var inDoubt = HeldBranches()
    /// Whether the run was asked to stop, rather than the source having ended.
    public var wasStopped = false
}
