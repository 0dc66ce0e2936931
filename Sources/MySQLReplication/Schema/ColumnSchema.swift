// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes

/// A column of a table as the server describes it.
public struct ColumnSchema: Sendable, Hashable {
    /// Whether and how a column's value is computed.
    public enum Generation: Sendable, Hashable {
        /// The value is given.
        case none
        /// The value is computed when it is read; rows of the log have it all the same.
        case virtual
        /// The value is computed when the row is written.
        case stored
    }

    /// The name.
    public var name: String
    /// The type as the server spells it, such as `int unsigned`; nil where only the log tells of the column.
    public var declaredType: String?
    /// What a row image holds for such a column; nil for a type that is not known here.
    public var shape: ColumnShape?
    /// Whether the column can hold NULL.
    public var isNullable: Bool
    /// Whether a number is unsigned; nil for what is no number.
    public var isUnsigned: Bool?
    /// The set that text is written in, `binary` for binary strings; nil for what is no string.
    public var characterSet: CharacterSet?
    /// The collation, where its number is known.
    public var collation: Collation?
    /// The labels of an ENUM or SET; from `information_schema` in UTF-8, from the log in the column's character set.
    public var labels: [[UInt8]] = []
    /// What kind of geometry the column is limited to, 0 for any; nil for what is no geometry.
    public var geometryType: UInt64?
    /// The number of dimensions of MySQL's VECTOR.
    public var dimensions: UInt64?
    /// How the value comes about; nil where only the log tells of the column.
    public var generation: Generation?
    /// Whether the column appears in `SELECT *`; nil where that is not known.
    public var isVisible: Bool?
    /// What the type means beyond what the log tells, such as MariaDB's UUID.
    public var hint: ColumnHint?

    /// Describes a column of which only name and nullability are known.
    public init(name: String, isNullable: Bool) {
        self.name = name
        self.isNullable = isNullable
    }

    /// Takes over what a table map's optional metadata tells; nil where it does not tell the name.
    init?(_ column: Column) {
        guard let name = column.name else { return nil }
        self.init(name: name, isNullable: column.isNullable)
        shape = ColumnShape(column)
        isUnsigned = column.isUnsigned
        characterSet = column.characterSet
        collation = column.collation
        labels = column.labels
        geometryType = column.geometryType
        dimensions = column.dimensions
        isVisible = column.isVisible
        hint = column.hint
    }

    /// The log's column with what it does not tell filled in.
    func completing(_ column: Column) -> Column {
        var column = column
        if column.name == nil { column.name = name }
        if column.isUnsigned == nil { column.isUnsigned = isUnsigned }
        if column.isVisible == nil { column.isVisible = isVisible }
        if column.geometryType == nil { column.geometryType = geometryType }
        if column.dimensions == nil { column.dimensions = dimensions }
        if column.hint == nil { column.hint = hint ?? hiresHint(for: column) }
        if column.labels.isEmpty, !labels.isEmpty {
            column.labels = labels
            // Such labels are in UTF-8 whatever the column's set is.
            column.collation = .utf8mb4GeneralCI
        } else if column.collation == nil, let characterSet {
            column.collation = collation
            if collation == nil, column.hint == nil { column.hint = .characterSet(characterSet) }
        }
        return column
    }

    /// The digits of fraction of MariaDB's times in the format before 10.1.2, which the log does not tell.
    private func hiresHint(for column: Column) -> ColumnHint? {
        guard let shape, [.time, .dateTime, .timestamp].contains(column.type) else { return nil }
        switch shape.type {
        case .time2, .dateTime2, .timestamp2: return .hiresTemporal(fractionalDigits: shape.scale)
        default: return nil
        }
    }
}
