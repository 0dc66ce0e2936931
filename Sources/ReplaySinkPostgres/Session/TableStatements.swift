// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay

/// The statements by which changes of one table of the source are made in its table of the target.
final class TableStatements {
    /// What distinguishes statements of a table: what is done, by which key, with which columns.
    struct Shape: Hashable {
        var kind: ChangeBatch.Change.Kind
        var key: Int?
        /// Columns that are written, as places in ``TableStatements/columns``.
        var written: [Int] = []
        /// Columns by which a row without a key is found, of which some are NULL in it.
        var found: [Int] = []
        var nulls: [Int] = []
    }

    /// A column that is written.
    struct Column {
        /// The index of the source's column.
        var source: Int
        var name: String
        var type: PostgresType
    }

    /// Keeps the plan, so that its identity is nobody else's.
    let plan: TablePlan
    let table: String
    let columns: [Column]
    /// The places in ``columns`` of the columns of each of the plan's keys.
    let keys: [[Int]]
    /// The places in ``columns`` of each unique index of the target, the primary key first.
    let uniqueKeys: [[Int]]
    let hasPrimaryKey: Bool
    /// Names of statements by shape.
    var names: [Shape: String] = [:]

    init(_ plan: TablePlan) {
        self.plan = plan
        table = LibPQ.quoted(plan.target.name.database) + "." + LibPQ.quoted(plan.target.name.table)
        columns = plan.columns.map { column in
            let target = plan.target.columns[column.target]
            return Column(source: column.source, name: LibPQ.quoted(target.name), type: PostgresType(target.type))
        }
        var bySource: [Int: Int] = [:]
        var byTarget: [Int: Int] = [:]
        for (place, column) in plan.columns.enumerated() {
            bySource[column.source] = place
            byTarget[column.target] = place
        }
        keys = plan.keys.map { key in key.compactMap { bySource[$0] } }
        let unique = plan.target.keys.sorted { $0.isPrimary && !$1.isPrimary }
        uniqueKeys = unique.map { key in key.columns.compactMap { byTarget[$0] } }
        hasPrimaryKey = unique.first?.isPrimary == true
    }

    /// The statement of a shape; its parameters are the columns written, then those by which the row is found.
    func sql(_ shape: Shape) -> String {
        switch shape.kind {
        case .insert: return insert(shape.written)
        case .update:
            // An update that writes nothing has to find its row all the same.
            let first = columns.first.map { "\($0.name) = \($0.name)" } ?? ""
            let set = shape.written.enumerated().map { "\(columns[$1].name) = $\($0 + 1)" }.joined(separator: ", ")
            return "UPDATE \(table) SET \(set.isEmpty ? first : set) WHERE " + condition(shape)
        case .delete: return "DELETE FROM \(table) WHERE " + condition(shape)
        }
    }

    /// The statement that inserts a row.
    func insert(_ written: [Int]) -> String {
        guard !written.isEmpty else { return "INSERT INTO \(table) DEFAULT VALUES" }
        let names = written.map { columns[$0].name }.joined(separator: ", ")
        let places = written.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return "INSERT INTO \(table) (\(names)) VALUES (\(places))"
    }

    private func condition(_ shape: Shape) -> String {
        let first = shape.written.count + 1
        if let key = shape.key {
            return keys[key].enumerated().map { "\(columns[$1].name) = $\(first + $0)" }.joined(separator: " AND ")
        }
        let conditions = shape.found.enumerated().map { index, place in
            let column = columns[place]
            let (name, parameter) =
                column.type.hasEquality
                ? (column.name, "$\(first + index)") : ("\(column.name)::text", "$\(first + index)::text")
            return shape.nulls.contains(place) ? "\(name) IS NOT DISTINCT FROM \(parameter)" : "\(name) = \(parameter)"
        }
        // Of rows that are the same one is taken.
        return "ctid = (SELECT ctid FROM \(table) WHERE \(conditions.joined(separator: " AND ")) LIMIT 1)"
    }
}
#endif
