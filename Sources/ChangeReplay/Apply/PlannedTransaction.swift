// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// What is committed in the target as one: a transaction of the source, or a window of several, with the plans of its tables.
struct PlannedTransaction: Sendable {
    /// A transaction of the source.
    struct Part: Sendable {
        var source: SourceTransaction
        /// For each of its tables, which of ``PlannedTransaction/plans`` it has.
        var tables: [Int]
    }

    /// The transactions of the source in their order; never none.
    private(set) var parts: [Part]
    /// The plans of all tables.
    var plans: [TablePlan]
    /// What all parts come to together, where that is known.
    private(set) var net: NetWindow?
    /// What it has in common with others that it must not overtake; nil where it overtakes none, and none overtakes it.
    var keys: [UInt64]?
    /// Its place among those that were added, from 0.
    var ordinal = 0
    /// The last transaction of the source, behind which the target is when all is committed.
    private(set) var source: SourceTransaction
    /// Bytes that it takes in memory, roughly.
    private(set) var byteCount: Int

    /// One transaction, whose tables have these plans.
    init(source: SourceTransaction, plans: [TablePlan], keys: [UInt64]? = nil) {
        self.init(last: Part(source: source, tables: Array(plans.indices)), plans: plans, keys: keys)
    }

    /// A window: the transactions before the last, and the last.
    init(
        before: [Part] = [],
        last: Part,
        plans: [TablePlan],
        net: NetWindow? = nil,
        keys: [UInt64]? = nil
    ) {
        parts = before + [last]
        source = last.source
        self.plans = plans
        self.net = net
        self.keys = keys
        byteCount = parts.reduce(net?.changes.byteCount ?? 0) { $0 + $1.source.byteCount }
    }

    /// What of it is behind transaction `number`; nil where that is nothing.
    func rest(behind number: Int64) -> PlannedTransaction? {
        guard number < source.number else { return nil }
        guard let first = parts.first, first.source.number <= number else { return self }
        var rest = self
        rest.parts = parts.filter { $0.source.number > number }
        rest.net = nil
        return rest
    }
}

/// The changes of a window in the order in which they can be made, one for each row, and what they count as.
struct NetWindow: Sendable {
    var changes: ChangeBatch
    /// By table of the source.
    var counts: [TableName: ReplayReport.Table]
}
