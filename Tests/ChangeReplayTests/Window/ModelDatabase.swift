// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLBinlog
import MySQLTestSupport

/// Tables in memory that check every change as a strict target does: rows found by their key, unique keys, foreign keys.
struct ModelDatabase: Equatable {
    /// A table of whole numbers, the first of which is its key.
    struct Table {
        var name: String
        var columns: [String]
        /// Unique keys beside the first column.
        var uniqueKeys: [[Int]] = []
        /// A column and the table whose first column it refers to.
        var foreignKeys: [(column: Int, parent: Int)] = []
        var referrers = TargetTable.Referrers.none
    }

    /// Why a change is refused.
    struct Refusal: Error {
        var reason: String
    }

    var rows: [[Int64: [Int64?]]]

    init(_ tables: [Table]) {
        rows = tables.map { _ in [:] }
    }

    /// Makes a change, or says why it cannot be made; values that are absent stay.
    mutating func make(_ change: ChangeBatch.Change, of batch: ChangeBatch, _ tables: [Table]) throws(Refusal) {
        let table = tables[change.table]
        let old = change.before.flatMap { number(batch.value($0, 0)) }
        var row: [Int64?]?
        if let old {
            guard let known = rows[change.table][old] else { throw Refusal(reason: "missing") }
            row = change.kind == .update ? known : nil
        }
        if let after = change.after {
            var values = row ?? table.columns.map { _ in nil }
            for column in table.columns.indices {
                let value = batch.value(after, column)
                if !value.isAbsent { values[column] = number(value) }
            }
            row = values
        }
        try check(row, replacing: old, change.table, tables)
        if let old { rows[change.table][old] = nil }
        if let row, let key = row[0] { rows[change.table][key] = row }
    }

    private func number(_ value: ChangeValue) -> Int64? {
        if case .signed(let number) = value { number } else { nil }
    }

    private func check(_ row: [Int64?]?, replacing old: Int64?, _ index: Int, _ tables: [Table]) throws(Refusal) {
        let table = tables[index]
        if let row {
            guard let key = row[0] else { throw Refusal(reason: "no key") }
            if key != old, rows[index][key] != nil { throw Refusal(reason: "key exists") }
            for unique in table.uniqueKeys where unique.allSatisfy({ row[$0] != nil }) {
                for (other, values) in rows[index] where other != old && unique.allSatisfy({ values[$0] == row[$0] }) {
                    throw Refusal(reason: "value exists")
                }
            }
            for (column, parent) in table.foreignKeys {
                guard let value = row[column] else { continue }
                guard rows[parent][value] != nil else { throw Refusal(reason: "no parent") }
            }
        }
        guard let old, row?[0] != old else { return }
        for (child, other) in tables.enumerated() {
            for (column, parent) in other.foreignKeys where parent == index {
                if rows[child].values.contains(where: { $0[column] == old }) { throw Refusal(reason: "has children") }
            }
        }
    }

    /// The plans of tables, whose target has the same columns and keys.
    static func plans(_ tables: [Table]) throws -> [TablePlan] {
        try tables.enumerated().map { index, table in
            let map = try tableMap(table, id: UInt64(index + 1))
            var target = TargetTable(
                TableName(database: "d", table: table.name),
                columns: table.columns.enumerated().map { place, name in
                    TargetTable.Column(name, type: "", isGenerated: false, isNullable: place > 0, hasDefault: place > 0)
                },
                keys: [TargetTable.Key([0], isPrimary: true)] + table.uniqueKeys.map { TargetTable.Key($0) },
                foreignKeys: table.foreignKeys.map { column, parent in
                    TargetTable.ForeignKey(
                        [column],
                        parent: TableName(database: "d", table: tables[parent].name),
                        parentColumns: [tables[parent].columns[0]],
                        changesRows: false
                    )
                }
            )
            target.referrers = table.referrers
            return try TablePlan(map, to: target)
        }
    }

    /// A table map of BIGINT columns, of which the first takes no NULL.
    private static func tableMap(_ table: Table, id: UInt64) throws -> TableMap {
        var log = SyntheticLog(hasChecksums: false)
        log.append(.tableMap) { body in
            body.uint48(id)
            body.uint16(1)
            for name in ["d", table.name] {
                body.uint8(UInt8(name.utf8.count))
                body.text(name)
                body.uint8(0)
            }
            body.uint8(UInt8(table.columns.count))
            for _ in table.columns { body.uint8(8) }
            body.uint8(0)
            body.uint8(0b1111_1110)
        }
        var found: TableMap?
        try MemoryLog(log.bytes).forEachEvent { event throws(BinlogError) in
            if case .tableMap(let map) = event.body { found = map }
        }
        guard let found else { throw Refusal(reason: "no table map") }
        var columns = found.columns
        for index in columns.indices { columns[index].name = table.columns[index] }
        return TableMap(found, columns: columns)
    }
}
