// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Gathers transactions that are applied as one.
final class WindowBuilder {
    private let limits: ReplayOptions.Window
    /// Whether the keys of windows are wanted, by which several go side by side.
    private let findsKeys: Bool
    private var decoder = BatchDecoder(batchBytes: .max)
    private var parts: [PlannedTransaction.Part] = []
    private var plans: [TablePlan] = []
    private var places: [ObjectIdentifier: Int] = [:]
    private var byteCount = 0
    /// Whether what was gathered can be folded, as far as that is known.
    private var isFolded = false

    init(_ limits: ReplayOptions.Window, findsKeys: Bool) {
        self.limits = limits
        self.findsKeys = findsKeys
    }

    /// Whether nothing was gathered.
    var isEmpty: Bool { parts.isEmpty }

    /// Whether it should be handed over before another transaction is taken.
    var isFull: Bool { decoder.held.changes >= limits.rows || byteCount >= limits.bytes }

    /// Whether a transaction can be in the same window as what was gathered.
    func fits(_ source: SourceTransaction, _ plans: [TablePlan]) -> Bool {
        if parts.isEmpty { return true }
        if isFull || byteCount + source.byteCount > limits.bytes { return false }
        return source.events.count == 0 || WindowBuilder.canFold(source, plans) == isFolded
    }

    /// Whether a transaction is in memory, and is one of rows that can be followed.
    private static func canFold(_ source: SourceTransaction, _ plans: [TablePlan]) -> Bool {
        source.kind == .changes && source.events.isInMemory && plans.allSatisfy(\.isFoldable)
    }

    /// Takes a transaction, whose tables have these plans.
    func add(_ source: SourceTransaction, _ plans: [TablePlan]) {
        if parts.isEmpty { isFolded = WindowBuilder.canFold(source, plans) }
        let part = PlannedTransaction.Part(source: source, tables: plans.map(place))
        parts.append(part)
        byteCount += source.byteCount
        guard isFolded, source.events.count > 0 else { return }
        do throws(ReplayError) {
            try decode(part)
            byteCount = max(byteCount, decoder.held.bytes)
        } catch {
            // It is decoded again when it is applied, and what is wrong is told then, in its turn.
            isFolded = false
            byteCount = limits.bytes
        }
    }

    private func place(_ plan: TablePlan) -> Int {
        if let known = places[ObjectIdentifier(plan)] { return known }
        places[ObjectIdentifier(plan)] = plans.count
        plans.append(plan)
        return plans.count - 1
    }

    private func decode(_ part: PlannedTransaction.Part) throws(ReplayError) {
        decoder.go(on: part, plans)
        for chunk in part.source.events.chunks.indices {
            let bytes = try part.source.events.bytes(of: chunk)
            for entry in try HeldEvents.entries(in: bytes) { _ = try decoder.decode(bytes, entry) }
        }
    }

    /// What was gathered, folded where that can be; nil where nothing was.
    ///
    /// Gathering begins anew.
    func take() -> PlannedTransaction? {
        defer {
            parts = []
            plans = []
            places = [:]
            byteCount = 0
        }
        let window = decoder.takeRest()
        guard let last = parts.popLast() else { return nil }
        var net: NetWindow?
        if isFolded, let window {
            var counts: [TableName: ReplayReport.Table] = [:]
            for change in window.changes {
                counts[window.tables[change.table].sourceName, default: .init()].count(change.kind)
            }
            net = ChangeFold.net(of: window).map { NetWindow(changes: $0, counts: counts) }
        }
        var keys: [UInt64]?
        if findsKeys, let net {
            var dependencies = DependencyKeys()
            dependencies.add(net.changes)
            keys = dependencies.result
        }
        return PlannedTransaction(before: parts, last: last, plans: plans, net: net, keys: keys)
    }
}
