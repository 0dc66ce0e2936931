// SPDX-License-Identifier: Apache-2.0

/// Where in one log the place is that stands between two transactions of another.
///
/// Contents that occur once in both logs tell it; others only where their order between those leaves no choice.
package enum MatchDecision: Hashable {
    /// Behind a transaction of the other log, by its index among those found.
    case behind(Int)
    /// Right before one.
    case before(Int)
    /// Transactions from before the place come behind ones from behind it: by index, the last such and the first such.
    case otherOrder(last: Int, first: Int)
    /// The other log does not have what stands before the place, nor anything from behind it.
    case notReached
    /// The other log has nothing from before the place, nor what stands right behind it: it begins with what comes later.
    case beginsLater
    /// Nothing was found again.
    case nothing
    /// Several places would do.
    case ambiguous

    /// Decides.
    ///
    /// - Parameters:
    ///   - before: Contents before the place, in the order of its log.
    ///   - after: Contents behind it.
    ///   - found: Those of them that the other log has, in its order.
    package init(before: [TransactionContent], after: [TransactionContent], found: [TransactionContent]) {
        guard !found.isEmpty else {
            self = .nothing
            return
        }
        let here = MatchDecision.counts(before + after)
        let there = MatchDecision.counts(found)
        func isAnchor(_ content: TransactionContent) -> Bool { here[content] == 1 && there[content] == 1 }
        var places: [TransactionContent: Int] = [:]
        for (index, content) in found.enumerated() { places[content] = index }
        let last = before.filter(isAnchor).compactMap { places[$0] }.max()
        let first = after.filter(isAnchor).compactMap { places[$0] }.min()
        if let last, let first, last > first {
            self = .otherOrder(last: last, first: first)
            return
        }
        // What stands between the anchors occurs several times, or not at all over there.
        let lastHere = before.lastIndex(where: isAnchor)
        let firstHere = after.firstIndex(where: isAnchor) ?? after.count
        let left = before[((lastHere ?? -1) + 1)...].filter { there[$0] != nil }
        let right = after[..<firstHere].filter { there[$0] != nil }
        let gap = ((last ?? -1) + 1)..<(first ?? found.count)
        let between = Array(found[gap])
        if let content = before.last, there[content] == nil, first == nil, left.isEmpty {
            self = .notReached
        } else if last == nil, left.isEmpty, let content = after.first, there[content] == nil {
            self = .beginsLater
        } else if left.isEmpty, let last {
            self = .behind(last)
        } else if left.isEmpty, let first {
            self = right == between ? .before(gap.lowerBound) : .ambiguous
            if right.isEmpty, between.isEmpty { self = .before(first) }
        } else if last == nil, first == nil {
            self = .ambiguous
        } else if between == left + right {
            self = .behind(gap.lowerBound + left.count - 1)
        } else if first == nil, between.count >= left.count, between == Array((left + right).prefix(between.count)),
            Set(left).isDisjoint(with: right)
        {
            // The other log goes no further yet.
            self = .behind(gap.lowerBound + left.count - 1)
        } else {
            self = .ambiguous
        }
    }

    private static func counts(_ contents: [TransactionContent]) -> [TransactionContent: Int] {
        var counts: [TransactionContent: Int] = [:]
        for content in contents { counts[content, default: 0] += 1 }
        return counts
    }
}
