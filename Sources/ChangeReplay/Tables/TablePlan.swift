// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLReplication

/// How changes of a table of the source become changes of a table of the target.
///
/// Never changes once it is made, so what a sink prepares for it may be kept by its identity.
public final class TablePlan: Sendable {
    /// Where the value of a column of the source goes.
    public struct Column: Sendable, Hashable {
        /// The column of the source, as an index of ``TablePlan/source``'s columns.
        public var source: Int
        /// The column of the target, as an index of ``TargetTable/columns``.
        public var target: Int
    }

    /// The table of the source, with the names of its columns.
    public let source: TableMap
    /// The table of the target.
    public let target: TargetTable
    /// The columns that are written, in the source's order; columns that the target computes are none of them.
    public let columns: [Column]
    /// The keys by which rows are found, as indices of the source's columns, the best first: each is unique in the target, and
    /// none of its columns can be NULL.
    public let keys: [[Int]]
    /// Why no change of the table can be made; nil where they can.
    let refusal: ReplayError?
    /// Every unique index of the target that the source's columns tell; rows with a NULL in one have no such key.
    let uniqueKeys: [ValueKey]
    /// Every foreign key of the target, with the names of what it refers to.
    let foreignKeys: [(parent: TableName, key: ValueKey)]
    /// Whether there are unique indexes that ``uniqueKeys`` does not tell, or foreign keys that ``foreignKeys`` does not.
    let hasHiddenKeys: Bool

    /// Whether every column of the target's table that can be written comes from the source.
    let coversTarget: Bool

    /// Whether changes of a row may be folded into one: it has a key, and no change of it changes rows of other tables.
    var isFoldable: Bool { !keys.isEmpty && target.referrers != .changing }

    /// Columns whose values together are a key, by the names that the table with the key calls them.
    struct ValueKey: Sendable {
        /// Indices of the source's columns, in the order of the names.
        var columns: [Int]
        /// Names in small letters, in their own order.
        var names: [String]

        /// Puts columns in the order of their names; nil where a column or a name is missing.
        init?(_ columns: [Int?], _ names: [String]) {
            let pairs = zip(names, columns).sorted { $0.0 < $1.0 }
            self.columns = pairs.compactMap(\.1)
            self.names = pairs.map(\.0)
            guard self.columns.count == columns.count, names.count == columns.count, !columns.isEmpty else {
                return nil
            }
        }
    }

    /// The name of a column of the source.
    public func name(_ column: Int) -> String { source.columns[column].name ?? "" }

    /// The table of the source by name.
    public var sourceName: TableName { TableName(database: source.database, table: source.table) }

    /// A table whose changes cannot be made, and why: the target has none that fits it.
    init(_ source: TableMap, refused refusal: ReplayError, as target: TableName) {
        self.source = source
        self.target = TargetTable(target, columns: [])
        self.refusal = refusal
        columns = []
        keys = []
        uniqueKeys = []
        foreignKeys = []
        coversTarget = false
        // Nobody overtakes its changes.
        hasHiddenKeys = true
    }

    /// Finds the column of the target for each of the source, by name, without regard to case.
    ///
    /// - Throws: ``ReplayError`` with code `schema` where one has none, or where the target needs a value that the source has not.
    public init(_ source: TableMap, to target: TargetTable) throws(ReplayError) {
        let names = target.columns.map { $0.name.lowercased() }
        var columns: [Column] = []
        var places: [Int: Int] = [:]
        for (index, column) in source.columns.enumerated() {
            let name = column.name ?? ""
            guard let place = names.firstIndex(of: name.lowercased()) else {
                throw ReplayError(
                    .schema,
                    "\(target.name) of the target has no column \(name), which \(source.database).\(source.table) has",
                    advice: "add the column to the target's table"
                )
            }
            places[place] = index
            if !target.columns[place].isGenerated { columns.append(Column(source: index, target: place)) }
        }
        for (place, column) in target.columns.enumerated() where places[place] == nil {
            guard column.isNullable || column.hasDefault || column.isGenerated else {
                throw ReplayError(
                    .schema,
                    "\(target.name).\(column.name) of the target takes no NULL, has no default, and is no column of "
                        + "\(source.database).\(source.table)",
                    advice: "give the target's column a default"
                )
            }
        }
        self.source = source
        self.target = target
        self.columns = columns
        coversTarget = columns.count == target.columns.count { !$0.isGenerated }
        refusal = nil
        let uniqueKeys = target.keys.compactMap { key in
            ValueKey(key.columns.map { places[$0] }, key.columns.map { names[$0] })
        }
        let foreignKeys = target.foreignKeys.compactMap { key in
            ValueKey(key.columns.map { places[$0] }, key.parentColumns.map { $0.lowercased() }).map { (key.parent, $0) }
        }
        self.uniqueKeys = uniqueKeys
        self.foreignKeys = foreignKeys
        hasHiddenKeys =
            target.hasOtherUniqueIndexes || uniqueKeys.count < target.keys.count
            || foreignKeys.count < target.foreignKeys.count
        keys = target.keys.sorted { $0.isPrimary && !$1.isPrimary }.compactMap { key in
            let sources = key.columns.compactMap { places[$0] }
            let isComplete = sources.count == key.columns.count && !sources.isEmpty
            let isCertain = sources.allSatisfy { !source.columns[$0].isNullable }
            return isComplete && isCertain ? sources : nil
        }
    }
}
