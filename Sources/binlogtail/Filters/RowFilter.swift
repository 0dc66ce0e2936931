// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// Which rows of an event are shown, and which of their columns.
struct RowFilter: Sendable {
    private var conditions: [RowCondition] = []
    private var keys: [[String]] = []
    private var columns: Set<String>?
    private var plans = PerTable<Plan>()
    private var change = RenderedChange()

    /// What the options mean for a table.
    private struct Plan: Sendable {
        var values: PlainValues
        /// The column of each condition.
        var places: [Int]
        var key: [Int]
        /// The columns that are shown; nil for all.
        var shown: [Bool]?
        /// Whether no row can fit.
        var isEmpty: Bool
    }

    /// Shows all.
    init() {}

    /// Takes options that were checked.
    init(_ options: FilterOptions) {
        conditions = options.where.compactMap { RowCondition($0) }
        keys = options.primaryKey.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        columns = options.columns.map { Set($0.split(separator: ",").map { String($0.filter { $0 != " " }) }) }
    }

    /// Whether all rows and columns are shown.
    var isOpen: Bool { conditions.isEmpty && keys.isEmpty && columns == nil }

    /// What of an event's rows is shown.
    mutating func select(_ event: borrowing BinlogEvent) throws(FormatError) -> RowSelection? {
        guard let rows = event.rows else { return nil }
        let (conditions, keys) = (conditions, keys)
        let plan = plan(for: rows.table)
        guard !plan.isEmpty else { return nil }
        let table = rows.table
        var keeps: [Bool] = []
        _ = try change.readAll(rows, of: event, plan.values) { change throws(FormatError) in
            var fits = true
            for (condition, place) in zip(conditions, plan.places) where fits {
                fits = condition.holds(change, place, table.columns[place])
            }
            if fits, !keys.isEmpty {
                fits = keys.contains {
                    RowFilter.fits(change, plan.key, $0, table, .old)
                        || change.operation != .delete && RowFilter.fits(change, plan.key, $0, table, .new)
                }
            }
            keeps.append(fits)
        }
        do throws(BinlogError) {
            let selection = try RowSelection(event, keeping: keeps, columns: plan.shown)
            return selection.rowCount > 0 ? selection : nil
        } catch {
            throw .event(error)
        }
    }

    private static func fits(
        _ change: borrowing RenderedChange,
        _ columns: [Int],
        _ key: [String],
        _ table: TableMap,
        _ side: RowSide
    ) -> Bool {
        guard columns.count == key.count else { return false }
        for (column, value) in zip(columns, key) {
            guard change.knows(column, side), !change.isNull(column, side) else { return false }
            var text = TextWriter()
            change.append(column, side, to: &text)
            let isNumber = DecimalText(value) != nil && DecimalText(text.string) != nil
            guard RowCondition.compare(text.string, .equal, value, isNumber: isNumber, isReal: false) else {
                return false
            }
        }
        return true
    }

    private mutating func plan(for table: TableMap) -> Plan {
        if let known = plans.known(table) { return known }
        let names = table.columns.enumerated().map { $1.label($0) }
        let places = conditions.map { names.firstIndex(of: $0.column) }
        var isWanted = Array(repeating: false, count: names.count)
        for place in places { if let place { isWanted[place] = true } }
        let key = keys.isEmpty ? [] : table.primaryKey
        for column in key { isWanted[column] = true }
        let shown = columns.map { columns in names.map { columns.contains($0) } }
        let hasKey = keys.contains { $0.count == key.count } && !key.isEmpty
        let plan = Plan(
            values: PlainValues(table, wanting: isWanted),
            places: places.compactMap { $0 },
            key: key,
            shown: shown,
            isEmpty: places.contains(nil) || !keys.isEmpty && !hasKey || shown?.contains(true) == false
        )
        plans.keep(plan, for: table)
        return plan
    }
}
