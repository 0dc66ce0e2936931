// SPDX-License-Identifier: Apache-2.0

/// All operations on two sets take time proportional to their intervals.
extension GTIDSet: SetAlgebra {
    /// What the set holds.
    public typealias Element = GTID

    /// Whether no transaction is in the set.
    public var isEmpty: Bool { entries.isEmpty }

    /// Whether the transaction is in the set.
    ///
    /// Complexity: O(log n).
    public func contains(_ gtid: GTID) -> Bool {
        let key = Key(source: gtid.source, tag: gtid.tag)
        let index = index(of: key)
        return index < entries.count && entries[index].key == key && entries[index].intervals.holds(gtid.number)
    }

    /// Adds the transaction.
    ///
    /// Complexity: O(log n) for a number at the end of those of its source, else a move of what lies behind.
    @discardableResult
    public mutating func insert(_ gtid: GTID) -> (inserted: Bool, memberAfterInsert: GTID) {
        let interval = GTIDInterval(trusted: gtid.number, through: gtid.number)
        guard !contains(gtid) else { return (false, gtid) }
        insert(interval, of: gtid.source, tag: gtid.tag)
        return (true, gtid)
    }

    /// Adds the transaction; gives it back where it was in already.
    @discardableResult
    public mutating func update(with gtid: GTID) -> GTID? {
        insert(gtid).inserted ? nil : gtid
    }

    /// Takes the transaction out; nil where it was not in.
    @discardableResult
    public mutating func remove(_ gtid: GTID) -> GTID? {
        let key = Key(source: gtid.source, tag: gtid.tag)
        let index = index(of: key)
        guard index < entries.count, entries[index].key == key, entries[index].intervals.take(gtid.number) else {
            return nil
        }
        if entries[index].intervals.isEmpty { entries.remove(at: index) }
        return gtid
    }

    /// The transactions that are in either set.
    public func union(_ other: GTIDSet) -> GTIDSet {
        merged(with: other, keepMine: true, keepTheirs: true) { $0.united(with: $1) }
    }

    /// The transactions that are in both sets.
    public func intersection(_ other: GTIDSet) -> GTIDSet {
        merged(with: other, keepMine: false, keepTheirs: false) { $0.intersected(with: $1) }
    }

    /// The transactions of this set that are not in the other; the server calls it `GTID_SUBTRACT`.
    public func subtracting(_ other: GTIDSet) -> GTIDSet {
        merged(with: other, keepMine: true, keepTheirs: false) { $0.without($1) }
    }

    /// The transactions that are in one set only.
    public func symmetricDifference(_ other: GTIDSet) -> GTIDSet {
        subtracting(other).union(other.subtracting(self))
    }

    /// Adds the transactions of the other set.
    public mutating func formUnion(_ other: GTIDSet) {
        self = union(other)
    }

    /// Keeps the transactions that are in the other set too.
    public mutating func formIntersection(_ other: GTIDSet) {
        self = intersection(other)
    }

    /// Takes out the transactions of the other set.
    public mutating func subtract(_ other: GTIDSet) {
        self = subtracting(other)
    }

    /// Keeps and adds the transactions that are in one set only.
    public mutating func formSymmetricDifference(_ other: GTIDSet) {
        self = symmetricDifference(other)
    }

    /// Whether every transaction is in the other set too; the server calls it `GTID_SUBSET`.
    public func isSubset(of other: GTIDSet) -> Bool {
        var theirs = 0
        for entry in entries {
            while theirs < other.entries.count, other.entries[theirs].key < entry.key { theirs += 1 }
            guard theirs < other.entries.count, other.entries[theirs].key == entry.key,
                entry.intervals.isContained(in: other.entries[theirs].intervals)
            else { return false }
        }
        return true
    }

    /// Whether no transaction is in both sets.
    public func isDisjoint(with other: GTIDSet) -> Bool {
        var theirs = 0
        for entry in entries {
            while theirs < other.entries.count, other.entries[theirs].key < entry.key { theirs += 1 }
            guard theirs < other.entries.count else { return true }
            guard other.entries[theirs].key != entry.key || !entry.intervals.meets(other.entries[theirs].intervals)
            else { return false }
        }
        return true
    }

    /// Walks both lists of entries side by side; `combine` gives the intervals of a key that both have.
    private func merged(
        with other: GTIDSet,
        keepMine: Bool,
        keepTheirs: Bool,
        combine: ([GTIDInterval], [GTIDInterval]) -> [GTIDInterval]
    ) -> GTIDSet {
        var result: [Entry] = []
        var mine = 0
        var theirs = 0
        while mine < entries.count || theirs < other.entries.count {
            if theirs == other.entries.count || mine < entries.count && entries[mine].key < other.entries[theirs].key {
                if keepMine { result.append(entries[mine]) }
                mine += 1
            } else if mine == entries.count || other.entries[theirs].key < entries[mine].key {
                if keepTheirs { result.append(other.entries[theirs]) }
                theirs += 1
            } else {
                let intervals = combine(entries[mine].intervals, other.entries[theirs].intervals)
                if !intervals.isEmpty { result.append(Entry(key: entries[mine].key, intervals: intervals)) }
                mine += 1
                theirs += 1
            }
        }
        return GTIDSet(sorted: result)
    }
}
