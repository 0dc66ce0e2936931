// SPDX-License-Identifier: Apache-2.0

/// Lists of intervals in ascending order with at least one number missing between neighbours.
///
/// Bounds lie in ``GTID/numbers``, so one more or less than a bound cannot overflow.
extension [GTIDInterval] {
    /// Sorts and merges intervals that are in any order; does nothing where they are as they should be.
    mutating func normalize() {
        var isNormal = true
        for index in indices.dropFirst() where self[index].first <= self[index - 1].last + 1 {
            isNormal = false
            break
        }
        guard !isNormal else { return }
        sort { $0.first < $1.first }
        var merged: [GTIDInterval] = []
        for interval in self { merged.join(interval) }
        self = merged
    }

    /// Appends an interval that does not begin before the last one.
    mutating func join(_ interval: GTIDInterval) {
        guard let end = last, interval.first <= end.last + 1 else { return append(interval) }
        guard interval.last > end.last else { return }
        self[count - 1] = GTIDInterval(trusted: end.first, through: interval.last)
    }

    /// The index of the first interval that ends at or behind `number`.
    ///
    /// Complexity: O(log n).
    func firstIndex(endingAtOrAfter number: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].last < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether an interval holds the number.
    func holds(_ number: Int64) -> Bool {
        let index = firstIndex(endingAtOrAfter: number)
        return index < count && self[index].first <= number
    }

    /// Adds an interval wherever it belongs.
    ///
    /// Complexity: O(1) at the end, else O(log n) and a move of what lies behind.
    mutating func add(_ interval: GTIDInterval) {
        guard let end = last, interval.first < end.first else { return join(interval) }
        let low = firstIndex(endingAtOrAfter: interval.first - 1)
        var high = low
        while high < count, self[high].first <= interval.last + 1 { high += 1 }
        guard high > low else { return insert(interval, at: low) }
        let first = Swift.min(interval.first, self[low].first)
        let last = Swift.max(interval.last, self[high - 1].last)
        self[low] = GTIDInterval(trusted: first, through: last)
        removeSubrange((low + 1)..<high)
    }

    /// Takes one number out; false where it was not in.
    mutating func take(_ number: Int64) -> Bool {
        let index = firstIndex(endingAtOrAfter: number)
        guard index < count, self[index].first <= number else { return false }
        let old = self[index]
        switch (old.first < number, number < old.last) {
        case (false, false): remove(at: index)
        case (true, false): self[index] = GTIDInterval(trusted: old.first, through: number - 1)
        case (false, true): self[index] = GTIDInterval(trusted: number + 1, through: old.last)
        case (true, true):
            self[index] = GTIDInterval(trusted: old.first, through: number - 1)
            insert(GTIDInterval(trusted: number + 1, through: old.last), at: index + 1)
        }
        return true
    }

    /// The numbers of either list.
    ///
    /// Complexity: O(n + m).
    func united(with other: [GTIDInterval]) -> [GTIDInterval] {
        var result: [GTIDInterval] = []
        result.reserveCapacity(Swift.max(count, other.count))
        var mine = 0
        var theirs = 0
        while mine < count || theirs < other.count {
            if theirs == other.count || mine < count && self[mine].first <= other[theirs].first {
                result.join(self[mine])
                mine += 1
            } else {
                result.join(other[theirs])
                theirs += 1
            }
        }
        return result
    }

    /// The numbers of both lists.
    ///
    /// Complexity: O(n + m).
    func intersected(with other: [GTIDInterval]) -> [GTIDInterval] {
        var result: [GTIDInterval] = []
        var mine = 0
        var theirs = 0
        while mine < count, theirs < other.count {
            let first = Swift.max(self[mine].first, other[theirs].first)
            let last = Swift.min(self[mine].last, other[theirs].last)
            if first <= last { result.append(GTIDInterval(trusted: first, through: last)) }
            if self[mine].last < other[theirs].last { mine += 1 } else { theirs += 1 }
        }
        return result
    }

    /// The numbers of this list that are not in the other.
    ///
    /// Complexity: O(n + m).
    func without(_ other: [GTIDInterval]) -> [GTIDInterval] {
        var result: [GTIDInterval] = []
        var theirs = 0
        for interval in self {
            while theirs < other.count, other[theirs].last < interval.first { theirs += 1 }
            var first = interval.first
            // The last of these may reach into the next interval too, so it stays the current one.
            while theirs < other.count, other[theirs].first <= interval.last {
                if other[theirs].first > first {
                    result.append(GTIDInterval(trusted: first, through: other[theirs].first - 1))
                }
                first = other[theirs].last + 1
                guard first <= interval.last else { break }
                theirs += 1
            }
            if first <= interval.last { result.append(GTIDInterval(trusted: first, through: interval.last)) }
        }
        return result
    }

    /// Whether every number is in the other list too.
    func isContained(in other: [GTIDInterval]) -> Bool {
        var theirs = 0
        for interval in self {
            while theirs < other.count, other[theirs].last < interval.first { theirs += 1 }
            guard theirs < other.count, other[theirs].first <= interval.first, interval.last <= other[theirs].last
            else {
                return false
            }
        }
        return true
    }

    /// Whether some number is in both lists.
    func meets(_ other: [GTIDInterval]) -> Bool {
        var mine = 0
        var theirs = 0
        while mine < count, theirs < other.count {
            if self[mine].last < other[theirs].first {
                mine += 1
            } else if other[theirs].last < self[mine].first {
                theirs += 1
            } else {
                return true
            }
        }
        return false
    }
}
