// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes

/// What a row image holds for a column: the type in table maps, with the parameters that go with it.
public struct ColumnShape: Sendable, Hashable, CustomStringConvertible {
    /// The type byte, with ENUM and SET told from CHAR.
    public var type: ColumnType
    /// The largest length of a string in bytes, the bytes of an ENUM or SET, the length bytes of a BLOB, or 0.
    public var length: Int
    /// Digits of a DECIMAL, or 0.
    public var precision: Int
    /// Digits behind a DECIMAL's point or of a second's fraction, or 0.
    public var scale: Int
    /// Bits of a BIT, or 0.
    public var bitCount: Int

    /// Takes a type and the parameters that it has.
    public init(_ type: ColumnType, length: Int = 0, precision: Int = 0, scale: Int = 0, bitCount: Int = 0) {
        self.type = type
        self.length = length
        self.precision = precision
        self.scale = scale
        self.bitCount = bitCount
    }

    /// The shape of a table map's column.
    public init(_ column: Column) {
        self.init(
            column.type,
            length: column.metadata.length,
            precision: column.metadata.precision,
            scale: column.metadata.scale,
            bitCount: column.metadata.bitCount
        )
    }

    /// Whether a column declared like this can look like `logged` in a table map.
    ///
    /// Times of tables made before MySQL 5.6 and MariaDB 10.1.2 keep their old types, which tell no fraction.
    func allows(_ logged: ColumnShape) -> Bool {
        if self == logged { return true }
        switch (type, logged.type) {
        case (.time2, .time), (.dateTime2, .dateTime), (.timestamp2, .timestamp), (.date, .newDate): return true
        case (.varchar, .varString), (.varString, .varchar): return length == logged.length
        case (.blob, .tinyBlob), (.blob, .mediumBlob), (.blob, .longBlob): return length == logged.length
        default: return false
        }
    }

    /// The type and its parameters.
    public var description: String {
        switch type {
        case .newDecimal: "\(type)(\(precision),\(scale))"
        case .bit: "\(type)(\(bitCount))"
        case .time2, .dateTime2, .timestamp2: "\(type)(\(scale))"
        case _ where length > 0: "\(type)(\(length))"
        default: "\(type)"
        }
    }
}
