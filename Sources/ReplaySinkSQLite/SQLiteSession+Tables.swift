// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay
import MySQLReplication

extension SQLiteSession {
    func create(_ table: NewTable) async throws(SinkError) {
        try database.execute(try SQLiteText.create(table))
    }

    func describe(_ table: TableName) async throws(SinkError) -> TargetTable? {
        var columns: [TargetTable.Column] = []
        var primary: [(order: Int64, column: Int)] = []
        let info = try database.prepare(
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)"
        )
        try info.bind(table.table, 1)
        while try info.step() {
            let order = info.number(4)
            if order > 0 { primary.append((order, columns.count)) }
            columns.append(
                TargetTable.Column(
                    info.text(0) ?? "",
                    type: info.text(1) ?? "",
                    isGenerated: info.number(5) >= 2,
                    isNullable: info.number(2) == 0,
                    hasDefault: !info.isNull(3)
                )
            )
        }
        guard !columns.isEmpty else { return nil }
        var target = TargetTable(table, columns: columns)
        if !primary.isEmpty {
            let key = primary.sorted { $0.order < $1.order }.map(\.column)
            target.keys.append(TargetTable.Key(key, isPrimary: true))
        }
        try addIndexes(to: &target)
        try addForeignKeys(to: &target)
        target.referrers = try referrers(of: table)
        return target
    }

    private func referrers(of table: TableName) throws(SinkError) -> TargetTable.Referrers {
        let list = try database.prepare(
            """
            SELECT k.on_update, k.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) k
            WHERE m.type = 'table' AND k."table" = ? COLLATE NOCASE
            """
        )
        try list.bind(table.table, 1)
        var referrers = TargetTable.Referrers.none
        while try list.step() {
            let changes = [list.text(0), list.text(1)].contains { $0 != "NO ACTION" && $0 != "RESTRICT" }
            if changes { return .changing }
            referrers = .checking
        }
        return referrers
    }

    private func addIndexes(to target: inout TargetTable) throws(SinkError) {
        let list = try database.prepare("SELECT name, origin, partial FROM pragma_index_list(?) WHERE \"unique\" = 1")
        try list.bind(target.name.table, 1)
        var indexes: [(name: String, origin: String, isPartial: Bool)] = []
        while try list.step() { indexes.append((list.text(0) ?? "", list.text(1) ?? "", list.number(2) != 0)) }
        for index in indexes where index.origin != "pk" {
            let parts = try database.prepare("SELECT name FROM pragma_index_xinfo(?) WHERE \"key\" = 1")
            try parts.bind(index.name, 1)
            var places: [Int] = []
            var isWhole = !index.isPartial
            while try parts.step() {
                // An expression has no name.
                guard let name = parts.text(0), let place = target.columns.firstIndex(where: { $0.name == name }) else {
                    isWhole = false
                    continue
                }
                places.append(place)
            }
            if isWhole { target.keys.append(TargetTable.Key(places)) } else { target.hasOtherUniqueIndexes = true }
        }
    }

    private func addForeignKeys(to target: inout TargetTable) throws(SinkError) {
        let list = try database.prepare(
            "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq"
        )
        try list.bind(target.name.table, 1)
        var last: Int64?
        while try list.step() {
            let actions = [list.text(4), list.text(5)]
            if list.number(0) != last {
                last = list.number(0)
                let parent = TableName(database: "main", table: list.text(1) ?? "")
                let changes = actions.contains { $0 != "NO ACTION" && $0 != "RESTRICT" }
                target.foreignKeys.append(
                    TargetTable.ForeignKey([], parent: parent, parentColumns: [], changesRows: changes)
                )
            }
            guard let place = target.columns.firstIndex(where: { $0.name == list.text(2) }) else { continue }
            target.foreignKeys[target.foreignKeys.count - 1].columns.append(place)
            if let to = list.text(3) { target.foreignKeys[target.foreignKeys.count - 1].parentColumns.append(to) }
        }
    }

    func check(_ plan: TablePlan) async throws(SinkError) {
        for column in plan.columns {
            let source = plan.source.columns[column.source]
            let target = plan.target.columns[column.target]
            guard let storage = SQLiteStorage(source) else {
                throw SinkError(
                    .schema,
                    "\(plan.sourceName).\(source.name ?? "") is of type \(source.type), which has no mapping"
                )
            }
            guard storage.fits(SQLiteAffinity(declared: target.type)) else {
                throw SinkError(
                    .schema,
                    "\(plan.target.name.table).\(target.name) is declared as '\(target.type)', by which SQLite changes values of "
                        + "\(plan.sourceName).\(source.name ?? "")",
                    advice:
                        "declare it as \(storage.declaration.isEmpty ? "BLOB, or without a type" : storage.declaration)"
                )
            }
        }
    }
}
#endif
