// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// What a source had committed at which moments of our clock, from which a replica's lag follows without any other clock.
///
/// A replica that has all that the source had committed when it was asked at ten o'clock, but not all that it had a second later,
/// lacks a transaction of that second. So lag is measured between bounds as far apart as the questions, on every server, without
/// a table, and whether the replica runs or stands.
public struct SourceHistory: Sendable {
    /// What was committed at a time.
    struct Entry: Sendable {
        var end: BinlogFilePosition?
        var committed: ExecutedGTIDs?
        /// When the answer came that told this for the first time.
        var firstTime: Int64
        /// When the question was asked that told this for the last time.
        var lastAsked: Int64
        /// Transactions that were committed since the history began, as GTIDs count them.
        var transactions: UInt64
        /// Bytes that were written since the history began.
        var bytes: UInt64
    }

    private(set) var entries: [Entry] = []
    private var identity: SourceIdentity?
    private var time: Int64 = 0
    /// From how many on the older ones are thinned out.
    private let capacity: Int

    /// Begins empty.
    ///
    /// - Parameter capacity: The most moments that are kept; with more, bounds of long lags become wider.
    public init(capacity: Int = 4_096) {
        self.capacity = max(capacity, 8)
    }

    /// Takes what the source told.
    public mutating func add(_ reading: SourceReading) {
        defer { time = reading.time }
        guard identity == reading.identity, let last = entries.last,
            let step = SourceHistory.step(from: last, to: reading)
        else {
            // Another server, or one whose log was begun anew.
            identity = reading.identity
            entries = [SourceHistory.entry(reading, 0, 0)]
            return
        }
        if last.end == reading.end, last.committed == reading.committed {
            entries[entries.count - 1].lastAsked = reading.asked
            return
        }
        entries.append(
            SourceHistory.entry(reading, last.transactions &+ step.transactions, last.bytes &+ step.bytes)
        )
        if entries.count > capacity { thinOut() }
    }

    /// For how long the source has written nothing, in microseconds.
    public var quiet: Int64 {
        guard let last = entries.last, entries.count > 1 || last.lastAsked > last.firstTime else { return 0 }
        return max(0, time - last.firstTime)
    }

    /// Between which lags a replica's lies; nil where that cannot be told.
    ///
    /// - Parameters:
    ///   - replica: What the replica told, behind all that was added here.
    ///   - isDirect: Whether it reads this source's own log, so that its positions count where there are no GTIDs.
    /// - Returns: The bounds; without GTIDs the lower one may be too high on MySQL, whose workers move the executed position only
    ///   every `replica_checkpoint_period` (300 ms).
    public func lag(of replica: ReplicaReading, isDirect: Bool = true) -> LagBounds? {
        guard let last = entries.last, let hasAll = SourceHistory.contains(last, replica, isDirect) else { return nil }
        // What was committed since the source was asked, it may lack.
        if hasAll { return LagBounds(least: 0, most: max(0, replica.time - last.lastAsked)) }
        // What is missing of an early moment is missing of all later ones.
        var low = 0
        var high = entries.count - 1
        while low < high {
            let middle = (low + high) / 2
            guard let has = SourceHistory.contains(entries[middle], replica, isDirect) else { return nil }
            if has { low = middle + 1 } else { high = middle }
        }
        return LagBounds(
            least: max(0, replica.asked - entries[low].firstTime),
            most: low == 0 ? nil : max(0, replica.time - entries[low - 1].lastAsked)
        )
    }

    private static func contains(_ entry: Entry, _ replica: ReplicaReading, _ isDirect: Bool) -> Bool? {
        let source = SourceReading(
            identity: replica.identity,
            end: entry.end,
            committed: entry.committed,
            time: entry.firstTime
        )
        if let hasAll = source.isContained(in: replica) { return hasAll }
        guard isDirect, let end = entry.end, let executed = replica.status.executed else { return nil }
        return executed == end ? true : executed.precedes(end).map { !$0 }
    }

    private static func entry(_ reading: SourceReading, _ transactions: UInt64, _ bytes: UInt64) -> Entry {
        Entry(
            end: reading.end,
            committed: reading.committed,
            firstTime: reading.time,
            lastAsked: reading.asked,
            transactions: transactions,
            bytes: bytes
        )
    }

    /// What was added since; nil where it is no continuation.
    private static func step(from last: Entry, to reading: SourceReading) -> (transactions: UInt64, bytes: UInt64)? {
        var transactions: UInt64 = 0
        switch (last.committed, reading.committed) {
        case (.mysql(let old), .mysql(let new)):
            guard old.isSubset(of: new) else { return nil }
            transactions = new.transactionCount - old.transactionCount
        case (.mariaDB(let old), .mariaDB(let new)):
            for gtid in old.gtids {
                guard let now = new.gtid(of: gtid.domain), now.sequence >= gtid.sequence else { return nil }
            }
            for gtid in new.gtids {
                transactions = transactions &+ (gtid.sequence - (old.gtid(of: gtid.domain)?.sequence ?? 0))
            }
        case (nil, nil): break
        default: return nil
        }
        switch (last.end, reading.end) {
        case (let old?, let new?):
            if old == new { return (transactions, 0) }
            guard old.precedes(new) == true else { return nil }
            return (transactions, Backlog.distance(from: old, to: new, in: reading.logs)?.bytes ?? 0)
        case (nil, nil): return (transactions, 0)
        default: return nil
        }
    }

    /// Drops every second one of the older half.
    private mutating func thinOut() {
        let half = entries.count / 2
        let kept = entries[..<half].enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        entries.replaceSubrange(..<half, with: kept)
    }
}

extension SourceReading {
    /// Whether a replica has executed all GTIDs that were committed; nil where GTIDs do not tell.
    func isContained(in replica: ReplicaReading) -> Bool? {
        switch (committed, replica.executed) {
        case (.mysql(let committed), .mysql(let executed)) where !committed.isEmpty || end == nil:
            return committed.isSubset(of: executed)
        case (.mariaDB(let committed), .mariaDB(let executed)) where !committed.isEmpty:
            return committed.gtids.allSatisfy { gtid in
                (executed.gtid(of: gtid.domain)?.sequence ?? 0) >= gtid.sequence || replica.hasWritten(gtid)
            }
        default: return nil
        }
    }
}
