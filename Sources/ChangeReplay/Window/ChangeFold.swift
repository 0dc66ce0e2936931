// SPDX-License-Identifier: Apache-2.0

/// Folds the changes of a window of transactions into what they come to: one change for each row, or none.
///
/// Rows are followed by the best key of their table, through changes of the key. The net changes are put in an order in which a
/// target that checks every change finds nothing wrong: a unique value is given up before it is taken, a row is there before
/// another refers to it, and goes when none does any more.
///
/// What is between is never in the target, so a target with rows of its own is only noticed where the net changes meet them.
package struct ChangeFold {
    /// What became of one row.
    private struct Chain {
        var table: Int
        /// The row before the window; nil where there was none.
        var first: Int?
        /// The row now, as far as it is known; nil where it is gone.
        var now: Int?
        /// The values that it was given, which are not those of columns that never changed.
        var written: Int?
        var skipsForeignKeys: Bool
        var position: UInt64
    }

    /// Who has a key.
    private struct Holder {
        var table: Int
        /// A row with the key's values.
        var row: Int
        /// The row that has it now, or had it last; nil where it went on to another key.
        var chain: Int?
        /// Another key with the same hash.
        var next: Int?
    }

    private var batch: ChangeBatch
    private var hashing = KeyHash()
    private var chains: [Chain] = []
    private var holders: [Holder] = []
    private var firstHolders: [UInt64: Int] = [:]

    private init(_ batch: ChangeBatch) {
        self.batch = batch
    }

    /// The net changes of a window, with their ``ChangeBatch/runs``; nil where only their own order tells what they come to.
    package static func net(of window: consuming ChangeBatch) -> ChangeBatch? {
        guard window.refusals.isEmpty else { return nil }
        let changes = window.changes
        window.changes = []
        var fold = ChangeFold(window)
        for change in changes {
            guard fold.take(change) else { return nil }
        }
        var order = NetOrder(fold.changes())
        guard let (sorted, runs) = order.sorted(fold.batch) else { return nil }
        fold.batch.changes = sorted
        fold.batch.runs = runs
        return fold.batch
    }

    /// Takes the next change; false where it does not fit those before, or its row cannot be told.
    private mutating func take(_ change: ChangeBatch.Change) -> Bool {
        let plan = batch.tables[change.table]
        guard plan.isFoldable, change.kind == .insert || change.key == 0 else { return false }
        switch change.kind {
        case .insert: return insert(change, plan)
        case .update: return update(change, plan)
        case .delete: return delete(change, plan)
        }
    }

    private mutating func insert(_ change: ChangeBatch.Change, _ plan: TablePlan) -> Bool {
        guard let row = change.after, let holder = holder(of: row, change.table, plan) else { return false }
        if let chain = holders[holder].chain {
            guard chains[chain].now == nil else { return false }
            // A row that comes again is the same row changed, where nothing of the old one is left.
            let first = chains[chain].first
            if first == nil || (isWhole(row, plan) && first.map { hasKey($0, of: row, plan) } == true) {
                chains[chain].now = row
                chains[chain].written = row
                chains[chain].skipsForeignKeys = chains[chain].skipsForeignKeys && change.skipsForeignKeys
                return true
            }
        }
        holders[holder].chain = chains.count
        chains.append(
            Chain(
                table: change.table,
                first: nil,
                now: row,
                written: row,
                skipsForeignKeys: change.skipsForeignKeys,
                position: change.position
            )
        )
        return true
    }

    private mutating func update(_ change: ChangeBatch.Change, _ plan: TablePlan) -> Bool {
        guard let before = change.before, let after = change.after,
            let holder = holder(of: before, change.table, plan)
        else { return false }
        let chain = chain(of: change, before, holder)
        guard let known = chains[chain].now else { return false }
        chains[chain].skipsForeignKeys = chains[chain].skipsForeignKeys && change.skipsForeignKeys
        if isComplete(after, plan) {
            chains[chain].now = after
            chains[chain].written = after
        } else {
            chains[chain].now = overlay(after, over: known, plan)
            chains[chain].written = chains[chain].written.map { overlay(after, over: $0, plan) } ?? after
        }
        guard let now = chains[chain].now else { return false }
        guard !hasKey(now, of: before, plan) else { return true }
        holders[holder].chain = nil
        guard let other = self.holder(of: now, change.table, plan) else { return false }
        if let there = holders[other].chain, chains[there].now != nil { return false }
        holders[other].chain = chain
        return true
    }

    private mutating func delete(_ change: ChangeBatch.Change, _ plan: TablePlan) -> Bool {
        guard let before = change.before, let holder = holder(of: before, change.table, plan) else { return false }
        let chain = chain(of: change, before, holder)
        guard chains[chain].now != nil else { return false }
        chains[chain].skipsForeignKeys = chains[chain].skipsForeignKeys && change.skipsForeignKeys
        chains[chain].now = nil
        return true
    }

    /// What became so far of the row that a change is about; it begins here where nothing did.
    private mutating func chain(of change: ChangeBatch.Change, _ before: Int, _ holder: Int) -> Int {
        if let chain = holders[holder].chain { return chain }
        holders[holder].chain = chains.count
        chains.append(
            Chain(
                table: change.table,
                first: before,
                now: before,
                written: nil,
                skipsForeignKeys: change.skipsForeignKeys,
                position: change.position
            )
        )
        return chains.count - 1
    }

    /// The place of a row's key; nil where the row does not tell it.
    private mutating func holder(of row: Int, _ table: Int, _ plan: TablePlan) -> Int? {
        guard let key = plan.keys.first, let hash = hashing.hash(row, of: table, key, batch) else { return nil }
        var next = firstHolders[hash]
        while let place = next {
            if holders[place].table == table, hasKey(holders[place].row, of: row, plan) { return place }
            next = holders[place].next
        }
        holders.append(Holder(table: table, row: row, chain: nil, next: firstHolders[hash]))
        firstHolders[hash] = holders.count - 1
        return holders.count - 1
    }

    /// Whether two rows have the same values in the key by which rows are followed.
    private func hasKey(_ row: Int, of other: Int, _ plan: TablePlan) -> Bool {
        guard let key = plan.keys.first else { return false }
        return key.allSatisfy { batch.isSame(batch.value(row, $0), batch.value(other, $0)) }
    }

    /// Whether a row tells every column of the source's table.
    private func isComplete(_ row: Int, _ plan: TablePlan) -> Bool {
        plan.source.columns.indices.allSatisfy { !batch.value(row, $0).isAbsent }
    }

    /// Whether a row tells every column that the target's table has.
    private func isWhole(_ row: Int, _ plan: TablePlan) -> Bool {
        plan.coversTarget && plan.columns.allSatisfy { !batch.value(row, $0.source).isAbsent }
    }

    /// A row with the values of `row`, and those of `base` where it tells none.
    private mutating func overlay(_ row: Int, over base: Int, _ plan: TablePlan) -> Int {
        let place = batch.values.count
        for column in plan.source.columns.indices {
            let value = batch.value(row, column)
            batch.values.append(value.isAbsent ? batch.value(base, column) : value)
        }
        return place
    }

    /// What the rows came to.
    private func changes() -> [NetChange] {
        chains.compactMap { chain in
            let plan = batch.tables[chain.table]
            var net = NetChange(
                kind: .insert,
                table: chain.table,
                before: chain.first,
                after: chain.now == nil ? nil : chain.written,
                now: chain.now,
                canBeReplaced: false,
                skipsForeignKeys: chain.skipsForeignKeys,
                position: chain.position
            )
            switch (chain.first, chain.now) {
            case (nil, nil): return nil
            case (nil, _?): break
            case (_?, nil): net.kind = .delete
            case (let first?, let now?):
                guard let written = chain.written, !isUnchanged(first, written, plan) else { return nil }
                net.kind = .update
                net.canBeReplaced = plan.target.referrers == .none && isWhole(now, plan)
            }
            return net
        }
    }

    /// Whether a row was given only values that it had.
    private func isUnchanged(_ first: Int, _ written: Int, _ plan: TablePlan) -> Bool {
        plan.columns.allSatisfy { column in
            let value = batch.value(written, column.source)
            return value.isAbsent || batch.isSame(value, batch.value(first, column.source))
        }
    }
}

/// What a row came to.
struct NetChange {
    var kind: ChangeBatch.Change.Kind
    var table: Int
    /// The row before; nil of an insert.
    var before: Int?
    /// The values that are written; nil of a delete.
    var after: Int?
    /// The row that it leads to, as far as it is known; nil of a delete.
    var now: Int?
    /// Whether an update may be made by a delete and an insert.
    var canBeReplaced: Bool
    var skipsForeignKeys: Bool
    var position: UInt64
}
