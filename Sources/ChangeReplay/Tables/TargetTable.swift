// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// A table of the target, as the target describes it.
public struct TargetTable: Sendable, Hashable {
    /// A column of the target.
    public struct Column: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The type as the target spells it.
        public var type: String
        /// Whether the target computes the value, so that none can be given.
        public var isGenerated: Bool
        /// Whether the column can hold NULL.
        public var isNullable: Bool
        /// Whether a row may come without a value for it.
        public var hasDefault: Bool
        /// Whether a change of the row changes the value where none is given (`ON UPDATE CURRENT_TIMESTAMP`).
        public var changesByItself = false

        /// Describes a column.
        public init(_ name: String, type: String, isGenerated: Bool, isNullable: Bool, hasDefault: Bool) {
            self.name = name
            self.type = type
            self.isGenerated = isGenerated
            self.isNullable = isNullable
            self.hasDefault = hasDefault
        }
    }

    /// A unique index over whole columns, without a condition.
    public struct Key: Sendable, Hashable {
        /// Its columns, as indices of ``TargetTable/columns``.
        public var columns: [Int]
        /// Whether it is the primary key.
        public var isPrimary: Bool

        /// Describes a unique index.
        public init(_ columns: [Int], isPrimary: Bool = false) {
            self.columns = columns
            self.isPrimary = isPrimary
        }
    }

    /// A foreign key.
    public struct ForeignKey: Sendable, Hashable {
        /// The columns, as indices of ``TargetTable/columns``.
        public var columns: [Int]
        /// The table that is referred to.
        public var parent: TableName
        /// The columns that are referred to, by name.
        public var parentColumns: [String]
        /// Whether a change of the parent changes rows here (CASCADE, SET NULL, SET DEFAULT).
        public var changesRows: Bool

        /// Describes a foreign key.
        public init(_ columns: [Int], parent: TableName, parentColumns: [String], changesRows: Bool) {
            self.columns = columns
            self.parent = parent
            self.parentColumns = parentColumns
            self.changesRows = changesRows
        }
    }

    /// What foreign keys, of this table and others, refer to it.
    public enum Referrers: Sendable, Hashable {
        /// None.
        case none
        /// Some, by which changes are refused and no row is changed.
        case checking
        /// Some by which a change here changes rows there (CASCADE, SET NULL, SET DEFAULT); or nobody knows.
        case changing
    }

    /// The table.
    public var name: TableName
    /// The columns in the target's order.
    public var columns: [Column]
    /// The unique indexes; the primary key first.
    public var keys: [Key]
    /// The foreign keys.
    public var foreignKeys: [ForeignKey]
    /// What refers to it.
    public var referrers = Referrers.changing
    /// Whether there are unique indexes that ``keys`` does not tell: over expressions, parts of columns, some rows.
    public var hasOtherUniqueIndexes: Bool

    /// Describes a table.
    public init(
        _ name: TableName,
        columns: [Column],
        keys: [Key] = [],
        foreignKeys: [ForeignKey] = [],
        hasOtherUniqueIndexes: Bool = false
    ) {
        self.name = name
        self.columns = columns
        self.keys = keys
        self.foreignKeys = foreignKeys
        self.hasOtherUniqueIndexes = hasOtherUniqueIndexes
    }
}
