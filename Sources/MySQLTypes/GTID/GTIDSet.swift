// SPDX-License-Identifier: Apache-2.0

/// A set of MySQL transactions: for each source and tag, intervals in ascending order that neither overlap nor touch.
///
/// Of a consumer's position it holds the *completed* transactions: insert a GTID where its group ends, not where it
/// begins.
///
/// ```swift
/// var done = try GTIDSet("4f68a417-e505-11f1-9b56-02fc00000001:1-97")
/// done.insert(try GTID("4f68a417-e505-11f1-9b56-02fc00000001:98"))
/// let missing = purged.subtracting(done)
/// ```
public struct GTIDSet: Sendable, Hashable {
    /// The transactions of one source and tag.
    public struct Entry: Sendable, Hashable {
        let key: Key
        /// The numbers, in ascending order; never empty.
        public internal(set) var intervals: [GTIDInterval]

        /// The server, or group of servers, that the transactions came from.
        public var source: SourceID { key.source }
        /// The tag, or ``GTIDTag/empty``.
        public var tag: GTIDTag { key.tag }
    }

    /// What entries are ordered by: the bytes of the source, then those of the tag.
    struct Key: Sendable, Hashable, Comparable {
        let source: SourceID
        let tag: GTIDTag

        static func < (left: Key, right: Key) -> Bool {
            left.source == right.source ? left.tag < right.tag : left.source < right.source
        }
    }

    /// The transactions by source and tag, in the order of their bytes.
    public internal(set) var entries: [Entry]

    /// The empty set.
    public init() {
        entries = []
    }

    /// Takes entries that are in order, one for each key.
    init(sorted entries: [Entry]) {
        self.entries = entries
    }

    /// Takes entries in any order, several of one key and empty ones among them; the intervals of each are in order.
    init(unsorted entries: [Entry]) {
        if GTIDSet.areSorted(entries) {
            self.init(sorted: entries)
            return
        }
        var merged: [Entry] = []
        for entry in entries.filter({ !$0.intervals.isEmpty }).sorted(by: { $0.key < $1.key }) {
            if merged.last?.key == entry.key {
                merged[merged.count - 1].intervals += entry.intervals
            } else {
                merged.append(entry)
            }
        }
        for index in merged.indices { merged[index].intervals.normalize() }
        self.init(sorted: merged)
    }

    /// How many transactions are in the set; `UInt64.max` where there are more.
    public var transactionCount: UInt64 {
        var total: UInt64 = 0
        for entry in entries {
            for interval in entry.intervals {
                let (sum, overflow) = total.addingReportingOverflow(interval.count)
                guard !overflow else { return .max }
                total = sum
            }
        }
        return total
    }

    /// Whether a transaction of the set has a tag.
    public var hasTags: Bool { entries.contains { !$0.tag.isEmpty } }

    /// The numbers of one source and tag, in ascending order.
    public func intervals(of source: SourceID, tag: GTIDTag = .empty) -> [GTIDInterval] {
        let key = Key(source: source, tag: tag)
        let index = index(of: key)
        return index < entries.count && entries[index].key == key ? entries[index].intervals : []
    }

    /// Adds a run of transactions.
    ///
    /// Complexity: O(log n) for numbers at the end of those of their source, else a move of what lies behind.
    public mutating func insert(_ interval: GTIDInterval, of source: SourceID, tag: GTIDTag = .empty) {
        let key = Key(source: source, tag: tag)
        let index = index(of: key)
        if index < entries.count, entries[index].key == key {
            entries[index].intervals.add(interval)
        } else {
            entries.insert(Entry(key: key, intervals: [interval]), at: index)
        }
    }

    /// The index of the entry of `key`, or where it would be.
    func index(of key: Key) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func areSorted(_ entries: [Entry]) -> Bool {
        for (index, entry) in entries.enumerated() {
            guard !entry.intervals.isEmpty, index == 0 || entries[index - 1].key < entry.key else { return false }
        }
        return true
    }
}
