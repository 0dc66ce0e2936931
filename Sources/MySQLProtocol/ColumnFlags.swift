// SPDX-License-Identifier: Apache-2.0

/// What holds of a column of a result besides its type.
///
/// Source: MySQL 9.7, `include/mysql_com.h`, field flags.
public struct ColumnFlags: OptionSet, Sendable, Hashable {
    /// The bits as sent.
    public let rawValue: UInt16

    /// Takes the bits as received; unknown bits are kept.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Never NULL (`NOT_NULL_FLAG`).
    public static let notNull = ColumnFlags(rawValue: 1)
    /// Part of the primary key (`PRI_KEY_FLAG`).
    public static let primaryKey = ColumnFlags(rawValue: 2)
    /// Part of a unique key (`UNIQUE_KEY_FLAG`).
    public static let uniqueKey = ColumnFlags(rawValue: 4)
    /// Part of a key with duplicates (`MULTIPLE_KEY_FLAG`).
    public static let multipleKey = ColumnFlags(rawValue: 8)
    /// BLOB or TEXT (`BLOB_FLAG`).
    public static let blob = ColumnFlags(rawValue: 16)
    /// Never negative (`UNSIGNED_FLAG`).
    public static let unsigned = ColumnFlags(rawValue: 32)
    /// Shown with leading zeros (`ZEROFILL_FLAG`).
    public static let zeroFill = ColumnFlags(rawValue: 64)
    /// Bytes, or text that compares by its bytes (`BINARY_FLAG`).
    public static let binary = ColumnFlags(rawValue: 128)
    /// ENUM, whose type is that of text (`ENUM_FLAG`).
    public static let enumeration = ColumnFlags(rawValue: 256)
    /// Counts by itself (`AUTO_INCREMENT_FLAG`).
    public static let autoIncrement = ColumnFlags(rawValue: 512)
    /// TIMESTAMP (`TIMESTAMP_FLAG`).
    public static let timestamp = ColumnFlags(rawValue: 1024)
    /// SET, whose type is that of text (`SET_FLAG`).
    public static let set = ColumnFlags(rawValue: 2048)
    /// Has no default (`NO_DEFAULT_VALUE_FLAG`).
    public static let noDefault = ColumnFlags(rawValue: 4096)
    /// Becomes the present time with every change of its row (`ON_UPDATE_NOW_FLAG`).
    public static let onUpdateNow = ColumnFlags(rawValue: 8192)
    /// A number (`NUM_FLAG`).
    public static let number = ColumnFlags(rawValue: 32768)
}
