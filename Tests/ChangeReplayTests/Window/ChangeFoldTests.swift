// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLTestSupport
import Testing

struct ChangeFoldTests {
    private static let tables = [
        ModelDatabase.Table(
            name: "person",
            columns: ["id", "name", "a", "b"],
            uniqueKeys: [[1], [2, 3]],
            referrers: .checking
        ),
        ModelDatabase.Table(name: "letter", columns: ["id", "person", "body"], foreignKeys: [(1, 0)]),
        ModelDatabase.Table(name: "seat", columns: ["id", "place", "guest"], uniqueKeys: [[1]]),
    ]

    /// A change of a row that a source could make, as its log would have it; nil where the dice ask for nothing possible.
    private func change(
        _ random: inout SeededRandom,
        _ model: ModelDatabase,
        _ batch: inout ChangeBatch,
        minimal: Bool
    ) {
        let index = Int.random(in: 0..<3, using: &random)
        let width = ChangeFoldTests.tables[index].columns.count
        let known = model.rows[index].keys.sorted()
        func number(_ value: Int64?) -> ChangeValue { value.map { .signed($0) } ?? .null }
        func row() -> [ChangeValue] {
            (0..<width).map { column in
                if column > 0, Int.random(in: 0..<6, using: &random) == 0 { return .null }
                return .signed(Int64.random(in: 0..<12, using: &random))
            }
        }
        let kind = Int.random(in: 0..<5, using: &random)
        guard kind > 0, let old = known.randomElement(using: &random), let values = model.rows[index][old] else {
            batch.append(.insert, table: index, before: nil, after: row(), key: nil)
            return
        }
        let whole = values.map(number)
        let found = minimal ? whole.enumerated().map { $0.offset == 0 ? $0.element : .absent } : whole
        guard kind > 1 else {
            batch.append(.delete, table: index, before: found, after: nil, key: 0)
            return
        }
        // Some columns change; a minimal image has no others.
        var after = minimal ? whole.map { _ in ChangeValue.absent } : whole
        let new = row()
        for column in 0..<width where Int.random(in: 0..<(column == 0 ? 6 : 2), using: &random) == 0 {
            after[column] = new[column]
        }
        batch.append(.update, table: index, before: found, after: after, key: 0)
    }

    @Test(arguments: [false, true])
    func `what a window comes to leaves the same rows as its changes in their order`(_ minimal: Bool) throws {
        var random = SeededRandom()
        let tables = ChangeFoldTests.tables
        let plans = try ModelDatabase.plans(tables)
        var model = ModelDatabase(tables)
        var (folded, refused, saved) = (0, 0, 0)
        for round in 0..<1_500 {
            let before = model
            var window = ChangeBatch(tables: plans)
            let wanted = Int.random(in: 1...40, using: &random)
            while window.changes.count < wanted {
                var attempt = window
                change(&random, model, &attempt, minimal: minimal)
                guard let last = attempt.changes.last else { continue }
                var next = model
                do throws(ModelDatabase.Refusal) {
                    try next.make(last, of: attempt, tables)
                } catch {
                    continue
                }
                model = next
                window = attempt
            }
            guard let net = ChangeFold.net(of: window) else {
                refused += 1
                continue
            }
            #expect(net.runs.flatMap { Array($0) } == Array(net.changes.indices))
            var target = before
            var refusal: ModelDatabase.Refusal?
            for run in net.runs where refusal == nil {
                let first = net.changes[run.lowerBound]
                #expect(run.allSatisfy { net.changes[$0].kind == first.kind && net.changes[$0].table == first.table })
                // Those of a run may be made in any order.
                for index in run.shuffled(using: &random) where refusal == nil {
                    do throws(ModelDatabase.Refusal) {
                        try target.make(net.changes[index], of: net, tables)
                    } catch {
                        refusal = error
                    }
                }
            }
            if let refusal {
                // A minimal image does not tell which unique value is given up: the target says so, and nothing is made.
                guard minimal else {
                    Issue.record("round \(round), \(random): a change is refused: \(refusal.reason)")
                    return
                }
                refused += 1
                continue
            }
            folded += 1
            saved += window.changes.count - net.changes.count
            guard target == model else {
                Issue.record("round \(round), \(random): the rows differ")
                return
            }
        }
        // Persons that exchange their names have no order; nearly everything else has one, where images tell it.
        #expect(folded > (minimal ? refused / 4 : refused * 4), "\(folded) folded, \(refused) refused")
        #expect(saved > 1_000)
    }

    private func fold(_ fill: (inout ChangeBatch) -> Void) throws -> ChangeBatch? {
        var batch = ChangeBatch(tables: try ModelDatabase.plans(ChangeFoldTests.tables))
        fill(&batch)
        return ChangeFold.net(of: batch)
    }

    private func row(_ values: Int64?...) -> [ChangeValue] { values.map { $0.map { .signed($0) } ?? .null } }

    @Test func `a row that comes, changes and goes within a window is no change`() throws {
        let net = try fold { batch in
            batch.append(.insert, table: 2, before: nil, after: row(1, 1, 1), key: nil)
            batch.append(.update, table: 2, before: row(1, 1, 1), after: row(2, 1, 5), key: 0)
            batch.append(.delete, table: 2, before: row(2, 1, 5), after: nil, key: 0)
        }
        #expect(net?.changes.isEmpty == true)
    }

    @Test func `a row that becomes what it was is no change`() throws {
        let net = try fold { batch in
            batch.append(.update, table: 2, before: row(1, 1, 1), after: row(1, 1, 2), key: 0)
            batch.append(.update, table: 2, before: row(1, 1, 2), after: row(1, 1, 1), key: 0)
        }
        #expect(net?.changes.isEmpty == true)
    }

    @Test func `rows that exchange a unique value go and come again`() throws {
        let net = try fold { batch in
            batch.append(.update, table: 2, before: row(1, 7, 1), after: row(1, 99, 1), key: 0)
            batch.append(.update, table: 2, before: row(2, 8, 2), after: row(2, 7, 2), key: 0)
            batch.append(.update, table: 2, before: row(1, 99, 1), after: row(1, 8, 1), key: 0)
        }
        #expect(net?.changes.map(\.kind) == [.delete, .delete, .insert, .insert])
    }

    @Test func `rows that others refer to do not go to exchange a unique value`() throws {
        let net = try fold { batch in
            batch.append(.update, table: 0, before: row(1, 7, 1, 1), after: row(1, 99, 1, 1), key: 0)
            batch.append(.update, table: 0, before: row(2, 8, 2, 2), after: row(2, 7, 2, 2), key: 0)
            batch.append(.update, table: 0, before: row(1, 99, 1, 1), after: row(1, 8, 1, 1), key: 0)
        }
        #expect(net == nil)
    }

    @Test func `a row comes before another refers to it, and goes behind the last that did`() throws {
        let net = try fold { batch in
            batch.append(.insert, table: 0, before: nil, after: row(1, 1, 1, 1), key: nil)
            batch.append(.update, table: 1, before: row(5, 2, 0), after: row(5, 1, 0), key: 0)
            batch.append(.delete, table: 0, before: row(2, 2, 2, 2), after: nil, key: 0)
        }
        #expect(net?.changes.map(\.kind) == [.insert, .update, .delete])
    }

    @Test func `what does not follow from what came before is not folded`() throws {
        let twice = try fold { batch in
            batch.append(.insert, table: 2, before: nil, after: row(1, 1, 1), key: nil)
            batch.append(.insert, table: 2, before: nil, after: row(1, 2, 1), key: nil)
        }
        #expect(twice == nil)
        let gone = try fold { batch in
            batch.append(.delete, table: 2, before: row(1, 1, 1), after: nil, key: 0)
            batch.append(.update, table: 2, before: row(1, 1, 1), after: row(1, 2, 1), key: 0)
        }
        #expect(gone == nil)
        let unknown = try fold { batch in
            batch.append(.delete, table: 2, before: row(1, 1, 1), after: nil, key: nil)
        }
        #expect(unknown == nil)
    }

    @Test func `tables whose changes change others are not folded`() throws {
        var tables = ChangeFoldTests.tables
        tables[0].referrers = .changing
        var batch = ChangeBatch(tables: try ModelDatabase.plans(tables))
        batch.append(.insert, table: 0, before: nil, after: row(1, 1, 1, 1), key: nil)
        #expect(ChangeFold.net(of: batch) == nil)
    }
}
