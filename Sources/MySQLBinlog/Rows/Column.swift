// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// A column as a table map and its optional metadata describe it.
public struct Column: Sendable, Hashable {
    /// What a row image holds for this column: the type byte, with ENUM and SET told from CHAR.
    public var type: ColumnType
    /// The type byte as the table map has it.
    public var wireType: ColumnType
    /// The type's parameters, laid out as the table map's metadata tells for it.
    public var metadata: ColumnMetadata
    /// Whether the column can hold NULL.
    public var isNullable: Bool
    /// Whether a number is unsigned; nil where the log does not tell, and for what is no number.
    public var isUnsigned: Bool?
    /// Collation of text, 63 for binary strings; nil where the log does not tell, and for what is no string.
    public var collation: Collation?
    /// The column's name; nil where the log does not tell.
    public var name: String?
    /// The labels of an ENUM or SET, as bytes in the column's character set; empty where the log does not tell.
    public var labels: [[UInt8]]
    /// What kind of geometry the column is limited to; nil where the log does not tell.
    public var geometryType: UInt64?
    /// Whether the column appears in `SELECT *`; nil where the log does not tell.
    public var isVisible: Bool?
    /// The number of dimensions of a VECTOR; nil where the log does not tell.
    public var dimensions: UInt64?
    /// What the user told of the column because the log does not.
    public var hint: ColumnHint?

    /// The set that text and labels are written in; nil where the log does not tell, and for what is no string.
    public var characterSet: CharacterSet? {
        if case .characterSet(let told)? = hint { return told }
        return collation?.characterSet
    }

    /// Whether values are bytes and not text; false where the log does not tell.
    public var isBinary: Bool {
        if case .characterSet(let told)? = hint { return told.isBinary }
        return collation?.isBinary == true
    }
}

/// The parameters of a column's type.
@frozen
public struct ColumnMetadata: Sendable, Hashable {
    /// The metadata bytes, first byte lowest; 0 where there are none.
    public var rawValue: UInt16
    /// The largest length of a string in bytes, or the bytes of an ENUM or SET, or the length bytes of a BLOB.
    public var length: Int
    /// Digits of a DECIMAL.
    public var precision: Int
    /// Digits behind a DECIMAL's point, or of a second's fraction.
    public var scale: Int
    /// Bits of a BIT.
    public var bitCount: Int
}

/// What a user knows of a column and the log does not tell.
public enum ColumnHint: Sendable, Hashable {
    /// MariaDB's UUID, logged as a binary string.
    case uuid
    /// MariaDB's INET4, logged as a binary string.
    case inet4
    /// MariaDB's INET6, logged as a binary string.
    case inet6
    /// MariaDB's TIME, DATETIME or TIMESTAMP with so many digits of fraction in the format before 10.1.2.
    case hiresTemporal(fractionalDigits: Int)
    /// A number is unsigned.
    case unsigned
    /// A number is signed.
    case signed
    /// A string in this character set.
    case characterSet(CharacterSet)
}
