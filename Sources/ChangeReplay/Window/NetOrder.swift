// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Puts net changes in an order in which each can be made.
struct NetOrder {
    /// What a change does to a value of a unique key, its own or that of a row it refers to.
    private enum Role: UInt8 {
        case gives, takes, leaves, needs
    }

    private struct Mark {
        var hash: UInt64
        var role: Role
        var change: Int
    }

    private var changes: [NetChange]
    private var hashing = KeyHash()

    /// More edges than this for each change are not followed.
    private static let edgeLimit = 8

    init(_ changes: [NetChange]) {
        self.changes = changes
    }

    /// The changes in order, and the runs of those that need no order; nil where there is none.
    ///
    /// Rows that exchange unique values have no order: those that nothing refers to are deleted and come again.
    mutating func sorted(_ batch: borrowing ChangeBatch) -> ([ChangeBatch.Change], [Range<Int>])? {
        guard var levels = levels(batch) else { return nil }
        let stuck = levels.indices.filter { levels[$0] < 0 }
        if !stuck.isEmpty {
            var isSplit = false
            for index in stuck where changes[index].canBeReplaced {
                var new = changes[index]
                new.kind = .insert
                new.before = nil
                new.after = new.now
                changes.append(new)
                changes[index].kind = .delete
                changes[index].after = nil
                changes[index].now = nil
                isSplit = true
            }
            guard isSplit, let second = self.levels(batch), second.allSatisfy({ $0 >= 0 }) else { return nil }
            levels = second
        }
        return runs(levels)
    }

    private func runs(_ levels: [Int]) -> ([ChangeBatch.Change], [Range<Int>]) {
        func place(_ index: Int) -> (Int, Int, Int, Int) {
            let change = changes[index]
            let kind =
                switch change.kind {
                case .delete: 0
                case .update: 1
                case .insert: 2
                }
            return (levels[index], kind, change.table, index)
        }
        var sorted: [ChangeBatch.Change] = []
        var runs: [Range<Int>] = []
        var last: (Int, Int, Int, Int)?
        for index in changes.indices.sorted(by: { place($0) < place($1) }) {
            let change = changes[index]
            let place = place(index)
            if let last, last.0 == place.0, last.1 == place.1, last.2 == place.2,
                sorted.last?.skipsForeignKeys == change.skipsForeignKeys, let run = runs.popLast()
            {
                runs.append(run.lowerBound..<sorted.count + 1)
            } else {
                runs.append(sorted.count..<sorted.count + 1)
            }
            last = place
            sorted.append(
                ChangeBatch.Change(
                    kind: change.kind,
                    table: change.table,
                    before: change.before,
                    after: change.after,
                    key: change.kind == .insert ? nil : 0,
                    skipsForeignKeys: change.skipsForeignKeys,
                    position: change.position
                )
            )
        }
        return (sorted, runs)
    }

    /// For each change how many must be made before it, one behind the other; -1 where there is no end to them.
    ///
    /// Nil where there is too much to be followed.
    private mutating func levels(_ batch: borrowing ChangeBatch) -> [Int]? {
        guard let edges = edges(batch) else { return nil }
        var levels = [Int](repeating: -1, count: changes.count)
        guard !edges.isEmpty else { return levels.map { _ in 0 } }
        var waitsFor = [Int](repeating: 0, count: changes.count)
        var followers: [Int: [Int]] = [:]
        for (before, behind) in edges {
            waitsFor[behind] += 1
            followers[before, default: []].append(behind)
        }
        var ready = changes.indices.filter { waitsFor[$0] == 0 }
        var level = 0
        while !ready.isEmpty {
            var next: [Int] = []
            for index in ready {
                levels[index] = level
                for follower in followers[index] ?? [] {
                    waitsFor[follower] -= 1
                    if waitsFor[follower] == 0 { next.append(follower) }
                }
            }
            ready = next
            level += 1
        }
        return levels
    }

    /// Which change must be made before which; nil where there are too many.
    private mutating func edges(_ batch: borrowing ChangeBatch) -> [(Int, Int)]? {
        var marks: [Mark] = []
        for index in changes.indices { mark(index, batch, &marks) }
        marks.sort { ($0.hash, $0.role.rawValue) < ($1.hash, $1.role.rawValue) }
        var edges: [(Int, Int)] = []
        let limit = changes.count * NetOrder.edgeLimit + 1_000
        var start = 0
        while start < marks.count {
            var end = start + 1
            while end < marks.count, marks[end].hash == marks[start].hash { end += 1 }
            let group = marks[start..<end]
            start = end
            guard group.count > 1 else { continue }
            for (before, behind) in [(Role.gives, Role.takes), (.takes, .needs), (.leaves, .gives)] {
                let others = group.filter { $0.role == behind }
                guard !others.isEmpty else { continue }
                for mark in group where mark.role == before {
                    for other in others where other.change != mark.change { edges.append((mark.change, other.change)) }
                    if edges.count > limit { return nil }
                }
            }
        }
        return edges
    }

    /// Adds what a change does to unique values.
    private mutating func mark(_ index: Int, _ batch: borrowing ChangeBatch, _ marks: inout [Mark]) {
        let plan = batch.tables[changes[index].table]
        for key in plan.uniqueKeys {
            mark(index, key, plan.target.name, (.gives, .takes), batch, &marks)
        }
        for (parent, key) in plan.foreignKeys { mark(index, key, parent, (.leaves, .needs), batch, &marks) }
    }

    private mutating func mark(
        _ index: Int,
        _ key: TablePlan.ValueKey,
        _ table: TableName,
        _ roles: (before: Role, now: Role),
        _ batch: borrowing ChangeBatch,
        _ marks: inout [Mark]
    ) {
        let change = changes[index]
        if let before = change.before, let now = change.now {
            var isSame = true
            for column in key.columns where !batch.isSame(batch.value(before, column), batch.value(now, column)) {
                isSame = false
            }
            if isSame { return }
        }
        let before = change.before.flatMap { hashing.hash($0, key, table, batch) }
        let now = change.now.flatMap { hashing.hash($0, key, table, batch) }
        guard before != now else { return }
        if let before { marks.append(Mark(hash: before, role: roles.before, change: index)) }
        if let now { marks.append(Mark(hash: now, role: roles.now, change: index)) }
    }
}
